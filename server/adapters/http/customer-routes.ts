import Type from "typebox";
import { asId, type ContactId, type CustomerId } from "../../../shared/domain/ids.ts";
import { roleAtLeast } from "../../../shared/domain/user.ts";
import { ContactIdSchema, CustomerIdSchema } from "../../../shared/wire/domain-schemas.ts";
import {
  ContactJournalSchema,
  ContactQualitySchema,
  CustomerDetailSchema,
  CustomerNotesBodySchema,
  CustomerSearchQuerySchema,
  CustomerSearchSchema,
  QueuesSchema,
  SkillsSchema,
} from "../../../shared/wire/http.ts";
import { CommandError } from "../../ports/console-app.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { signedInUser } from "./signed-in-user.ts";

const SEARCH_LIMIT = 20;
const TIMELINE_LIMIT = 200;
const PARTS_MAX = 20;
const JOURNAL_MAX = 1_000;
const customerParams = Type.Object({ customerId: CustomerIdSchema });
const contactParams = Type.Object({ contactId: ContactIdSchema });

/** Customers, their contacts and the queues: what an agent looks up. */
export function customerRoutes(app: HttpApp, deps: HttpDeps): void {
  const { customers, contacts, callQuality, journal, clock } = deps;

  app.get(
    "/api/customers",
    { schema: { querystring: CustomerSearchQuerySchema, response: replies({ 200: CustomerSearchSchema }) } },
    async ({ query }) => ({ customers: await customers.search(query.q, query.limit ?? SEARCH_LIMIT) }),
  );

  app.get(
    "/api/customers/:customerId",
    { schema: { params: customerParams, response: replies({ 200: CustomerDetailSchema }) } },
    async ({ params }) => {
      const customerId = asId<CustomerId>(params.customerId);
      const customer = await customers.record(customerId, clock.now());
      if (customer === null) throw new CommandError("not-found");
      return { customer, timeline: await contacts.list({ customerId, limit: TIMELINE_LIMIT }) };
    },
  );

  app.put(
    "/api/customers/:customerId/notes",
    { schema: { params: customerParams, body: CustomerNotesBodySchema } },
    async (request, reply) => {
      const customerId = asId<CustomerId>(request.params.customerId);
      const user = signedInUser(request);
      const now = clock.now();
      if ((await customers.record(customerId, now)) === null) throw new CommandError("not-found");
      await customers.saveNotes(customerId, request.body.notes, user.userId, now);
      // Who changed what is told; the words stand in the record.
      const payload = { customerId, characters: request.body.notes.length };
      journal.append({ at: now, type: "customer-notes-saved", contactId: null, agentId: user.userId, payload });
      return reply.status(204).send();
    },
  );

  app.get(
    "/api/contacts/:contactId/journal",
    { schema: { params: contactParams, response: replies({ 200: ContactJournalSchema }) } },
    async ({ params }) => {
      const contactId = asId<ContactId>(params.contactId);
      const all = journal.ofContact(contactId).slice(0, JOURNAL_MAX);
      const entries = all.map(({ seq, at, type, agentId, payload }) => ({ seq, at, type, agentId, payload }));
      const contact = await contacts.get(contactId);
      if (entries.length === 0 && contact === null) throw new CommandError("not-found");
      return { contact, entries };
    },
  );

  app.get(
    "/api/contacts/:contactId/quality",
    { schema: { params: contactParams, response: replies({ 200: ContactQualitySchema }) } },
    async (request) => {
      const user = signedInUser(request);
      const contactId = asId<ContactId>(request.params.contactId);
      const contact = await contacts.get(contactId);
      if (contact === null) throw new CommandError("not-found");
      const isTheirs = contact.agentId === user.userId || roleAtLeast(user.role, "supervisor");
      // As if it were not there: an agent is not told which calls others had.
      if (!isTheirs) throw new CommandError("not-found");
      return { parts: callQuality.ofContact(contactId).slice(0, PARTS_MAX) };
    },
  );

  app.get("/api/queues", { schema: { response: replies({ 200: QueuesSchema }) } }, async () => ({
    queues: (await deps.routingConfig.queues()).map(({ queueId, names, serviceLevelThresholdMs, shortAbandonMs }) => ({
      queueId,
      names,
      serviceLevelThresholdMs,
      shortAbandonMs,
    })),
  }));

  app.get("/api/skills", { schema: { response: replies({ 200: SkillsSchema }) } }, async () => ({
    skills: await deps.routingConfig.skills(),
  }));
}
