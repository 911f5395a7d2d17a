import Type from "typebox";
import { AgendaEntryIdSchema } from "../../../shared/wire/domain-schemas.ts";
import {
  AgendaChangeBodySchema,
  AgendaEntrySchema,
  AgendaQuerySchema,
  AgendaSchema,
  NewAgendaEntryBodySchema,
} from "../../../shared/wire/history-schemas.ts";
import type { AgendaChange } from "../../ports/agenda.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { signedInUser } from "./signed-in-user.ts";

const entryParams = Type.Object({ entryId: AgendaEntryIdSchema });

/** Calls an agent has promised to make. */
export function agendaRoutes(app: HttpApp, { agenda }: HttpDeps): void {
  app.get(
    "/api/agenda",
    { schema: { querystring: AgendaQuerySchema, response: replies({ 200: AgendaSchema }) } },
    async (request) => ({ entries: await agenda.list(signedInUser(request), request.query.agentId ?? null) }),
  );

  app.post(
    "/api/agenda",
    { schema: { body: NewAgendaEntryBodySchema, response: replies({ 201: AgendaEntrySchema }) } },
    async (request, reply) => reply.status(201).send(await agenda.add(signedInUser(request), request.body)),
  );

  app.patch(
    "/api/agenda/:entryId",
    { schema: { params: entryParams, body: AgendaChangeBodySchema, response: replies({ 200: AgendaEntrySchema }) } },
    async (request) => agenda.change(signedInUser(request), request.params.entryId, given(request.body)),
  );
}

/** Without the keys that are absent: "not mentioned" and "undefined" are the same on the wire, not in our types. */
function given({ dueAt, timeZone, note, done }: { [K in keyof AgendaChange]?: AgendaChange[K] | undefined }) {
  return {
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(note === undefined ? {} : { note }),
    ...(done === undefined ? {} : { done }),
  };
}
