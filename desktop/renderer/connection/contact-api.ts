import type { EpochMs } from "../../../shared/domain/time.ts";
import { ContactsSchema, QueuesSchema } from "../../../shared/wire/http.ts";
import type { HttpClient } from "./http-client.ts";

export const CONTACTS_PAGE = 50;

/** Newest first; an agent's own, a supervisor's all. `before` is the arrival of the last one shown. @throws Failure */
export async function listContacts(http: HttpClient, text: string, before: EpochMs | undefined, signal: AbortSignal) {
  const query = { text: text === "" ? undefined : text, before, limit: CONTACTS_PAGE };
  const { contacts } = await http.get(ContactsSchema, { path: "api/contacts", query, signal });
  return contacts;
}

/** @throws Failure */
export async function listQueues(http: HttpClient, signal: AbortSignal) {
  const { queues } = await http.get(QueuesSchema, { path: "api/queues", signal });
  return queues;
}
