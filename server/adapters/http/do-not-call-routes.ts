import {
  DoNotCallAdditionSchema,
  DoNotCallImportSchema,
  DoNotCallPageSchema,
  DoNotCallQuerySchema,
  DoNotCallRemovalSchema,
} from "../../../shared/wire/do-not-call-schemas.ts";
import { CommandError } from "../../ports/console-app.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { HTTP_LIMITS } from "./http-limits.ts";
import { signedInUser } from "./signed-in-user.ts";

export function doNotCallRoutes(app: HttpApp, { doNotCall }: HttpDeps): void {
  app.get(
    "/api/do-not-call",
    { schema: { querystring: DoNotCallQuerySchema, response: replies({ 200: DoNotCallPageSchema }) } },
    async ({ query }) => doNotCall.page(query.q ?? ""),
  );

  app.post("/api/do-not-call", { schema: { body: DoNotCallAdditionSchema } }, async (request, reply) => {
    doNotCall.add(request.body.number, request.body.note, signedInUser(request));
    return reply.status(204).send();
  });

  app.post("/api/do-not-call/removals", { schema: { body: DoNotCallRemovalSchema } }, async (request, reply) => {
    doNotCall.remove(request.body.phone, request.body.note, signedInUser(request));
    return reply.status(204).send();
  });

  app.post(
    "/api/do-not-call/import",
    {
      schema: { response: replies({ 200: DoNotCallImportSchema }) },
      bodyLimit: HTTP_LIMITS.csvBytes,
      handlerTimeout: HTTP_LIMITS.uploadTimeoutMs,
    },
    async (request) => {
      if (!Buffer.isBuffer(request.body)) throw new CommandError("wrong-content-type");
      return doNotCall.importCsv(request.body, signedInUser(request));
    },
  );
}
