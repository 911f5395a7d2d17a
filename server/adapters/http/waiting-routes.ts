import Type from "typebox";
import { asId, type ContactId, type QueueId } from "../../../shared/domain/ids.ts";
import { ContactIdSchema, QueueIdSchema } from "../../../shared/wire/domain-schemas.ts";
import { QueueAlertsBodySchema, QueueAlertsInForceSchema } from "../../../shared/wire/queue-day-schema.ts";
import {
  AllWaitingOptionsSchema,
  CalendarIdSchema,
  HoursBodySchema,
  HoursRemovalQuerySchema,
  HoursSchema,
  VoicemailChangeBodySchema,
  VoicemailIdSchema,
  VoicemailSchema,
  VoicemailsQuerySchema,
  VoicemailsSchema,
  WaitingOptionsBodySchema,
  WaitingOverviewSchema,
} from "../../../shared/wire/waiting-schemas.ts";
import { CommandError } from "../../ports/console-app.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { HTTP_LIMITS } from "./http-limits.ts";
import { signedInUser } from "./signed-in-user.ts";

const calendarParams = Type.Object({ calendarId: CalendarIdSchema });
const queueParams = Type.Object({ queueId: QueueIdSchema });
const callbackParams = Type.Object({ contactId: ContactIdSchema });
const voicemailParams = Type.Object({ voicemailId: VoicemailIdSchema });

/** Opening hours, how queues treat those who wait, callbacks, messages. */
export function waitingRoutes(app: HttpApp, deps: HttpDeps): void {
  hoursRoutes(app, deps);
  voicemailRoutes(app, deps);
  const { waiting } = deps;

  app.get("/api/waiting", { schema: { response: replies({ 200: WaitingOverviewSchema }) } }, async (request) =>
    waiting.overview(signedInUser(request)),
  );

  app.delete("/api/callbacks/:contactId", { schema: { params: callbackParams } }, async (request, reply) => {
    waiting.cancelCallback(asId<ContactId>(request.params.contactId), signedInUser(request));
    return reply.status(204).send();
  });

  app.get(
    "/api/queue-alerts/:queueId",
    { schema: { params: queueParams, response: replies({ 200: QueueAlertsInForceSchema }) } },
    async (request) => waiting.alerts(asId<QueueId>(request.params.queueId)),
  );

  app.put(
    "/api/queue-alerts/:queueId",
    { schema: { params: queueParams, body: QueueAlertsBodySchema } },
    async (request, reply) => {
      const { alerts, baseRevision } = request.body;
      await waiting.saveAlerts(asId<QueueId>(request.params.queueId), alerts, baseRevision, signedInUser(request));
      return reply.status(204).send();
    },
  );

  app.get("/api/waiting-options", { schema: { response: replies({ 200: AllWaitingOptionsSchema }) } }, () =>
    waiting.options(),
  );

  app.put(
    "/api/waiting-options/:queueId",
    { schema: { params: queueParams, body: WaitingOptionsBodySchema } },
    async (request, reply) => {
      const { options, baseRevision } = request.body;
      if (options.queueId !== request.params.queueId) throw new CommandError("bad-request");
      await waiting.saveOptions(options, baseRevision, signedInUser(request));
      return reply.status(204).send();
    },
  );
}

function hoursRoutes(app: HttpApp, { waiting }: HttpDeps): void {
  app.get("/api/hours", { schema: { response: replies({ 200: HoursSchema }) } }, () => waiting.calendars());

  app.put(
    "/api/hours/:calendarId",
    { schema: { params: calendarParams, body: HoursBodySchema }, bodyLimit: HTTP_LIMITS.planBytes },
    async (request, reply) => {
      const { calendar, baseRevision } = request.body;
      if (calendar.calendarId !== request.params.calendarId) throw new CommandError("bad-request");
      await waiting.saveCalendar(calendar, baseRevision, signedInUser(request));
      return reply.status(204).send();
    },
  );

  app.delete(
    "/api/hours/:calendarId",
    { schema: { params: calendarParams, querystring: HoursRemovalQuerySchema } },
    async (request, reply) => {
      const { params, query } = request;
      await waiting.removeCalendar(params.calendarId, query.baseRevision, signedInUser(request));
      return reply.status(204).send();
    },
  );
}

function voicemailRoutes(app: HttpApp, { waiting }: HttpDeps): void {
  app.get(
    "/api/voicemails",
    { schema: { querystring: VoicemailsQuerySchema, response: replies({ 200: VoicemailsSchema }) } },
    async (request) => ({
      voicemails: await waiting.voicemails(signedInUser(request), request.query.state ?? null),
    }),
  );

  app.get("/api/voicemails/:voicemailId/sound", { schema: { params: voicemailParams } }, async (request, reply) => {
    const wav = await waiting.voicemailSound(signedInUser(request), request.params.voicemailId);
    return reply.type("audio/wav").send(Buffer.from(wav));
  });

  app.patch(
    "/api/voicemails/:voicemailId",
    {
      schema: { params: voicemailParams, body: VoicemailChangeBodySchema, response: replies({ 200: VoicemailSchema }) },
    },
    (request) => waiting.markVoicemail(signedInUser(request), request.params.voicemailId, request.body.state),
  );

  app.delete("/api/voicemails/:voicemailId", { schema: { params: voicemailParams } }, async (request, reply) => {
    await waiting.removeVoicemail(signedInUser(request), request.params.voicemailId);
    return reply.status(204).send();
  });
}
