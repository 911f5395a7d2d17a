import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Compile } from "typebox/compile";
import type { TSchema } from "typebox";
import * as domain from "../../shared/wire/domain-schemas.ts";
import * as history from "../../shared/wire/history-schemas.ts";
import * as http from "../../shared/wire/http.ts";
import { asId, type CallListId, type UserId } from "../../shared/domain/ids.ts";
import type { Role } from "../../shared/domain/user.ts";
import { DEMO_VIP } from "../../server/demo/demo-cases.ts";
import { PASSWORD, startWire, type Wire } from "./wire-harness.ts";
import { QUALITY, RECORD } from "./examples.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
interface Call {
  readonly role: Role | null;
  readonly method: Method;
  readonly url: string;
  readonly body?: unknown;
}

let wire: Wire;
let vip: string;
let calls = 0;
const tokens = new Map<Role, string>();
const isErrorBody = Compile(http.ErrorBodySchema);

beforeAll(async () => {
  wire = await startWire({ wholeCompany: true });
  for (const role of ["agent", "supervisor", "admin"] as const) tokens.set(role, await wire.tokenOf(role));
  vip = (await wire.stores.customers.match("phone", DEMO_VIP.phone)).customers[0]?.customerId ?? "";
  await wire.stores.callLists.importCsv({
    callListId: asId<CallListId>("outlook-list"),
    name: "Nov",
    csv: new TextEncoder().encode("phone\n+8613800138001\n"),
    by: asId<UserId>("sofia"),
    now: 0,
  });
  wire.stores.contacts.save(RECORD);
  wire.stores.callQuality.save(QUALITY);
  wire.stores.journal.append({
    at: 1,
    type: "acd.contact-queued",
    contactId: RECORD.contactId,
    agentId: null,
    payload: { a: 1 },
  });
});
afterAll(() => wire.stop());

async function call({ role, method, url, body }: Call, headers: Record<string, string> = {}) {
  const authorization = role === null ? {} : { authorization: `Bearer ${tokens.get(role)}` };
  const payload = body === undefined ? {} : { payload: body as object };
  // Every call from an address of its own: the limits are tested elsewhere.
  calls += 1;
  const remoteAddress = `10.1.${calls >> 8}.${calls & 255}`;
  return wire.http.inject({ method, url, remoteAddress, headers: { ...authorization, ...headers }, ...payload });
}

/** Route -> a call that works, and the schema of its answer (null: 204 without a body). */
const ROUTES: readonly (readonly [name: string, status: number, schema: TSchema | null, call: () => Call])[] = [
  ["health", 200, http.HealthSchema, () => ({ role: null, method: "GET", url: "/api/health" })],
  ["about", 200, http.AboutSchema, () => ({ role: null, method: "GET", url: "/api/about" })],
  [
    "sign in",
    200,
    http.SessionSchema,
    () => ({ role: null, method: "POST", url: "/api/session", body: { login: "bo", password: PASSWORD } }),
  ],
  ["own session", 200, http.CurrentSessionSchema, () => ({ role: "agent", method: "GET", url: "/api/session" })],
  [
    "search",
    200,
    http.CustomerSearchSchema,
    () => ({ role: "agent", method: "GET", url: `/api/customers?q=${encodeURIComponent(DEMO_VIP.name)}&limit=5` }),
  ],
  ["customer", 200, http.CustomerDetailSchema, () => ({ role: "agent", method: "GET", url: `/api/customers/${vip}` })],
  [
    "notes",
    204,
    null,
    () => ({ role: "agent", method: "PUT", url: `/api/customers/${vip}/notes`, body: { notes: "New words." } }),
  ],
  [
    "contacts",
    200,
    http.ContactsSchema,
    () => ({ role: "supervisor", method: "GET", url: "/api/contacts?limit=200&text=1" }),
  ],
  [
    "missed offers",
    200,
    history.MissedOffersSchema,
    () => ({ role: "agent", method: "GET", url: "/api/missed-offers?since=0&before=9000000000000&limit=5" }),
  ],
  ["agents", 200, history.AgentsSchema, () => ({ role: "supervisor", method: "GET", url: "/api/agents" })],
  ["agenda", 200, history.AgendaSchema, () => ({ role: "agent", method: "GET", url: "/api/agenda" })],
  [
    "promised call",
    201,
    history.AgendaEntrySchema,
    () => ({
      role: "agent",
      method: "POST",
      url: "/api/agenda",
      body: {
        customerId: vip,
        name: "林慧敏",
        phone: "138 0013 8001",
        dueAt: Date.UTC(2026, 10, 22, 4),
        timeZone: "Asia/Shanghai",
        note: "Upgrade",
        contactId: RECORD.contactId,
      },
    }),
  ],
  [
    "journal",
    200,
    http.ContactJournalSchema,
    () => ({ role: "supervisor", method: "GET", url: `/api/contacts/${RECORD.contactId}/journal` }),
  ],
  [
    "quality",
    200,
    http.ContactQualitySchema,
    () => ({ role: "supervisor", method: "GET", url: `/api/contacts/${RECORD.contactId}/quality` }),
  ],
  ["queues", 200, http.QueuesSchema, () => ({ role: "agent", method: "GET", url: "/api/queues" })],
  ["skills", 200, http.SkillsSchema, () => ({ role: "agent", method: "GET", url: "/api/skills" })],
  ["lists", 200, http.CallListsSchema, () => ({ role: "agent", method: "GET", url: "/api/call-lists" })],
  [
    "outlook",
    200,
    domain.ListOutlookSchema,
    () => ({ role: "agent", method: "GET", url: "/api/call-lists/outlook-list/outlook" }),
  ],
  ["users", 200, http.UsersSchema, () => ({ role: "admin", method: "GET", url: "/api/users" })],
  [
    "new user",
    201,
    domain.UserSchema,
    () => ({
      role: "admin",
      method: "POST",
      url: "/api/users",
      body: { login: "gus", displayName: "Gus", role: "agent", password: "long-enough-1" },
    }),
  ],
  [
    "change user",
    200,
    domain.UserSchema,
    () => ({
      role: "admin",
      method: "PATCH",
      url: "/api/users/user-eli",
      body: { displayName: "Eli M.", role: "supervisor", disabled: true, password: "long-enough-2" },
    }),
  ],
  ["prompts", 200, http.PromptsSchema, () => ({ role: "admin", method: "GET", url: "/api/prompts" })],
  [
    "web phone",
    200,
    http.WebphoneSchema,
    () => ({ role: null, method: "POST", url: "/api/webphone", body: { callerNumber: "+86 138 0013 8001" } }),
  ],
];

describe.each(ROUTES)("%s", (_name, status, schema, example) => {
  it("answers what shared/wire says", async () => {
    const reply = await call(example());
    expect(reply.statusCode, reply.body).toBe(status);
    if (schema === null) expect(reply.body).toBe("");
    else expect(Compile(schema).Errors(reply.json())).toEqual([]);
    expect(reply.headers["cache-control"]).toBe("no-store");
    expect(reply.headers["x-request-id"]).toMatch(/^req-/u);
  });
});

const WITH_BODY = ROUTES.filter(([, , , example]) => example().body !== undefined);
describe.each(WITH_BODY)("the body of %s", (_name, _status, _schema, example) => {
  it("is refused with a field too many, missing, or of another kind", async () => {
    const good = example().body as Record<string, unknown>;
    const wrong: unknown[] = [{ ...good, extra: 1 }, [], [good], { ...good, constructor: 1 }];
    for (const key of Object.keys(good)) {
      wrong.push({ ...good, [key]: { nested: true } }, { ...good, [key]: "x".repeat(5_000) });
      // Every field of a change may be left out.
      if (example().method !== "PATCH")
        wrong.push(Object.fromEntries(Object.entries(good).filter(([name]) => name !== key)));
    }
    for (const body of wrong) {
      const reply = await call({ ...example(), body });
      expect({ status: reply.statusCode, code: reply.json().code }, JSON.stringify(body).slice(0, 100)).toEqual({
        status: 400,
        code: "bad-request",
      });
    }
  });

  it("is refused when it is junk, with an error body and without an echo", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (junk) => {
        const reply = await call({ ...example(), body: JSON.stringify(junk) }, { "content-type": "application/json" });
        // An empty change changes nothing, and is none.
        if (example().method === "PATCH" && JSON.stringify(junk) === "{}") return;
        expect(reply.statusCode, JSON.stringify(junk)).toBe(400);
        expect(isErrorBody.Check(reply.json())).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["no JSON", "{nonsense", "application/json", 400, "bad-request"],
    ["poisoned JSON", '{"__proto__":{"a":1}}', "application/json", 400, "bad-request"],
    ["nothing", "", "application/json", 400, "bad-request"],
    ["a form", "login=a&password=b", "application/x-www-form-urlencoded", 415, "wrong-content-type"],
    ["plain text", "hello", "text/plain", 415, "wrong-content-type"],
    ["no type at all", "hello", "", 415, "wrong-content-type"],
    ["a file", "a,b", "text/csv", 400, "bad-request"],
    ["100 kB", JSON.stringify({ a: "x".repeat(100_000) }), "application/json", 413, "payload-too-large"],
  ])("is refused when it is %s", async (_what, body, type, status, code) => {
    const reply = await call({ ...example(), body }, { "content-type": type });
    expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status, code });
    expect(reply.body).not.toMatch(/node_modules|\n\s*at |\.ts:\d/u);
  });
});

it("a journal comes with the record of its contact", async () => {
  const url = `/api/contacts/${RECORD.contactId}/journal`;
  const { contact, entries } = (await call({ role: "supervisor", method: "GET", url })).json();
  expect(contact).toEqual(RECORD);
  expect(entries[0]).toMatchObject({ type: "acd.contact-queued", payload: { a: 1 } });
});

describe("questions in the address", () => {
  it.each([
    "/api/customers",
    "/api/customers?q=a",
    "/api/customers?q=abc&limit=0",
    "/api/customers?q=abc&limit=51",
    "/api/customers?q=abc&limit=many",
    "/api/customers?q=abc&extra=1",
    `/api/customers?q=${"x".repeat(101)}`,
    "/api/customers?q=abc&q=def",
    "/api/contacts?before=-1",
    "/api/contacts?limit=201",
    "/api/contacts?outcome=none",
    "/api/contacts?scope=all",
    "/api/missed-offers",
    "/api/contacts/export?language=fr",
    "/api/contacts/export?language=en&timeZone=UTC",
    "/api/customers/%20",
    "/api/customers/a%2Fb",
    "/api/customers/..%2f..%2fetc",
    `/api/customers/${"x".repeat(90)}`,
    "/api/customers/%zz",
  ])("%s is refused", async (url) => {
    const reply = await call({ role: "supervisor", method: "GET", url });
    expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 400, code: "bad-request" });
  });

  it.each([
    "/api",
    "/api/",
    "/api/nonsense",
    "/api/customers/none-like-this",
    "/api/contacts/none/journal",
    "/api/contacts/none/quality",
    "/api/call-lists/none/rejected",
    "/../../etc/passwd",
    "/.git/config",
    "/nonsense",
  ])("%s does not exist", async (url) => {
    const reply = await call({ role: "supervisor", method: "GET", url });
    expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 404, code: "not-found" });
  });

  it("may hold anything else without harm", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 2, maxLength: 100, unit: "binary" }), async (text) => {
        const reply = await call({ role: "agent", method: "GET", url: `/api/customers?q=${encodeURIComponent(text)}` });
        expect([200, 400]).toContain(reply.statusCode);
      }),
      { numRuns: 100 },
    );
  });
});

describe("how a call sounded", () => {
  it("comes as it was kept", async () => {
    const url = `/api/contacts/${RECORD.contactId}/quality`;
    expect((await call({ role: "supervisor", method: "GET", url })).json()).toEqual({ parts: [QUALITY] });
  });

  it("is nothing another agent may ask for", async () => {
    const url = `/api/contacts/${RECORD.contactId}/quality`;
    const reply = await call({ role: "agent", method: "GET", url });
    expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 404, code: "not-found" });
  });
});
