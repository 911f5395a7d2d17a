import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { CONTACT_OUTCOMES, type ContactRecord } from "../../shared/domain/contact.ts";
import { asId, type ContactId, type QueueId, type UserId } from "../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS, type RefusalTreatment } from "../../shared/domain/queue.ts";
import { queueFate } from "../../shared/domain/queue-fate.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { RECORD } from "../../test/contract/examples.ts";
import { bookingsOf, noCounts, type QueueCounts } from "./queue-bookings.ts";

const SALES = asId<QueueId>("sales");
let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});

/** Only what is not zero, so that a row reads as what happened. */
function day(queueId: QueueId = SERVICE): Partial<Record<string, number>> {
  const {
    offered,
    answered,
    abandoned,
    overflowed,
    callbacksPromised,
    callbacksReached,
    messagesLeft,
    turnedAway,
    inProgress,
  } = world.figures(queueId) ?? {};
  const all = {
    offered,
    answered,
    abandoned,
    overflowed,
    callbacksPromised,
    callbacksReached,
    messagesLeft,
    turnedAway,
    inProgress,
  };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count !== 0));
}
const messageOf = (fault: unknown) => (fault as { readonly message: string }).message;
async function press(channelId: string, keys: string): Promise<void> {
  for (const digit of keys) world.pbx.emit({ type: "digit", channelId: asId(channelId), digit, durationMs: 80 });
  await settled();
}
async function promiseCallback(number: string): Promise<void> {
  const caller = await world.dialDirect(number);
  await press(caller, "1");
  await press(caller, "1");
  world.pbx.finishPlayback(caller);
  await settled();
}
async function queues(waitingMax: number, onFull: RefusalTreatment): Promise<void> {
  const sales = { ...QUEUE_DEFAULTS, queueId: SALES, names: { en: "Sales" } };
  world.stores.routing.saveQueue(sales);
  world.stores.routing.saveQueue({ ...sales, queueId: SERVICE, names: { en: "Service" }, waitingMax, onFull });
  await world.centre.reloadConfiguration();
}
/** As after a restart: everything from the records again. */
async function recounted(queueId: QueueId = SERVICE): Promise<Partial<Record<string, number>>> {
  const before = day(queueId);
  await world.centre.parts.figures.load();
  expect(day(queueId)).toEqual(before);
  return before;
}

describe("offered = answered + abandoned + overflowed + callbacks + messages + turned away + in progress", () => {
  test("a promised callback is no abandoned and no answered call, before and after it was made", async () => {
    await promiseCallback(NORMAL_PHONE);
    expect(await recounted()).toEqual({ offered: 1, callbacksPromised: 1 });
    expect(world.figures(SERVICE)).toMatchObject({ callbacksNow: { waiting: 1, calling: 0, retry: 0 } });
    await world.signIn("ana");
    expect(world.figures(SERVICE)?.callbacksNow).toEqual({ waiting: 0, calling: 1, retry: 0 });
    const [leg] = [...world.pbx.channels.values()].filter(({ to }) => to?.to.kind === "trunk");
    world.pbx.pickUp(leg?.channelId ?? asId("none"));
    await settled();
    await world.answer("ana");
    expect(await recounted()).toEqual({ offered: 1, callbacksPromised: 1, callbacksReached: 1 });
    const { serviceLevels, averageSpeedOfAnswerMs, callbacksNow } = world.figures(SERVICE) ?? {};
    expect(serviceLevels).toMatchObject({ handled: null, positive: null, negative: null });
    expect({ averageSpeedOfAnswerMs, callbacksNow }).toEqual({
      averageSpeedOfAnswerMs: null,
      callbacksNow: { waiting: 0, calling: 0, retry: 0 },
    });
  });

  test("a caller who is passed on is overflowed here and offered there", async () => {
    await queues(1, { kind: "overflow", queueId: SALES });
    await world.dialDirect(NORMAL_PHONE);
    const second = await world.dialDirect(VIP_PHONE);
    expect(await recounted()).toEqual({ offered: 2, overflowed: 1, inProgress: 1 });
    expect(await recounted(SALES)).toEqual({ offered: 1, inProgress: 1 });
    world.pbx.end(second);
    await settled();
    expect(await recounted()).toEqual({ offered: 2, overflowed: 1, inProgress: 1 });
    expect(await recounted(SALES)).toEqual({ offered: 1, abandoned: 1 });
  });

  test("a caller who comes back to the queue they were passed on from is one of its callers, and none it passed on", async () => {
    const back = { ...RECORD, overflowedFrom: [SERVICE, SALES], queueId: SERVICE, queuedAt: 1, answeredAt: null };
    expect(bookingsOf({ ...back, callbackAt: null, outcome: null }, () => QUEUE_DEFAULTS)).toEqual([
      { queueId: SALES, offered: 1, overflowed: 1 },
      { queueId: SERVICE, offered: 1, inProgress: 1 },
    ]);
  });

  test("a call that an agent gives back to its queue waits again there: two waits, each of them counted", async () => {
    await queues(10, { kind: "goodbye" });
    await world.signIn("ana");
    const customer = await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    const contactId = world.console("ana").view.contact?.context.contactId ?? asId<ContactId>("none");
    await world.command("ana", "transfer.start", { contactId, target: { kind: "queue", queueId: SERVICE } });
    expect(await recounted()).toEqual({ offered: 2, answered: 1, inProgress: 1 });
    world.pbx.end(customer);
    await settled();
    expect(await recounted()).toEqual({ offered: 2, answered: 1, abandoned: 1 });
    const rows = await world.stores.contacts.list({ counted: "offered", queueId: SERVICE, limit: 10 });
    expect(rows.map(({ transferredFrom }) => transferredFrom)).toEqual([contactId, null]);
  });

  test("who is told goodbye was turned away; who hangs up while waiting has abandoned", async () => {
    await queues(1, { kind: "goodbye" });
    const first = await world.dialDirect(NORMAL_PHONE);
    await world.dialDirect(VIP_PHONE);
    expect(await recounted()).toEqual({ offered: 2, turnedAway: 1, inProgress: 1 });
    world.pbx.end(first);
    await settled();
    expect(await recounted()).toEqual({ offered: 2, turnedAway: 1, abandoned: 1 });
  });

  test("holds for any records in any state, each in one column of its last queue", () => {
    const instant = fc.option(fc.integer({ min: 0, max: 200_000 }));
    const anyRecord = fc
      .record({
        kind: fc.constantFrom("call" as const, "consult" as const),
        phase: fc.constantFrom("ivr" as const, "queued" as const, "connected" as const, "closed" as const),
        outcome: fc.option(fc.constantFrom(...CONTACT_OUTCOMES)),
        queueId: fc.option(fc.constantFrom(SERVICE, SALES)),
        queuedAt: instant,
        answeredAt: instant,
        endedAt: instant,
        callbackAt: instant,
        messageAt: instant,
        // In any order, in circles too.
        overflowedFrom: fc.array(fc.constantFrom(SERVICE, SALES), { maxLength: 4 }),
      })
      .map((parts): ContactRecord => ({ ...RECORD, ...parts }));
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 40 }), (records) => {
        const sums = new Map<QueueId, QueueCounts>([
          [SERVICE, noCounts()],
          [SALES, noCounts()],
        ]);
        for (const record of records) {
          for (const { queueId, ...added } of bookingsOf(record, () => QUEUE_DEFAULTS)) {
            const counts = sums.get(queueId);
            for (const [name, count] of Object.entries(added))
              if (counts) Object.assign(counts, { [name]: Reflect.get(counts, name) + count });
          }
        }
        for (const {
          offered,
          answered,
          abandoned,
          overflowed,
          callbacks,
          messages,
          turnedAway,
          inProgress,
        } of sums.values())
          expect(offered).toBe(answered + abandoned + overflowed + callbacks + messages + turnedAway + inProgress);
        // No call is more than one of a queue's offered.
        expect(Math.max(...[...sums.values()].map(({ offered }) => offered))).toBeLessThanOrEqual(records.length);
        const counted = [...sums.values()].reduce((sum, { offered, overflowed }) => sum + offered - overflowed, 0);
        expect(counted).toBe(records.filter((record) => queueFate(record) !== null).length);
      }),
      { numRuns: 300 },
    );
  });

  test("a changed threshold counts the whole day again", async () => {
    await world.signIn("ana");
    await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(10_000);
    await world.answer("ana");
    expect(world.figures(SERVICE)?.serviceLevels.handled).toBe(1);
    const [service] = await world.stores.routing.queues();
    if (service) world.stores.routing.saveQueue({ ...service, serviceLevelThresholdMs: 5_000 });
    await world.centre.reloadConfiguration();
    expect(world.figures(SERVICE)?.serviceLevels.handled).toBe(0);
  });
});

describe("the day of the figures is the centre's", () => {
  const HOUR_MS = 3_600_000;
  // The tests begin at noon of 2026-11-21 in China.
  test.each([
    // zone                 until its next midnight   then a day of so many hours
    ["Asia/Shanghai", 12, 24],
    ["UTC", 20, 24],
    ["America/New_York", 1, 24],
    ["Pacific/Kiritimati", 6, 24],
    ["Asia/Kolkata", 14.5, 24],
  ])("%s: until midnight there, and the day after", async (timeZone, hours, dayHours) => {
    world = await new CentreInMemory(undefined, undefined, { timeZone }).start();
    await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(hours * HOUR_MS - 1);
    expect(day()).toMatchObject({ offered: 1 });
    await world.time.advance(1);
    expect(day()).toEqual({});
    expect(world.centre.parts.figures.dayStartedAt).toBe(world.time.now());
    await world.dialDirect(VIP_PHONE);
    await world.time.advance(dayHours * HOUR_MS - 1);
    expect(day()).toMatchObject({ offered: 1 });
    await world.time.advance(1);
    expect(day()).toEqual({});
  });

  test.each([
    ["Europe/Berlin", "2027-03-28T00:00:00+01:00", 23],
    ["Europe/Berlin", "2027-10-31T00:00:00+02:00", 25],
    ["America/Santiago", "2027-09-05T01:00:00-03:00", 23],
  ])("%s, the day that begins at %s has %i hours", async (timeZone, beginsAt, hours) => {
    const began = Date.parse(beginsAt);
    const { time } = world;
    world.kill();
    world = new CentreInMemory(world, undefined, { timeZone });
    await time.advance(began - time.now() + HOUR_MS);
    await world.start();
    const { figures } = world.centre.parts;
    expect(figures.dayStartedAt).toBe(began);
    await time.advance((hours - 1) * HOUR_MS - 1);
    expect(figures.dayStartedAt).toBe(began);
    await time.advance(1);
    expect(figures.dayStartedAt).toBe(began + hours * HOUR_MS);
  });
});

describe("a day whose beginning cannot be read", () => {
  /** Noon in the place where the centre stands. */
  const UNTIL_MIDNIGHT_MS = 12 * 3_600_000;

  test("goes on with the figures of the day before, and is read a minute later; the midnight after that as always", async () => {
    await queues(1, { kind: "goodbye" });
    await world.dialDirect(NORMAL_PHONE);
    await world.dialDirect(VIP_PHONE);
    const yesterday = { offered: 2, turnedAway: 1, inProgress: 1 };
    vi.spyOn(world.stores.contacts, "since").mockRejectedValueOnce(new Error("disk gone"));
    await world.time.advance(UNTIL_MIDNIGHT_MS);
    expect(day()).toEqual(yesterday);
    expect(world.faults.map(messageOf)).toContain("figures of the new day could not be read; tried again in a minute");
    await world.time.advance(59_999);
    expect(day()).toEqual(yesterday);
    await world.time.advance(1);
    expect(day()).toEqual({});
    await world.dialDirect(VIP_PHONE);
    expect(day()).toMatchObject({ offered: 1 });
    await world.time.advance(86_400_000);
    expect(day()).toEqual({});
  });

  test.each([
    ["promises", () => vi.spyOn(world.stores.waiting, "endedPromises").mockRejectedValueOnce(new Error("disk gone"))],
    [
      "missed offers",
      () =>
        vi.spyOn(world.stores.missedOffers, "countsSince").mockImplementationOnce(() => {
          throw new Error("disk gone");
        }),
    ],
  ])("%s that cannot be read leave nothing half counted", async (_, fail) => {
    await world.dialDirect(NORMAL_PHONE);
    fail();
    await expect(world.centre.parts.figures.load()).rejects.toThrow("disk gone");
    expect(await recounted()).toEqual({ offered: 1, inProgress: 1 });
  });
});

test("who was only asked by a colleague has handled no caller", async () => {
  const samples = () => world.centre.parts.waitPromises.historyOf(SERVICE).handling().samples;
  const samplesBefore = samples();
  await world.signIn("ana");
  const customer = await world.dialDirect(NORMAL_PHONE);
  await world.answer("ana");
  await world.signIn("bo");
  const contactId = world.console("ana").view.contact?.context.contactId ?? asId<ContactId>("none");
  const target = { kind: "agent", agentId: asId<UserId>("bo") } as const;
  await world.command("ana", "consult.start", { contactId, target });
  await world.answer("bo");
  await world.time.advance(30_000);
  await world.command("ana", "consult.cancel", { contactId });
  world.pbx.end(customer);
  await world.time.advance(120_000);
  const handled = (login: string) => world.centre.parts.figures.ofAgent(asId<UserId>(login)).handled;
  const all = () => [handled("ana"), handled("bo"), world.centre.parts.figures.ofQueue(SERVICE).handled];
  expect((await world.stores.contacts.list({ limit: 5 })).map(({ kind, phase }) => `${kind} ${phase}`).sort()).toEqual([
    "call closed",
    "consult closed",
  ]);
  expect(all()).toEqual([1, 0, 1]);
  expect(samples()).toBe(samplesBefore + 1);
  world = await new CentreInMemory(world).start();
  expect(all()).toEqual([1, 0, 1]);
});

test("what boards are marked by is the queue's own setting, live and after a restart", async () => {
  const alerts = { longestWaitMs: 45_000, serviceLevelTarget: 0.9, poorVoiceMos: 3.2 };
  expect(world.figures(SERVICE)?.alerts).toEqual({ longestWaitMs: null, serviceLevelTarget: 0.8, poorVoiceMos: 3.6 });
  world.stores.waiting.saveAlerts(SERVICE, alerts);
  await world.centre.reloadConfiguration();
  expect(world.figures(SERVICE)?.alerts).toEqual(alerts);
  world = await new CentreInMemory(world).start();
  expect(world.figures(SERVICE)?.alerts).toEqual(alerts);
});

test("the estimates after a restart are those of before it: head starts, handling times and patience are told again", async () => {
  await world.signIn("ana");
  for (let call = 0; call < 6; call += 1) {
    const number = call % 2 === 0 ? VIP_PHONE : NORMAL_PHONE;
    const caller = await world.dialDirect(number);
    await world.time.advance(4_000 + call * 1_000);
    await world.answer("ana");
    const left = await world.dialDirect("+8613800138009");
    await world.time.advance(40_000 + call * 7_000);
    world.pbx.end(left);
    world.pbx.end(caller);
    await settled();
    await world.time.advance(3_000);
    const contactId = world.console("ana").view.contact?.context.contactId ?? asId<ContactId>("none");
    await world.command("ana", "wrap-up.complete", {
      contactId,
      disposition: "resolved",
      note: "",
      notReadyReason: null,
    });
  }
  await world.dialDirect(VIP_PHONE);
  await world.answer("ana");
  await world.dialDirect(NORMAL_PHONE);
  const waiting = world.centre.parts.router.queue(SERVICE)?.contacts[0]?.contactId ?? asId<ContactId>("none");
  const before = world.centre.parts.waitPromises.historyOf(SERVICE);
  expect(before.arrivals(world.time.now(), 0).leadsMs.length).toBeGreaterThan(2);
  expect(before.abandonRatePerMs()).toBeGreaterThan(0);
  expect(world.centre.parts.waitPromises.estimate(waiting)).not.toBeNull();
  world = await new CentreInMemory(world).start();
  const after = world.centre.parts.waitPromises.historyOf(SERVICE);
  const now = world.time.now();
  expect(after.arrivals(now, 0)).toEqual(before.arrivals(now, 0));
  expect(after.arrivalsPerMs(now)).toBe(before.arrivalsPerMs(now));
  expect(after.handling()).toEqual(before.handling());
  expect(after.abandonRatePerMs()).toBe(before.abandonRatePerMs());
});
