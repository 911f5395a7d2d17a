import type { FastifyReply, FastifyRequest, onRouteHookHandler } from "fastify";
import { roleAtLeast } from "../../../shared/domain/user.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Sessions } from "../../ports/sessions.ts";
import { accessOf, type Access } from "./access.ts";

/** `Authorization: Bearer <token>` (RFC 6750 2.1), or null. */
export function bearerToken(request: FastifyRequest): string | null {
  const found = /^Bearer ([A-Za-z0-9._~+/=-]{20,200})$/iu.exec(request.headers.authorization ?? "");
  return found?.[1] ?? null;
}

/**
 * Puts the access check in front of every route below /api, before the body is read. A route that ACCESS does not list
 * is refused at registration, so none can be open by oversight.
 */
export function accessOnRoute(sessions: Sessions): onRouteHookHandler {
  return (route) => {
    if (!route.url.startsWith("/api")) return;
    const method = Array.isArray(route.method) ? route.method.join(",") : route.method;
    // Fastify adds a HEAD route for every GET.
    const access = accessOf(method === "HEAD" ? "GET" : method, route.url);
    if (access === null) throw new Error(`${method} ${route.url} is not in server/adapters/http/access.ts`);
    // Behind the rate limit's hook, which was added before: a flood must not reach the session store.
    route.onRequest = [
      ...[route.onRequest ?? []].flat(),
      (request: FastifyRequest, _reply: FastifyReply) => check(sessions, request, access),
    ];
  };
}

async function check(sessions: Sessions, request: FastifyRequest, access: Access): Promise<void> {
  if (access === "public") return;
  const token = bearerToken(request);
  if (token === null) throw new CommandError("not-signed-in");
  const user = await sessions.resolve(token);
  if (user === null) throw new CommandError("session-expired");
  if (!roleAtLeast(user.role, access)) throw new CommandError("forbidden");
  request.user = user;
}
