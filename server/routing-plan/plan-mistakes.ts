import type { QueueConfig } from "../../shared/domain/queue.ts";
import type { PlanFinding, RoutingPlan } from "../../shared/domain/routing-plan.ts";
import type { PlanSurroundings } from "./check-plan.ts";
import { planFinding } from "./plan-finding.ts";

const LANGUAGES_NAMED = ["en", "zh"] as const;

/** What makes no sense at all; a plan with one of these is not saved. */
export function planMistakes(plan: RoutingPlan, surroundings: PlanSurroundings): readonly PlanFinding[] {
  const queueIds = new Set<string>(plan.queues.map(({ queueId }) => queueId));
  const calendarIds = new Set(surroundings.calendars.map(({ calendarId }) => calendarId));
  return [
    ...plan.queues.flatMap((queue) => mistakesOfQueue(queue, queueIds, calendarIds)),
    ...twice(plan.queues, ({ queueId }) => queueId).map((queue) => planFinding("twice", { queueId: queue.queueId })),
    ...mistakesOfAgents(plan, queueIds, surroundings.userIds),
    ...mistakesOfShifts(plan, calendarIds),
    ...mistakesOfEntryPoints(plan, queueIds, surroundings.flowIds),
    ...mistakesOfSkills(plan),
  ];
}

function mistakesOfQueue(
  queue: QueueConfig,
  queueIds: ReadonlySet<string>,
  calendarIds: ReadonlySet<string>,
): readonly PlanFinding[] {
  const { queueId, calendarId, overflow, relaxation } = queue;
  const found: PlanFinding[] = [];
  if (!isNamed(queue.names)) found.push(planFinding("name-missing", { queueId }));
  for (const target of targetsOf(queue)) {
    if (target === queueId) found.push(planFinding("leads-to-itself", { queueId }));
    else if (!queueIds.has(target)) found.push(planFinding("unknown-queue", { queueId, subject: target }));
  }
  if (calendarId !== null && !calendarIds.has(calendarId))
    found.push(planFinding("unknown-calendar", { queueId, subject: calendarId }));
  // Two overflow steps may begin together; of two relaxation steps at one time one would never count.
  const laterEach = relaxation.every((step, index) => step.afterMs > (relaxation[index - 1]?.afterMs ?? -1));
  const inOrder = overflow.every((step, index) => step.afterMs >= (overflow[index - 1]?.afterMs ?? 0));
  if (!laterEach || !inOrder) found.push(planFinding("steps-not-in-order", { queueId }));
  const demands = [queue.alternatives, ...relaxation.map(({ alternatives }) => alternatives)].flat(2);
  const wrong = demands.find(({ skill, minLevel }) => !isLevel(minLevel) || skill.trim() === "");
  if (wrong !== undefined) found.push(planFinding("level-out-of-range", { queueId, subject: wrong.skill }));
  return found;
}

/** Every queue this one sends callers to. */
export function targetsOf(queue: QueueConfig): readonly string[] {
  const treatments = [queue.onFull, queue.onMaxWait, queue.onNoAgents, queue.onClosed];
  const moved = treatments.flatMap((treatment) => (treatment.kind === "overflow" ? [treatment.queueId] : []));
  return [...new Set([...queue.overflow.map(({ queueId }) => queueId), ...moved])];
}

function mistakesOfAgents(
  { agents }: RoutingPlan,
  queueIds: ReadonlySet<string>,
  userIds: ReadonlySet<string>,
): readonly PlanFinding[] {
  return [
    ...twice(agents, ({ agentId }) => agentId).map(({ agentId }) => planFinding("twice", { agentId })),
    ...agents.flatMap(({ agentId, skills, memberships }) => {
      const found: PlanFinding[] = [];
      if (!userIds.has(agentId)) found.push(planFinding("unknown-agent", { agentId }));
      for (const { queueId } of memberships)
        if (!queueIds.has(queueId)) found.push(planFinding("unknown-queue", { agentId, subject: queueId }));
      if (twice(memberships, ({ queueId }) => queueId).length > 0) found.push(planFinding("twice", { agentId }));
      for (const [skill, level] of Object.entries(skills))
        if (!isLevel(level) || skill.trim() === "")
          found.push(planFinding("level-out-of-range", { agentId, subject: skill }));
      return found;
    }),
  ];
}

function mistakesOfShifts({ shifts, agents }: RoutingPlan, calendarIds: ReadonlySet<string>): readonly PlanFinding[] {
  const agentIds = new Set<string>(agents.map(({ agentId }) => agentId));
  return [
    ...twice(shifts, ({ agentId }) => agentId).map(({ agentId }) => planFinding("twice", { agentId })),
    ...shifts.flatMap(({ agentId, calendarId }) => [
      ...(agentIds.has(agentId) ? [] : [planFinding("unknown-agent", { agentId })]),
      ...(calendarIds.has(calendarId) ? [] : [planFinding("unknown-calendar", { agentId, subject: calendarId })]),
    ]),
  ];
}

function mistakesOfEntryPoints(
  { entryPoints }: RoutingPlan,
  queueIds: ReadonlySet<string>,
  flowIds: readonly string[],
): readonly PlanFinding[] {
  return [
    ...twice(entryPoints, ({ dnis }) => dnis).map(({ dnis }) => planFinding("twice", { dnis })),
    ...entryPoints.flatMap(({ dnis, names, flowId, queueId }) => [
      ...(isNamed(names) ? [] : [planFinding("name-missing", { dnis })]),
      ...(queueIds.has(queueId) ? [] : [planFinding("unknown-queue", { dnis, subject: queueId })]),
      ...(flowIds.includes(flowId) ? [] : [planFinding("unknown-flow", { dnis, subject: flowId })]),
    ]),
  ];
}

/** A skill need have no names; one that has some has them for every reader, and shares none with another: skills are typed by their names. */
function mistakesOfSkills(plan: RoutingPlan): readonly PlanFinding[] {
  const { skills } = plan;
  return [
    ...twice(skills, ({ skill }) => skill).map(({ skill }) => planFinding("twice", { subject: skill })),
    ...skills.flatMap(({ skill, names }) => (isNamed(names) ? [] : [planFinding("name-missing", { subject: skill })])),
    ...namesTaken(plan).map((skill) => planFinding("name-taken", { subject: skill })),
  ];
}

/** Skills called by what means another one, in whatever language and writing of capitals. */
function namesTaken({ skills, agents, queues }: RoutingPlan): readonly string[] {
  const meanings = new Map<string, string>();
  const demands = queues.flatMap(({ alternatives, relaxation }) => [
    alternatives,
    ...relaxation.map((step) => step.alternatives),
  ]);
  const words = [
    ...skills.map(({ skill }) => skill),
    ...agents.flatMap(({ skills: levels }) => Object.keys(levels)),
    ...demands.flat(2).map(({ skill }) => skill),
  ];
  for (const word of words) meanings.set(asTyped(word), word);
  const taken = skills.filter(({ skill, names }) => {
    const own = Object.values(names)
      .map(asTyped)
      .filter((name) => name !== "");
    const isTaken = own.some((name) => (meanings.get(name) ?? skill) !== skill);
    for (const name of own) if (!meanings.has(name)) meanings.set(name, skill);
    return isTaken;
  });
  return taken.map(({ skill }) => skill);
}

function asTyped(name: string): string {
  return name.trim().toLocaleLowerCase("en");
}

function isNamed(names: Readonly<Record<string, string>>): boolean {
  return LANGUAGES_NAMED.every((language) => (names[language] ?? "").trim() !== "");
}

function isLevel(level: number): boolean {
  return Number.isInteger(level) && level >= 1 && level <= 10;
}

/** The second and later ones of the same key. */
function twice<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}
