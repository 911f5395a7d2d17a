import type { AgentConfig } from "../../../../../shared/domain/agent.ts";
import { asId, type QueueId, type UserId } from "../../../../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS, type QueueConfig, type QueueTreatment } from "../../../../../shared/domain/queue.ts";
import type { DurationMs } from "../../../../../shared/domain/time.ts";
import type { EntryPoint, NamedSkill, RoutingPlan } from "../../../../../shared/domain/routing-plan.ts";

/** What an administrator is about to save: the plan in force with their changes. */
export type PlanDraft = RoutingPlan;

export function changeQueue(plan: PlanDraft, queueId: QueueId, change: Partial<QueueConfig>): PlanDraft {
  return {
    ...plan,
    queues: plan.queues.map((queue) => (queue.queueId === queueId ? { ...queue, ...change } : queue)),
  };
}

/** A name for the machine, from the English one: `Key accounts` -> `key-accounts`, `key-accounts-2` when that is taken. */
function freeQueueId(plan: PlanDraft, name: string): QueueId {
  const base =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, "-")
      .replaceAll(/^-|-$/gu, "")
      .slice(0, 40) || "queue";
  const taken = new Set<string>(plan.queues.map(({ queueId }) => queueId));
  let queueId = base;
  for (let number = 2; taken.has(queueId); number += 1) queueId = `${base}-${number}`;
  return asId<QueueId>(queueId);
}

/** The field of a step's time. By its time, not its place: places move when another step is removed. */
export const stepNumber = (kind: "relaxation" | "overflow", { afterMs }: { readonly afterMs: DurationMs }): string =>
  `${kind}/${afterMs}`;

/** Whether a number's field `<queue>/<name>` is still part of the plan. */
export function hasNumber({ queues }: PlanDraft, field: string): boolean {
  const queue = queues.find(({ queueId }) => field.startsWith(`${queueId}/`));
  if (queue === undefined) return false;
  const name = field.slice(queue.queueId.length + 1);
  const steps = [
    ...queue.relaxation.map((step) => stepNumber("relaxation", step)),
    ...queue.overflow.map((step) => stepNumber("overflow", step)),
  ];
  return !name.includes("/") || steps.includes(name);
}

export function addQueue(plan: PlanDraft, names: QueueConfig["names"]): readonly [plan: PlanDraft, queueId: QueueId] {
  const queueId = freeQueueId(plan, names["en"] ?? "");
  return [{ ...plan, queues: [...plan.queues, { ...QUEUE_DEFAULTS, queueId, names }] }, queueId];
}

/** Takes the queue out, and whatever pointed at it: memberships, steps, treatments. Numbers that led to it are left to be mended. */
export function removeQueue(plan: PlanDraft, queueId: QueueId): PlanDraft {
  const back = <T extends QueueTreatment>(treatment: T, otherwise: T): T =>
    treatment.kind === "overflow" && treatment.queueId === queueId ? otherwise : treatment;
  return {
    ...plan,
    queues: plan.queues
      .filter((queue) => queue.queueId !== queueId)
      .map((queue) => ({
        ...queue,
        overflow: queue.overflow.filter((step) => step.queueId !== queueId),
        onFull: back(queue.onFull, QUEUE_DEFAULTS.onFull),
        onMaxWait: back(queue.onMaxWait, QUEUE_DEFAULTS.onMaxWait),
        onNoAgents: back(queue.onNoAgents, QUEUE_DEFAULTS.onNoAgents),
        onClosed: back(queue.onClosed, QUEUE_DEFAULTS.onClosed),
      })),
    agents: plan.agents.map((agent) => ({
      ...agent,
      memberships: agent.memberships.filter((membership) => membership.queueId !== queueId),
    })),
  };
}

export function changeAgent(plan: PlanDraft, agent: AgentConfig, calendarId: string | null): PlanDraft {
  const shifts = plan.shifts.filter(({ agentId }) => agentId !== agent.agentId);
  return {
    ...plan,
    agents: plan.agents.map((each) => (each.agentId === agent.agentId ? agent : each)),
    shifts: calendarId === null ? shifts : [...shifts, { agentId: agent.agentId, calendarId }],
  };
}

export function shiftOf(plan: PlanDraft, agentId: UserId): string | null {
  return plan.shifts.find((shift) => shift.agentId === agentId)?.calendarId ?? null;
}

export function putEntryPoint(plan: PlanDraft, before: string | null, entryPoint: EntryPoint): PlanDraft {
  const others = plan.entryPoints.filter(({ dnis }) => dnis !== before);
  return { ...plan, entryPoints: [...others, entryPoint].sort((a, b) => (a.dnis < b.dnis ? -1 : 1)) };
}

export function removeEntryPoint(plan: PlanDraft, dnis: string): PlanDraft {
  return { ...plan, entryPoints: plan.entryPoints.filter((each) => each.dnis !== dnis) };
}

/** A skill without any name is none of the named ones. */
export function nameSkill(plan: PlanDraft, skill: string, names: NamedSkill["names"]): PlanDraft {
  const others = plan.skills.filter((each) => each.skill !== skill);
  const isNamed = Object.values(names).some((name) => name !== "");
  const skills = isNamed ? [...others, { skill, names }] : others;
  return { ...plan, skills: skills.sort((a, b) => (a.skill < b.skill ? -1 : 1)) };
}

/** Every skill that is asked for, had or named, in order. */
export function skillsOf(plan: PlanDraft): readonly string[] {
  const asked = plan.queues.flatMap((queue) =>
    [queue.alternatives, ...queue.relaxation.map((step) => step.alternatives)].flat(2),
  );
  const names = new Set([
    ...asked.map(({ skill }) => skill),
    ...plan.agents.flatMap(({ skills }) => Object.keys(skills)),
    ...plan.skills.map(({ skill }) => skill),
  ]);
  return [...names].filter((name) => name !== "").sort();
}

export type PlanChanges = Readonly<Record<"queues" | "agents" | "numbers" | "skills", number>>;

/** What differs from the plan in force, by what it is about; for the line above Save. */
export function changesOf(before: PlanDraft, after: PlanDraft): PlanChanges {
  return {
    queues: differing(before.queues, after.queues, ({ queueId }) => queueId),
    agents: differing(
      before.agents.map((agent) => ({ ...agent, shift: shiftOf(before, agent.agentId) })),
      after.agents.map((agent) => ({ ...agent, shift: shiftOf(after, agent.agentId) })),
      ({ agentId }) => agentId,
    ),
    numbers: differing(before.entryPoints, after.entryPoints, ({ dnis }) => dnis),
    skills: differing(before.skills, after.skills, ({ skill }) => skill),
  };
}

function differing<Item>(before: readonly Item[], after: readonly Item[], keyOf: (item: Item) => string): number {
  const old = new Map(before.map((item) => [keyOf(item), JSON.stringify(item)]));
  const kept = after.filter((item) => old.get(keyOf(item)) === JSON.stringify(item)).length;
  const gone = before.filter((item) => !after.some((each) => keyOf(each) === keyOf(item))).length;
  return after.length - kept + gone;
}

/** The changes that were made to `base`, brought into `theirs`. Where both changed the same queue, person or number it is mine. */
export function mergePlans(base: PlanDraft, mine: PlanDraft, theirs: PlanDraft): PlanDraft {
  return {
    queues: merged(base.queues, mine.queues, theirs.queues, ({ queueId }) => queueId),
    agents: merged(base.agents, mine.agents, theirs.agents, ({ agentId }) => agentId),
    entryPoints: merged(base.entryPoints, mine.entryPoints, theirs.entryPoints, ({ dnis }) => dnis),
    skills: merged(base.skills, mine.skills, theirs.skills, ({ skill }) => skill),
    shifts: merged(base.shifts, mine.shifts, theirs.shifts, ({ agentId }) => agentId),
  };
}

function merged<Item>(
  base: readonly Item[],
  mine: readonly Item[],
  theirs: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Item[] {
  const before = new Map(base.map((item) => [keyOf(item), item]));
  const after = new Map(mine.map((item) => [keyOf(item), item]));
  const isMine = (key: string): boolean => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key));
  const kept = theirs.flatMap((item) => {
    if (!isMine(keyOf(item))) return [item];
    const changed = after.get(keyOf(item));
    return changed === undefined ? [] : [changed];
  });
  const there = new Set(theirs.map(keyOf));
  return [...kept, ...mine.filter((item) => !there.has(keyOf(item)) && isMine(keyOf(item)))];
}
