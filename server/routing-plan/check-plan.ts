import type { HoursCalendar } from "../../shared/domain/hours.ts";
import { PLAN_FINDINGS_MAX, type PlanFinding, type RoutingPlan } from "../../shared/domain/routing-plan.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import { planMistakes } from "./plan-mistakes.ts";
import { planPaths } from "./plan-paths.ts";
import { unmetDemand } from "./unmet-demand.ts";

/** What a plan may refer to. */
export interface PlanSurroundings {
  readonly calendars: readonly HoursCalendar[];
  readonly flowIds: readonly string[];
  readonly userIds: ReadonlySet<string>;
  /** How long each queue keeps a caller for the agent of last time; a queue that is not in it keeps nobody. */
  readonly lastAgentWaitsMs: ReadonlyMap<string, DurationMs>;
}

/**
 * Everything worth knowing about a plan before it is put into force: mistakes first, then demand that nobody can serve and
 * callers who would be led in circles or nowhere. At most PLAN_FINDINGS_MAX.
 * @param weekFrom the week whose shifts and opening hours are compared begins here
 */
export function checkPlan(
  plan: RoutingPlan,
  surroundings: PlanSurroundings,
  weekFrom: EpochMs,
): readonly PlanFinding[] {
  const mistakes = planMistakes(plan, surroundings);
  // What refers to nothing cannot be followed.
  if (mistakes.length > 0) return mistakes.slice(0, PLAN_FINDINGS_MAX);
  const warnings = [
    ...unmetDemand(plan, surroundings.calendars, weekFrom),
    ...planPaths(plan, surroundings.lastAgentWaitsMs),
  ];
  return warnings.slice(0, PLAN_FINDINGS_MAX);
}
