import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { HoursCalendar } from "../../shared/domain/hours.ts";
import type { QueueConfig, SkillAlternatives, SkillRequirement } from "../../shared/domain/queue.ts";
import type { PlanFinding, RoutingPlan } from "../../shared/domain/routing-plan.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import { planFinding } from "./plan-finding.ts";
import { weeklyGaps } from "../hours/weekly-gaps.ts";

/** Demand that nobody could serve: no member, no member with the skills, nobody with the skills on shift ("Saturdays: nobody"). */
export function unmetDemand(
  plan: RoutingPlan,
  calendars: readonly HoursCalendar[],
  weekFrom: EpochMs,
): readonly PlanFinding[] {
  const calendarOf = new Map(calendars.map((calendar) => [calendar.calendarId, calendar]));
  const shiftOf = new Map<string, HoursCalendar | null>(
    plan.shifts.map(({ agentId, calendarId }) => [agentId, calendarOf.get(calendarId) ?? null]),
  );
  return plan.queues.flatMap((queue) => {
    const opening = queue.calendarId === null ? null : (calendarOf.get(queue.calendarId) ?? null);
    return ofQueue(queue, plan.agents, { opening, shiftOf, weekFrom });
  });
}

interface Times {
  readonly opening: HoursCalendar | null;
  readonly shiftOf: ReadonlyMap<string, HoursCalendar | null>;
  readonly weekFrom: EpochMs;
}

function ofQueue(queue: QueueConfig, agents: readonly AgentConfig[], times: Times): readonly PlanFinding[] {
  const { queueId, alternatives } = queue;
  const members = agents.filter((agent) => seatOf(agent, queue) !== undefined);
  if (members.length === 0) return queue.overflow.length > 0 ? [] : [planFinding("no-members", { queueId })];
  const capable = members.filter((agent) => canServe(agent, alternatives));
  if (capable.length === 0) {
    const relaxed = queue.relaxation.find((step) => members.some((agent) => canServe(agent, step.alternatives)));
    return [planFinding("nobody-can-serve", { queueId, alternatives, relaxedAfterMs: relaxed?.afterMs ?? null })];
  }
  const found = alternatives
    .filter((alternative) => !members.some((agent) => has(agent, alternative)))
    .map((alternative) => planFinding("alternative-nobody-has", { queueId, alternatives: [alternative] }));
  const gaps = weeklyGaps(
    times.opening,
    capable.map(({ agentId }) => times.shiftOf.get(agentId) ?? null),
    times.weekFrom,
  );
  if (gaps.length > 0) found.push(planFinding("nobody-on-shift", { queueId, alternatives, gaps }));
  if (capable.every((agent) => seatOf(agent, queue)?.reserve === true))
    found.push(planFinding("only-reserve", { queueId }));
  return found;
}

function seatOf(
  { memberships }: AgentConfig,
  { queueId }: QueueConfig,
): AgentConfig["memberships"][number] | undefined {
  return memberships.find((membership) => membership.queueId === queueId);
}

function canServe(agent: AgentConfig, alternatives: SkillAlternatives): boolean {
  return alternatives.length === 0 || alternatives.some((alternative) => has(agent, alternative));
}

function has({ skills }: AgentConfig, alternative: readonly SkillRequirement[]): boolean {
  return alternative.every(({ skill, minLevel }) => Object.hasOwn(skills, skill) && (skills[skill] ?? 0) >= minLevel);
}
