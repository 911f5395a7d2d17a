import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import {
  asId,
  type CallListEntryId,
  type CallListId,
  type ContactId,
  type UserId,
} from "../../../shared/domain/ids.ts";
import { openDatabase } from "./open-database.ts";
import { openStores } from "./open-stores.ts";
import { plainCustomer, TRANSPARENT_HASHER, type TemporaryStores, temporaryStores } from "./temporary-stores.ts";

let temporary: TemporaryStores;
beforeEach(() => {
  temporary = temporaryStores();
});
afterEach(() => temporary.dispose());

const LIST = asId<CallListId>("list");
const ANA = asId<UserId>("ana");
const BO = asId<UserId>("bo");
const LEASE_MS = 100;

const phoneOf = (index: number): string => `138001380${String(index).padStart(2, "0")}`;
const importPeople = (count: number, callListId = LIST) => {
  const rows = Array.from({ length: count }, (_, index) => `${phoneOf(index)},Person ${index}`);
  return temporary.stores.callLists.importCsv({
    callListId,
    name: "Renewals",
    csv: new TextEncoder().encode(["phone,name", ...rows, "oops,x"].join("\n")),
    by: ANA,
    now: 5,
  });
};
/** The order of the list alone. */
const NO_PAUSE = {
  redial: { rule: { pauseMs: 0, attemptsPerDayMax: 1_000 }, dayStartedAt: 0, nextDayAt: 0 },
  mayRing: () => true,
};
const next = (agentId: UserId, now: number) => temporary.stores.callLists.next(LIST, agentId, LEASE_MS, now, NO_PAUSE);
const attempt = (
  entryId: CallListEntryId,
  { finished, contactId = "c1" }: { readonly finished: boolean; readonly contactId?: string },
) =>
  temporary.stores.callLists.recordAttempt({
    entryId,
    contactId: asId<ContactId>(contactId),
    agentId: ANA,
    at: 1,
    outcome: "handled",
    disposition: "sale",
    permit: null,
    finished,
  });

describe("import", () => {
  test("summary, rejected rows, and a second list of the same id is refused", async () => {
    const summary = await importPeople(3);
    expect(summary).toEqual({
      callListId: LIST,
      name: "Renewals",
      mode: "preview",
      createdAt: 5,
      entries: 3,
      remaining: 3,
      done: 0,
      rejectedRows: 1,
    });
    expect(await temporary.stores.callLists.lists()).toEqual([summary]);
    expect(await temporary.stores.callLists.rejectedRows(LIST)).toEqual([
      { line: 5, content: "oops, x", reason: "bad-phone" },
    ]);
    await expect(importPeople(1)).rejects.toMatchObject({ code: "conflict" });
  });

  test("an entry is linked when exactly one customer has the account, else the phone", async () => {
    const { customers, callLists } = temporary.stores;
    const phone = (display: string) => ({ kind: "phone" as const, display });
    customers.addCustomers(
      [
        plainCustomer("by-account", { identifiers: [{ kind: "account", display: "77" }] }),
        plainCustomer("by-phone", { identifiers: [phone(phoneOf(1))] }),
        plainCustomer("twin-a", { identifiers: [phone(phoneOf(2))] }),
        plainCustomer("twin-b", { identifiers: [phone(phoneOf(2))] }),
      ],
      0,
    );
    const csv = `phone,account\n${phoneOf(0)},77\n${phoneOf(1)},unknown\n${phoneOf(2)},\n${phoneOf(3)},`;
    await callLists.importCsv({ callListId: LIST, name: "x", csv: new TextEncoder().encode(csv), by: ANA, now: 0 });
    const linked = await Promise.all(
      [1, 2, 3, 4].map(
        async (n) => (await callLists.entry(asId<CallListEntryId>(`list.e${n}`)))?.customer?.customerId ?? null,
      ),
    );
    expect(linked).toEqual(["by-account", "by-phone", null, null]);
  });

  test("an import cut off by a crash is gone at the next start", async () => {
    await importPeople(3);
    temporary.database.prepare("UPDATE call_lists SET ready = 0").run();
    expect(await next(ANA, 0)).toBeNull();
    temporary.database.close();
    const database = openDatabase({ path: temporary.path });
    const again = openStores(database, { passwordHasher: TRANSPARENT_HASHER });
    expect(await again.callLists.lists()).toEqual([]);
    expect(await again.callLists.entry(asId<CallListEntryId>("list.e1"))).toBeNull();
    database.close();
  });
});

describe("working a list", () => {
  test("the same entry until it is over, then the next; another agent gets another", async () => {
    await importPeople(3);
    const first = await next(ANA, 0);
    expect(first).toMatchObject({
      entryId: "list.e1",
      state: "leased",
      leasedBy: "ana",
      leaseEndsAt: LEASE_MS,
      phone: "+8613800138000",
      name: "Person 0",
    });
    expect((await next(ANA, 1))?.entryId).toBe("list.e1");
    expect((await next(BO, 1))?.entryId).toBe("list.e2");
    await attempt(first!.entryId, { finished: true });
    expect((await next(ANA, 2))?.entryId).toBe("list.e3");
    expect(await next(asId<UserId>("chen"), 2)).toBeNull();
    expect((await temporary.stores.callLists.lists())[0]).toMatchObject({ entries: 3, remaining: 2, done: 1 });
  });

  test("skip and an unfinished attempt put it to the end", async () => {
    await importPeople(3);
    const first = (await next(ANA, 0))!.entryId;
    await temporary.stores.callLists.skip(first, ANA, 1);
    const second = (await next(ANA, 1))!.entryId;
    await attempt(second, { finished: false });
    expect([(await next(ANA, 2))?.entryId, (await next(BO, 2))?.entryId]).toEqual(["list.e3", first]);
    expect((await next(asId<UserId>("chen"), 2))?.entryId).toBe(second);
  });

  test("what an agent holds is released at its place, but for whom they are calling", async () => {
    await importPeople(2);
    const { callLists } = temporary.stores;
    const first = (await next(ANA, 0))!.entryId;
    const second = (await next(BO, 0))!.entryId;
    await callLists.release(ANA, first);
    expect(await callLists.entry(first)).toMatchObject({ state: "leased", leasedBy: "ana" });
    await callLists.release(ANA, null);
    expect(await callLists.entry(first)).toMatchObject({ state: "open", leasedBy: null });
    expect(await callLists.entry(second)).toMatchObject({ state: "leased", leasedBy: "bo" });
    expect((await next(asId<UserId>("chen"), 1))?.entryId).toBe(first);
  });

  test("an expired lease opens the entry for others; whoever lost it cannot skip it, but the attempt is kept", async () => {
    await importPeople(1);
    const { callLists } = temporary.stores;
    const entryId = (await next(ANA, 0))!.entryId;
    expect(await next(BO, LEASE_MS - 1)).toBeNull();
    expect((await next(BO, LEASE_MS))?.leasedBy).toBe("bo");
    await expect(callLists.skip(entryId, ANA, LEASE_MS)).rejects.toMatchObject({ code: "lease-lost" });
    await attempt(entryId, { finished: false });
    expect(await callLists.entry(entryId)).toMatchObject({
      state: "leased",
      leasedBy: "bo",
      attempts: [{ agentId: "ana" }],
    });
    await attempt(entryId, { finished: true, contactId: "c2" });
    expect(await callLists.entry(entryId)).toMatchObject({ state: "done", leasedBy: null });
    expect(await next(BO, LEASE_MS + 1)).toBeNull();
  });

  test("the same contact corrects its attempt; unknown entries are refused", async () => {
    await importPeople(1);
    const { callLists } = temporary.stores;
    const entryId = (await next(ANA, 0))!.entryId;
    const early = {
      entryId,
      contactId: asId<ContactId>("c1"),
      agentId: ANA,
      at: 7,
      outcome: "no-answer" as const,
      disposition: null,
      permit: null,
      finished: false,
    };
    await callLists.recordAttempt(early);
    await callLists.recordAttempt({ ...early, disposition: "no-contact" });
    expect((await callLists.entry(entryId))?.attempts).toEqual([
      { at: 7, agentId: "ana", outcome: "no-answer", disposition: "no-contact", permit: null },
    ]);
    const ghost = asId<CallListEntryId>("ghost");
    await expect(callLists.recordAttempt({ ...early, entryId: ghost })).rejects.toMatchObject({
      code: "entry-unknown",
    });
    await expect(callLists.skip(ghost, ANA, 0)).rejects.toMatchObject({ code: "entry-unknown" });
  });
});

test("whatever agents do in whatever order, no entry is ever held by two, and none is lost", async () => {
  const agents = ["ana", "bo", "chen", "dara"].map((name) => asId<UserId>(name));
  const action = fc.record({
    agent: fc.integer({ min: 0, max: agents.length - 1 }),
    what: fc.constantFrom("next", "skip", "retry", "finish", "nothing"),
    passMs: fc.integer({ min: 0, max: LEASE_MS }),
  });
  let run = 0;
  const { callLists } = temporary.stores;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
      run += 1;
      const list = asId<CallListId>(`list-${run}`);
      await importPeople(5, list);
      const believed = new Map<UserId, { readonly entryId: CallListEntryId; readonly leaseEndsAt: number }>();
      let now = 0;
      let finished = 0;
      for (const [step, { agent, what, passMs }] of actions.entries()) {
        now += passMs;
        const who = agents[agent]!;
        const held = believed.get(who);
        const holds = held !== undefined && held.leaseEndsAt > now;
        if (what === "next") {
          const entry = await callLists.next(list, who, LEASE_MS, now, NO_PAUSE);
          if (entry) {
            for (const [other, lease] of believed) {
              if (other !== who && lease.leaseEndsAt > now) expect(lease.entryId).not.toBe(entry.entryId);
            }
            believed.set(who, { entryId: entry.entryId, leaseEndsAt: entry.leaseEndsAt! });
            if (holds) expect(entry.entryId).toBe(held.entryId);
          }
        } else if (holds && what !== "nothing") {
          if (what === "skip") await callLists.skip(held.entryId, who, now);
          else {
            await callLists.recordAttempt({
              entryId: held.entryId,
              contactId: asId<ContactId>(`${run}-${step}`),
              agentId: who,
              at: now,
              outcome: "handled",
              disposition: null,
              permit: null,
              finished: what === "finish",
            });
            if (what === "finish") finished += 1;
          }
          believed.delete(who);
        }
      }
      const summary = (await callLists.lists()).find(({ callListId }) => callListId === list);
      expect(summary).toMatchObject({ entries: 5, done: finished, remaining: 5 - finished });
    }),
    { numRuns: 60 },
  );
});

describe("a number that was called waits before it is called again", () => {
  const MINUTE_MS = 60_000;
  const DAY_MS = 24 * 60 * MINUTE_MS;
  const RULE = { pauseMs: 30 * MINUTE_MS, attemptsPerDayMax: 3 };
  const OTHER = asId<CallListId>("other");
  const at = (day: number, hours: number, minutes: number) => day * DAY_MS + (hours * 60 + minutes) * MINUTE_MS;
  const redial = (now: number) => {
    const dayStartedAt = Math.floor(now / DAY_MS) * DAY_MS;
    return { rule: RULE, dayStartedAt, nextDayAt: dayStartedAt + DAY_MS };
  };
  const offered = async (now: number, list = LIST) =>
    (await temporary.stores.callLists.next(list, BO, LEASE_MS, now, { redial: redial(now), mayRing: () => true }))
      ?.phone ?? null;
  let calls = 0;
  const called = (now: number, outcome: ContactOutcome = "busy", entryId = `${LIST}.e1`) => {
    calls += 1;
    return temporary.stores.callLists.recordAttempt({
      entryId: asId<CallListEntryId>(entryId),
      contactId: asId<ContactId>(`call-${calls}`),
      agentId: ANA,
      at: now,
      outcome,
      disposition: null,
      permit: null,
      finished: false,
    });
  };
  const standing = (now: number, list = LIST) => temporary.stores.callLists.standing(list, redial(now), now);
  const nextAt = async (now: number, list = LIST) => (await standing(now, list)).places[0]?.pausingUntil ?? null;

  beforeEach(() => importPeople(1));

  test("half an hour, and it is said until when", async () => {
    await called(at(1, 10, 0));
    expect([await offered(at(1, 10, 29)), await nextAt(at(1, 10, 29))]).toEqual([null, at(1, 10, 30)]);
    expect(await offered(at(1, 10, 30))).not.toBeNull();
  });

  test("three times a day; then from the next day on", async () => {
    for (const hour of [9, 11, 13]) await called(at(1, hour, 0));
    expect([await offered(at(1, 20, 0)), await nextAt(at(1, 20, 0))]).toEqual([null, at(2, 0, 0)]);
    expect(await offered(at(2, 0, 0))).not.toBeNull();
  });

  test("in another list too: it is the same telephone", async () => {
    await importPeople(1, OTHER);
    await called(at(1, 10, 0));
    expect(await offered(at(1, 10, 5), OTHER)).toBeNull();
    expect(await nextAt(at(1, 10, 5), OTHER)).toBe(at(1, 10, 30));
  });

  test("what never left this house rang nowhere", async () => {
    await called(at(1, 10, 0), "failed");
    expect(await offered(at(1, 10, 1))).not.toBeNull();
  });

  test("with nobody open there is no time to name", async () => {
    await next(ANA, at(1, 10, 0));
    expect([await offered(at(1, 10, 0)), await nextAt(at(1, 10, 0))]).toEqual([null, null]);
  });
});
