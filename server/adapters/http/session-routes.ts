import {
  AboutSchema,
  CurrentSessionSchema,
  HealthSchema,
  LoginBodySchema,
  SessionSchema,
} from "../../../shared/wire/http.ts";
import { PROTOCOL_VERSION } from "../../../shared/wire/console.ts";
import { bearerToken } from "./access-check.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { HTTP_LIMITS } from "./http-limits.ts";
import { signedInUser } from "./signed-in-user.ts";

export function sessionRoutes(app: HttpApp, deps: HttpDeps): void {
  const { sessions, settings } = deps;

  app.get(
    "/api/health",
    { schema: { response: replies({ 200: HealthSchema, 503: HealthSchema }) } },
    async (_request, reply) => {
      const { pbx, database } = deps.health();
      const ok = pbx && database;
      return reply.status(ok ? 200 : 503).send({ ok, pbx, database });
    },
  );

  app.get("/api/about", { schema: { response: replies({ 200: AboutSchema }) } }, async () => ({
    version: settings.version,
    demo: settings.demo,
    protocolVersion: PROTOCOL_VERSION,
  }));

  app.post(
    "/api/session",
    {
      schema: { body: LoginBodySchema, response: replies({ 200: SessionSchema }) },
      config: { rateLimit: { max: HTTP_LIMITS.signInsPerMinute, timeWindow: "1 minute" } },
    },
    async (request) => {
      const { token, user, expiresAt } = await sessions.signIn(request.body.login, request.body.password);
      return { token, user, expiresAt };
    },
  );

  app.get("/api/session", { schema: { response: replies({ 200: CurrentSessionSchema }) } }, async (request) => ({
    user: signedInUser(request),
  }));

  app.delete("/api/session", async (request, reply) => {
    const token = bearerToken(request);
    if (token !== null) await sessions.signOut(token);
    return reply.status(204).send();
  });
}
