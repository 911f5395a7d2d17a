import type { Static, TSchema } from "typebox";
import { Parse } from "typebox/value";
import type { CallQuality } from "../../shared/domain/call-quality.ts";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import {
  ContactJournalSchema,
  ContactQualitySchema,
  ContactsSchema,
  CustomerDetailSchema,
  SessionSchema,
} from "../../shared/wire/http.ts";

const REQUEST_LIMIT_MS = 10_000;
const LOOK_AGAIN_MS = 100;

export type JournalEntry = Static<typeof ContactJournalSchema>["entries"][number];

/** One signed-in person's view of the HTTP interface; every answer is checked against its schema. */
export class ServerApi {
  readonly url: string;
  readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  static async signIn(url: string, login: string, password: string): Promise<ServerApi> {
    const response = await fetch(`${url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password }),
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
    if (response.status !== 200)
      throw new Error(`${login} cannot sign in: ${response.status} ${await response.text()}`);
    return new ServerApi(url, Parse(SessionSchema, await response.json()).token);
  }

  send(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.token}`, ...Object.fromEntries(new Headers(init.headers)) },
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
  }

  async get<Schema extends TSchema>(schema: Schema, path: string): Promise<Static<Schema>> {
    const response = await this.send(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return Parse(schema, await response.json());
  }

  /** Newest first. */
  async contacts(): Promise<readonly ContactRecord[]> {
    return (await this.get(ContactsSchema, "/api/contacts?limit=200")).contacts;
  }

  /** The newest contact that is wanted, as soon as there is one. */
  async contact(wanted: (contact: ContactRecord) => boolean, what: string, limitMs = 15_000): Promise<ContactRecord> {
    const until = performance.now() + limitMs;
    for (;;) {
      const all = await this.contacts();
      const found = all.find(wanted);
      if (found !== undefined) return found;
      if (performance.now() > until)
        throw new Error(`no such contact: ${what}; the newest: ${JSON.stringify(all.slice(0, 2))}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  async quality(contactId: string): Promise<readonly CallQuality[]> {
    return (await this.get(ContactQualitySchema, `/api/contacts/${contactId}/quality`)).parts;
  }

  async journal(contactId: string): Promise<readonly JournalEntry[]> {
    return (await this.get(ContactJournalSchema, `/api/contacts/${contactId}/journal`)).entries;
  }

  /** Every event of one contact, looked at until `isIt` says yes. */
  async journalUntil(
    contactId: string,
    isIt: (entries: readonly JournalEntry[]) => boolean,
    limitMs = 60_000,
  ): Promise<readonly JournalEntry[]> {
    const until = performance.now() + limitMs;
    for (;;) {
      const entries = await this.journal(contactId);
      if (isIt(entries)) return entries;
      if (performance.now() > until)
        throw new Error(
          `the journal of ${contactId} says only:\n${entries.map((each) => `${each.type} ${JSON.stringify(each.payload)}`).join("\n")}`,
        );
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  async timeline(customerId: string): Promise<readonly ContactRecord[]> {
    return (await this.get(CustomerDetailSchema, `/api/customers/${customerId}`)).timeline;
  }
}
