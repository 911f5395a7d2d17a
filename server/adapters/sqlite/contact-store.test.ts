import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ContactRecord } from "../../../shared/domain/contact.ts";
import { asId, type ContactId, type CustomerId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import type { ContactFilter } from "../../ports/contact-store.ts";
import { LAST_AGENT } from "./last-agent.ts";
import { type TemporaryStores, temporaryStores } from "./temporary-stores.ts";

let temporary: TemporaryStores;
beforeEach(() => {
  temporary = temporaryStores();
});
afterEach(() => temporary.dispose());

const contact = (contactId: string, arrivedAt: number, change: Partial<ContactRecord> = {}): ContactRecord => ({
  contactId: asId<ContactId>(contactId),
  direction: "inbound",
  phase: "closed",
  outcome: "handled",
  customerId: null,
  customerName: null,
  agentId: null,
  agentName: null,
  queueId: null,
  ani: { e164: "+8613800138001", raw: "13800138001", presentation: "allowed" },
  dnis: "4000",
  language: "en",
  arrivedAt,
  queuedAt: null,
  offeredAt: null,
  answeredAt: null,
  endedAt: null,
  wrapUpEndedAt: null,
  heldMs: 0,
  tier: "standard",
  collected: [],
  disposition: null,
  note: "",
  missedOffers: 0,
  callListEntryId: null,
  kind: "call",
  transferredFrom: null,
  passedOn: null,
  headStartMs: 0,
  overflowedFrom: [],
  callbackAt: null,
  messageAt: null,
  answersMessageAt: null,
  endedBy: null,
  voiceMos: null,
  ...change,
});

const ids = async (filter: Partial<ContactFilter>): Promise<string[]> =>
  (await temporary.stores.contacts.list({ limit: 200, ...filter })).map(({ contactId }) => contactId);

describe("contacts", () => {
  test("every field comes back, and saving again replaces the whole record", async () => {
    const { contacts } = temporary.stores;
    const full = contact("c1", 1, {
      direction: "outbound",
      phase: "wrap-up",
      outcome: "no-answer",
      customerId: asId<CustomerId>("cust"),
      customerName: "张伟",
      agentId: asId<UserId>("ana"),
      agentName: "Ana",
      queueId: asId<QueueId>("service"),
      ani: { e164: null, raw: "", presentation: "withheld" },
      language: "zh",
      queuedAt: 2,
      offeredAt: 3,
      answeredAt: 4,
      endedAt: 5,
      wrapUpEndedAt: 6,
      heldMs: 7,
      tier: "gold",
      collected: [{ key: "language", value: "zh", verified: true, at: 1 }],
      disposition: "sale",
      note: "备注 'x' \n y",
      missedOffers: 2,
      callListEntryId: "e1",
      kind: "consult",
      transferredFrom: asId<ContactId>("c0"),
      passedOn: { kind: "skill", name: "billing" },
      headStartMs: 45_000,
      overflowedFrom: [asId<QueueId>("sales")],
      callbackAt: 1_700_000_000_500,
      messageAt: 1_700_000_000_600,
      answersMessageAt: 1_700_000_000_400,
      endedBy: "line",
      voiceMos: 4.21,
    });
    contacts.save(full);
    expect(await contacts.get(full.contactId)).toEqual(full);
    const changed = contact("c1", 9);
    contacts.save(changed);
    expect(await contacts.get(full.contactId)).toEqual(changed);
    expect(await contacts.get(asId<ContactId>("nothing"))).toBeNull();
  });

  test("filters, newest first", async () => {
    const { contacts } = temporary.stores;
    const cust = asId<CustomerId>("cust");
    const ana = asId<UserId>("ana");
    contacts.save(contact("old", 10, { customerId: cust, customerName: "O'Brien 100%" }));
    contacts.save(contact("mid", 20, { agentId: ana, customerName: "张伟" }));
    contacts.save(
      contact("new", 30, {
        customerId: cust,
        agentId: ana,
        ani: { e164: null, raw: "anonymous", presentation: "withheld" },
      }),
    );
    expect(await ids({})).toEqual(["new", "mid", "old"]);
    expect(await ids({ limit: 2 })).toEqual(["new", "mid"]);
    expect(await ids({ customerId: cust })).toEqual(["new", "old"]);
    expect(await ids({ agentId: ana })).toEqual(["new", "mid"]);
    expect(await ids({ customerId: cust, agentId: ana })).toEqual(["new"]);
    expect(await ids({ since: 20 })).toEqual(["new", "mid"]);
    expect(await ids({ before: 20 })).toEqual(["old"]);
    expect(await ids({ text: "138 0013" })).toEqual(["mid", "old"]);
    expect(await ids({ text: "伟" })).toEqual(["mid"]);
    expect(await ids({ text: "anonym" })).toEqual(["new"]);
    expect(await ids({ text: "100%" })).toEqual(["old"]);
    expect(await ids({ text: "1_0" })).toEqual([]);
    expect(await ids({ text: "  " })).toEqual(["new", "mid", "old"]);
  });

  test("the limit is bounded whatever is asked for", async () => {
    for (let index = 0; index < 230; index += 1) temporary.stores.contacts.save(contact(`c${index}`, index));
    for (const [limit, expected] of [
      [1_000, 200],
      [Number.POSITIVE_INFINITY, 200],
      [Number.NaN, 200],
      [0, 1],
      [-3, 1],
      [2.9, 2],
    ] as const) {
      expect(await ids({ limit })).toHaveLength(expected);
    }
  });

  test("who talked with a customer last: the newest call that an agent answered and that is over, no consult, by the index", async () => {
    const { contacts } = temporary.stores;
    const customerId = asId<CustomerId>("cust");
    const talk = (contactId: string, arrivedAt: number, agentId: string, change: Partial<ContactRecord> = {}): void =>
      contacts.save(
        contact(contactId, arrivedAt, {
          customerId,
          agentId: asId<UserId>(agentId),
          answeredAt: arrivedAt + 1,
          endedAt: arrivedAt + 5,
          ...change,
        }),
      );
    expect(await contacts.lastAgent(customerId, 0)).toBeNull();
    talk("oldest", 10, "old");
    talk("dialled-by-us", 20, "ana", { direction: "outbound" });
    talk("wrapping-up", 30, "bo", { phase: "wrap-up" });
    talk("not-answered", 40, "cem", { answeredAt: null, outcome: "abandoned" });
    talk("talking", 50, "dan", { phase: "connected", endedAt: null });
    talk("asked-aside", 60, "eve", { kind: "consult" });
    talk("of-nobody", 70, "fay", { agentId: null });
    talk("somebody-else", 80, "gil", { customerId: asId<CustomerId>("other") });
    expect(await contacts.lastAgent(customerId, 0)).toBe("bo");
    talk("wrapping-up", 15, "bo", { phase: "wrap-up" });
    expect(await contacts.lastAgent(customerId, 20)).toBe("ana");
    expect(await contacts.lastAgent(customerId, 21)).toBeNull();
    const plan = temporary.database.prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN ${LAST_AGENT}`.replace(/\?/gu, "1"),
    );
    const steps = plan.all().map(({ detail }) => detail);
    expect(steps).toEqual([expect.stringContaining("USING INDEX contacts_customer (customer_id=? AND arrived_at>?)")]);
  });

  test("open ones for recovery, and all since a time for the counters", async () => {
    const { contacts } = temporary.stores;
    contacts.save(contact("closed", 10));
    contacts.save(contact("waiting", 30, { phase: "queued", outcome: null }));
    contacts.save(contact("wrapping", 20, { phase: "wrap-up" }));
    expect((await contacts.open()).map(({ contactId }) => contactId)).toEqual(["wrapping", "waiting"]);
    expect((await contacts.since(20)).map(({ contactId }) => contactId)).toEqual(["wrapping", "waiting"]);
  });
});
