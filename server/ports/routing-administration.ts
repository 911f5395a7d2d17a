import type { HoursCalendar } from "../../shared/domain/hours.ts";
import type { PlanFinding, RoutingPlan } from "../../shared/domain/routing-plan.ts";
import type { User } from "../../shared/domain/user.ts";

export interface RoutingPlanInForce extends RoutingPlan {
  /** To be given back when a change of it is saved. */
  readonly revision: number;
  /** What queues and shifts can name. */
  readonly calendars: readonly Pick<HoursCalendar, "calendarId" | "names">[];
}

/** Queues, skills, service numbers and shifts as administrators change them. Implemented in server/app/routing-admin. */
export interface RoutingAdministration {
  plan(): Promise<RoutingPlanInForce>;
  /** What saving this plan would mean, without saving it. */
  check(plan: RoutingPlan): Promise<readonly PlanFinding[]>;
  /**
   * Saves the plan and puts it into force at once: callers keep their place and age, conversations go on. Rejects with
   * `conflict` when somebody saved since `baseRevision`, and with `plan-mistaken` when it has mistakes; warnings are
   * the administrator's to weigh.
   */
  save(plan: RoutingPlan, baseRevision: number, by: User): Promise<RoutingPlanInForce>;
}
