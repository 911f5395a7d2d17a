import type { RoutingPlan } from "../../../../../shared/domain/routing-plan.ts";
import { PlanFindingsSchema, RoutingPlanInForceSchema } from "../../../../../shared/wire/routing-schemas.ts";
import type { HttpClient } from "../../../connection/http-client.ts";

/** @throws Failure */
export async function readPlan(http: HttpClient, signal: AbortSignal) {
  return http.get(RoutingPlanInForceSchema, { path: "api/routing", signal });
}

/** @throws Failure */
export async function checkPlan(http: HttpClient, plan: RoutingPlan, signal: AbortSignal) {
  const { findings } = await http.get(PlanFindingsSchema, {
    method: "POST",
    path: "api/routing/check",
    body: plan,
    signal,
  });
  return findings;
}

/** @throws Failure `conflict` | `plan-mistaken` */
export async function savePlan(http: HttpClient, plan: RoutingPlan, baseRevision: number) {
  return http.get(RoutingPlanInForceSchema, { method: "PUT", path: "api/routing", body: { plan, baseRevision } });
}
