import type { RequestListener, Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import rateLimit from "@fastify/rate-limit";
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { CommandError } from "../../ports/console-app.ts";
import { accessOnRoute } from "./access-check.ts";
import { adminRoutes } from "./admin-routes.ts";
import { callListRoutes } from "./call-list-routes.ts";
import { agendaRoutes } from "./agenda-routes.ts";
import { contactRoutes } from "./contact-routes.ts";
import { customerRoutes } from "./customer-routes.ts";
import { doNotCallRoutes } from "./do-not-call-routes.ts";
import { errorReply } from "./error-reply.ts";
import type { HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { HTTP_LIMITS } from "./http-limits.ts";
import { pages } from "./pages.ts";
import { pbxMediaRoutes } from "./pbx-media-routes.ts";
import { refuseBrokenRequest } from "./refuse-broken-request.ts";
import { replySerializer } from "./reply-serializer.ts";
import { securityHeaders } from "./security-headers.ts";
import { tunnelSip } from "./sip-tunnel.ts";
import { sessionRoutes } from "./session-routes.ts";
import { waitingRoutes } from "./waiting-routes.ts";
import { webphoneRoutes } from "./webphone-routes.ts";

export interface HttpServer {
  /** Resolves with the port (the one chosen when 0 was asked for); rejects with StartUpError `port-in-use`. */
  listen(host: string, port: number): Promise<number>;
  /** Refuses new requests, lets the running ones finish. */
  close(): Promise<void>;
  /** The socket adapter attaches here, before `listen`. */
  readonly server: Server;
  /** Fastify's in-process requests, for tests. */
  readonly inject: HttpApp["inject"];
}

export async function createHttpServer(deps: HttpDeps): Promise<HttpServer> {
  const app = newApp(deps);
  app.decorateRequest("user", null);
  app.setErrorHandler((error, request, reply) => sendError(deps, error, request, reply));
  await securityHeaders(app, deps.settings.sipOrigins);
  await app.register(rateLimit, {
    max: HTTP_LIMITS.perMinute,
    timeWindow: "1 minute",
    cache: HTTP_LIMITS.addressesMax,
    errorResponseBuilder: () => new CommandError("rate-limited"),
  });
  app.addHook("onRoute", accessOnRoute(deps.sessions));
  // An answer is a promise: what it rests on survives the death of this process.
  app.addHook("onSend", async () => deps.records.settle());
  logRequests(app, deps);
  parseUploads(app);
  await pages(app, deps.settings.rendererFolder);
  for (const routes of [
    sessionRoutes,
    customerRoutes,
    contactRoutes,
    agendaRoutes,
    callListRoutes,
    doNotCallRoutes,
    adminRoutes,
    waitingRoutes,
    webphoneRoutes,
  ])
    routes(app, deps);
  if (deps.settings.pbxMedia) pbxMediaRoutes(app, deps.settings.pbxMedia);
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, () => {
    throw new CommandError("not-found");
  });
  await app.ready();
  if (deps.settings.sipTunnel) tunnelSip(app.server, deps.settings.sipTunnel, deps.log);
  return {
    server: app.server,
    inject: app.inject.bind(app),
    close: () => app.close(),
    listen: async (host, port) => {
      try {
        await app.listen({ host, port });
      } catch (error) {
        throw asStartUpError(error, host, port);
      }
      const address = app.server.address();
      return typeof address === "object" && address !== null ? address.port : port;
    },
  };
}

/** Fastify leaves the limits of a server it did not make to whoever made it. */
function secureServer(tls: { readonly cert: string; readonly key: string }) {
  return (handler: RequestListener): Server => {
    const server = createSecureServer(
      { ...tls, maxHeaderSize: HTTP_LIMITS.headerBytes, minVersion: "TLSv1.2" },
      handler,
    );
    server.requestTimeout = HTTP_LIMITS.requestTimeoutMs;
    server.keepAliveTimeout = HTTP_LIMITS.keepAliveTimeoutMs;
    server.setTimeout(HTTP_LIMITS.connectionTimeoutMs);
    return server;
  };
}

function newApp(deps: HttpDeps): HttpApp {
  const app = Fastify({
    // Requests are logged by logRequests: by route, not by address, which may hold a customer's name or number.
    logger: false,
    genReqId: () => deps.random.id("req"),
    bodyLimit: HTTP_LIMITS.jsonBodyBytes,
    requestTimeout: HTTP_LIMITS.requestTimeoutMs,
    connectionTimeout: HTTP_LIMITS.connectionTimeoutMs,
    keepAliveTimeout: HTTP_LIMITS.keepAliveTimeoutMs,
    handlerTimeout: HTTP_LIMITS.handlerTimeoutMs,
    http: { maxHeaderSize: HTTP_LIMITS.headerBytes },
    ...(deps.settings.tls === undefined ? {} : { serverFactory: secureServer(deps.settings.tls) }),
    trustProxy: deps.settings.trustProxy ?? false,
    forceCloseConnections: true,
    return503OnClosing: true,
    routerOptions: { maxParamLength: HTTP_LIMITS.paramLength },
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      sendError(deps, error, request, reply);
    },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.setSerializerCompiler(replySerializer(deps.settings.strictReplies, deps.log));
  return app;
}

function sendError(deps: HttpDeps, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body, unexpected } = errorReply(error);
  if (unexpected) {
    const route = request.routeOptions.url ?? null;
    deps.log.error(
      { error, requestId: request.id, method: request.method, route },
      "a request failed inside the server",
    );
  }
  if (body.code === "not-signed-in" || body.code === "session-expired") reply.header("www-authenticate", "Bearer");
  // The reply's own serialiser may be what failed.
  return reply.status(status).type("application/json; charset=utf-8").serializer(JSON.stringify).send(body);
}

function logRequests(app: HttpApp, { log }: HttpDeps): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    if (request.url.startsWith("/api")) reply.header("cache-control", "no-store");
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "(unknown)";
    if (!route.startsWith("/api") && reply.statusCode < 400) return;
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
        userId: request.user?.userId ?? null,
      },
      "http request",
    );
  });
}

/** JSON is Fastify's own; CSV and WAV arrive as bytes, within the limit their route sets. */
function parseUploads(app: HttpApp): void {
  app.removeContentTypeParser("text/plain");
  app.addContentTypeParser(
    ["text/csv", "audio/wav", "audio/wave", "audio/x-wav", "audio/vnd.wave"],
    { parseAs: "buffer" },
    (_request, body, done) => {
      done(null, body);
    },
  );
}

function asStartUpError(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "EADDRINUSE")
    return new StartUpError("port-in-use", `Port ${port} on ${host} (CORDBOARD_HTTP_PORT).`, { cause: error });
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return new StartUpError("config-invalid", `${host} is not an address of this machine (CORDBOARD_HOST).`, {
      cause: error,
    });
  }
  if (error.code === "EACCES")
    return new StartUpError("config-invalid", `Port ${port} needs more rights (CORDBOARD_HTTP_PORT).`, {
      cause: error,
    });
  return error;
}
