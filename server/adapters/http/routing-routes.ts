import {
  PlanFindingsSchema,
  RoutingPlanBodySchema,
  RoutingPlanInForceSchema,
  RoutingPlanSchema,
} from "../../../shared/wire/routing-schemas.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { HTTP_LIMITS } from "./http-limits.ts";
import { signedInUser } from "./signed-in-user.ts";

export function routingRoutes(app: HttpApp, { routing }: HttpDeps): void {
  app.get("/api/routing", { schema: { response: replies({ 200: RoutingPlanInForceSchema }) } }, () => routing.plan());

  app.post(
    "/api/routing/check",
    {
      schema: { body: RoutingPlanSchema, response: replies({ 200: PlanFindingsSchema }) },
      bodyLimit: HTTP_LIMITS.planBytes,
    },
    async ({ body }) => ({ findings: await routing.check(body) }),
  );

  app.put(
    "/api/routing",
    {
      schema: { body: RoutingPlanBodySchema, response: replies({ 200: RoutingPlanInForceSchema }) },
      bodyLimit: HTTP_LIMITS.planBytes,
    },
    (request) => routing.save(request.body.plan, request.body.baseRevision, signedInUser(request)),
  );
}
