import type * as Type from "typebox";
import type { CountedAs } from "../../../shared/domain/counted-as.ts";
import type { ContactOutcome, ContactRecord, Disposition } from "../../../shared/domain/contact.ts";
import type { QueueId, UserId } from "../../../shared/domain/ids.ts";
import type { ServiceLevelVariant } from "../../../shared/domain/service-level.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import {
  AgentsSchema,
  type ContactsExportQuerySchema,
  MissedOffersSchema,
} from "../../../shared/wire/history-schemas.ts";
import { ContactsSchema, QueuesSchema, SkillsSchema } from "../../../shared/wire/http.ts";
import type { HttpClient } from "./http-client.ts";

export const CONTACTS_PAGE = 50;
/** A file of thousands of rows takes the server a moment. */
const EXPORT_TIMEOUT_MS = 60_000;

/** What a list of contacts is narrowed to; absent: everything. */
export interface ContactFilters {
  readonly text?: string;
  readonly direction?: ContactRecord["direction"];
  readonly outcome?: ContactOutcome;
  readonly disposition?: Disposition;
  readonly queueId?: QueueId;
  readonly agentId?: UserId;
  readonly counted?: CountedAs;
  /** With a side of the service level. */
  readonly variant?: ServiceLevelVariant;
  readonly since?: EpochMs;
  readonly until?: EpochMs;
}

/** Newest first; an agent's own, a supervisor's team. `behind` is the last one shown. @throws Failure */
export async function listContacts(
  http: HttpClient,
  filters: ContactFilters & { readonly scope?: "own" | "team" },
  behind: ContactRecord | undefined,
  signal: AbortSignal,
) {
  const query = { ...filters, before: behind?.arrivedAt, beforeId: behind?.contactId, limit: CONTACTS_PAGE };
  const { contacts } = await http.get(ContactsSchema, { path: "api/contacts", query, signal });
  return contacts;
}

/** A CSV with what the list shows, up to 10,000 rows. @throws Failure */
export async function exportContacts(http: HttpClient, query: Type.Static<typeof ContactsExportQuerySchema>) {
  return http.blob({ path: "api/contacts/export", query: { ...query }, timeoutMs: EXPORT_TIMEOUT_MS });
}

/** Newest first; an agent's own, a supervisor's team. @throws Failure */
export async function listMissedOffers(
  http: HttpClient,
  since: EpochMs,
  until: EpochMs | undefined,
  signal: AbortSignal,
) {
  const query = { since, before: until, limit: 200 };
  const { missed } = await http.get(MissedOffersSchema, { path: "api/missed-offers", query, signal });
  return missed;
}

/** For supervisors. @throws Failure */
export async function listAgents(http: HttpClient, signal: AbortSignal) {
  const { agents } = await http.get(AgentsSchema, { path: "api/agents", signal });
  return agents;
}

/** @throws Failure */
export async function listQueues(http: HttpClient, signal: AbortSignal) {
  const { queues } = await http.get(QueuesSchema, { path: "api/queues", signal });
  return queues;
}

/** @throws Failure */
export async function listSkills(http: HttpClient, signal: AbortSignal) {
  const { skills } = await http.get(SkillsSchema, { path: "api/skills", signal });
  return skills;
}
