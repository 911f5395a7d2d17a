import type * as Type from "typebox";
import type { EpochMs } from "../../../shared/domain/time.ts";
import { isServiceLevelSide } from "../../../shared/domain/counted-as.ts";
import { roleAtLeast, type User } from "../../../shared/domain/user.ts";
import {
  ContactsExportQuerySchema,
  ContactsQuerySchema,
  MissedOffersQuerySchema,
  MissedOffersSchema,
  AgentsSchema,
} from "../../../shared/wire/history-schemas.ts";
import { ContactsSchema } from "../../../shared/wire/http.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { ContactFilter } from "../../ports/contact-store.ts";
import { contactsCsv } from "./contacts-csv.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { HTTP_LIMITS } from "./http-limits.ts";
import { signedInUser } from "./signed-in-user.ts";

const CONTACTS_LIMIT = 50;
const MISSED_LIMIT = 100;

type Filters = Omit<Type.Static<typeof ContactsExportQuerySchema>, "language">;

/** History: contacts, offers that were missed, and the file a supervisor takes away. */
export function contactRoutes(app: HttpApp, deps: HttpDeps): void {
  const { contacts, missedOffers } = deps;

  app.get(
    "/api/contacts",
    { schema: { querystring: ContactsQuerySchema, response: replies({ 200: ContactsSchema }) } },
    async (request) => {
      const user = signedInUser(request);
      const { scope, before, beforeId, limit, ...filters } = request.query;
      const filter: ContactFilter = {
        ...filterOf(filters, deps.dayStartedAt()),
        ...whose(user, scope, filters.agentId),
        limit: limit ?? CONTACTS_LIMIT,
        // The next page begins where the last one ended, which is never after the end of the range.
        ...(before === undefined ? {} : { before }),
        ...(before === undefined || beforeId === undefined ? {} : { beforeId }),
      };
      return { contacts: await contacts.list(filter) };
    },
  );

  app.get(
    "/api/missed-offers",
    { schema: { querystring: MissedOffersQuerySchema, response: replies({ 200: MissedOffersSchema }) } },
    async (request) => {
      const { since, before, agentId, limit } = request.query;
      const filter = { since, limit: limit ?? MISSED_LIMIT, ...(before === undefined ? {} : { before }) };
      return { missed: await missedOffers.list({ ...filter, ...whose(signedInUser(request), undefined, agentId) }) };
    },
  );
  app.get("/api/agents", { schema: { response: replies({ 200: AgentsSchema }) } }, async () => ({
    agents: (await deps.routingConfig.agents()).map(({ agentId, displayName }) => ({ agentId, displayName })),
  }));
  exportRoute(app, deps);
}

function exportRoute(
  app: HttpApp,
  { contacts, routingConfig, journal, clock, dayStartedAt, settings }: HttpDeps,
): void {
  app.get(
    "/api/contacts/export",
    { schema: { querystring: ContactsExportQuerySchema }, handlerTimeout: HTTP_LIMITS.uploadTimeoutMs },
    async (request, reply) => {
      const user = signedInUser(request);
      const { language, ...filters } = request.query;
      const queues = new Map((await routingConfig.queues()).map((queue) => [queue.queueId, queue.names]));
      const filter = filterOf(filters, dayStartedAt());
      const csv = await contactsCsv({
        page: (before) => contacts.list({ ...filter, ...before, limit: 200 }),
        language,
        timeZone: settings.timeZone,
        queueName: (queueId) => queues.get(queueId)?.[language] ?? queueId,
      });
      // Personal data leaves the house: who took what is kept, the rows are not.
      const payload = { filters, rows: csv.rows };
      journal.append({ at: clock.now(), type: "contacts-exported", contactId: null, agentId: user.userId, payload });
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="contacts.csv"')
        .send(csv.text);
    },
  );
}

/** An agent sees their own and nobody else's, whatever is asked for. */
function whose(user: User, scope: "own" | "team" | undefined, agentId: User["userId"] | undefined) {
  const team = roleAtLeast(user.role, "supervisor");
  if (!team && (scope === "team" || (agentId !== undefined && agentId !== user.userId)))
    throw new CommandError("forbidden");
  if (!team || scope === "own") return { agentId: user.userId };
  return agentId === undefined ? {} : { agentId };
}

function filterOf(filters: Filters, dayStartedAt: EpochMs) {
  const { text, direction, outcome, disposition, queueId, counted, variant, agentId, until } = filters;
  if ((counted !== undefined && isServiceLevelSide(counted)) !== (variant !== undefined))
    throw new CommandError("bad-request");
  // Figures are of the centre's day as it was counted, also in the minute after midnight.
  const since = counted === undefined ? filters.since : Math.max(filters.since ?? 0, dayStartedAt);
  return {
    ...(text === undefined || text.trim() === "" ? {} : { text }),
    ...(direction === undefined ? {} : { direction }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(queueId === undefined ? {} : { queueId }),
    ...(counted === undefined ? {} : { counted }),
    ...(variant === undefined ? {} : { variant }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { before: until }),
  };
}
