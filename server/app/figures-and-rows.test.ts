import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { CONTACT_OUTCOMES, type ContactRecord } from "../../shared/domain/contact.ts";
import { type CountedAs, SERVICE_LEVEL_SIDES } from "../../shared/domain/counted-as.ts";
import { asId, type ContactId, type QueueId, type UserId } from "../../shared/domain/ids.ts";
import { SERVICE_LEVEL_VARIANTS, type ServiceLevelVariant, verdictOf } from "../../shared/domain/service-level.ts";
import { QUEUE_DEFAULTS } from "../../shared/domain/queue.ts";
import { RECORD } from "../../test/contract/examples.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { bookingsOf, type QueueCounts } from "./queue-bookings.ts";
import { serviceLevels } from "./service-level.ts";

/** Every number opens the calls behind it: as many rows as the figure says, found by the database and counted by the figures. */
const SALES = asId<QueueId>("sales");
const ANA = asId<UserId>("ana");
const BEHIND = {
  offered: "offered",
  answered: "answered",
  abandoned: "abandoned",
  overflowed: "overflowed",
  callbacks: "callback",
  callbacksReached: "callback-reached",
  messages: "message",
  turnedAway: "turned-away",
  inProgress: "in-progress",
  handled: "queue-handled",
} as const satisfies Partial<Record<keyof QueueCounts, CountedAs>>;
const keysOf = <K extends string>(sums: Readonly<Record<K, number>>) => Object.keys(sums) as K[];
const figureNames = Object.keys(BEHIND) as (keyof typeof BEHIND)[];
let world: CentreInMemory;

beforeEach(() => {
  world = new CentreInMemory();
});

interface Of {
  readonly queueId?: QueueId;
  readonly agentId?: UserId;
  readonly variant?: ServiceLevelVariant;
}
const rows = async (counted: CountedAs, of: Of = {}) =>
  (await world.stores.contacts.list({ counted, ...of, since: 0, limit: 200 })).map(({ contactId }) => contactId);

describe("the rows behind a figure are as many as it says", () => {
  test("for records of any kind, in both queues", async () => {
    // Waits around the threshold (20 s) and the short abandon (5 s), too.
    const instant = fc.option(
      fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.constantFrom(0, 4_999, 5_000, 20_000, 20_001)),
    );
    const anyRecord = fc.record({
      direction: fc.constantFrom("inbound" as const, "outbound" as const),
      kind: fc.constantFrom("call" as const, "consult" as const),
      phase: fc.constantFrom("ivr" as const, "queued" as const, "connected" as const, "closed" as const),
      outcome: fc.option(fc.constantFrom(...CONTACT_OUTCOMES)),
      queueId: fc.option(fc.constantFrom(SERVICE, SALES)),
      agentId: fc.option(fc.constantFrom(ANA, asId<UserId>("bo"))),
      queuedAt: instant,
      callbackAt: instant,
      messageAt: instant,
      answeredAt: instant,
      endedAt: instant,
      // In circles too: back where one was, more than once.
      overflowedFrom: fc.array(fc.constantFrom(SERVICE, SALES), { maxLength: 4 }),
    });
    let saved = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { maxLength: 40 }), async (changes) => {
        world = new CentreInMemory();
        for (const queueId of [SERVICE, SALES])
          world.stores.routing.saveQueue({ ...QUEUE_DEFAULTS, queueId, names: { en: queueId } });
        const records = changes.map((change): ContactRecord => {
          saved += 1;
          return { ...RECORD, ...change, contactId: asId<ContactId>(`c-${saved}`), arrivedAt: saved };
        });
        for (const record of records) world.stores.contacts.save(record);
        const bookings = records.flatMap((record) => bookingsOf(record, () => QUEUE_DEFAULTS));
        for (const queueId of [SERVICE, SALES])
          for (const figure of figureNames) {
            const ofQueue = bookings.filter((booking) => booking.queueId === queueId);
            const count = ofQueue.reduce((sum, booking) => sum + (booking[figure] ?? 0), 0);
            expect(await rows(BEHIND[figure], { queueId }), `${figure} of ${queueId}`).toHaveLength(count);
          }
        for (const variant of SERVICE_LEVEL_VARIANTS)
          for (const queueId of [SERVICE, SALES]) {
            const sums = { answered: 0, answeredWithin: 0, abandoned: 0, abandonedWithin: 0, shortAbandons: 0 };
            for (const booking of bookings)
              if (booking.queueId === queueId) for (const name of keysOf(sums)) sums[name] += booking[name] ?? 0;
            const [all, inTime, not] = await Promise.all(
              SERVICE_LEVEL_SIDES.map((side) => rows(side, { queueId, variant })),
            );
            const share = all?.length === 0 ? null : (inTime?.length ?? 0) / (all?.length ?? 0);
            expect(share, `${variant} of ${queueId}`).toBe(serviceLevels(sums)[variant]);
            expect([...(inTime ?? []), ...(not ?? [])].sort()).toEqual([...(all ?? [])].sort());
            // The page marks each row by the same rule.
            const verdict = new Map(records.map((each) => [each.contactId, verdictOf(each, variant, QUEUE_DEFAULTS)]));
            expect(inTime?.every((contactId) => verdict.get(contactId) === "in-time")).toBe(true);
            expect(not?.every((contactId) => verdict.get(contactId) === "not-in-time")).toBe(true);
          }
        // Of all queues: who was passed on by any.
        const passedOn = records.filter((record) =>
          bookingsOf(record, () => QUEUE_DEFAULTS).some((one) => one.overflowed),
        );
        expect(await rows("overflowed"), "overflowed of any").toHaveLength(passedOn.length);
        const inMenu = records.filter(({ phase }) => phase === "ivr").length;
        expect(await rows("menu")).toHaveLength(inMenu);
      }),
      { numRuns: 40 },
    );
  });

  test("live, for queue and agent: one who gave up, one who was served, one who still waits", async () => {
    await world.start();
    const gone = await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(5_000);
    world.pbx.end(gone);
    await settled();
    await world.signIn("ana");
    await world.dialDirect(VIP_PHONE);
    await world.answer("ana");
    const { contactId } = world.console("ana").view.contact?.context ?? expect.fail("Ana talks to nobody");
    world.pbx.end([...world.pbx.channels.keys()][0] ?? expect.fail("nobody"));
    await settled();
    await world.command("ana", "wrap-up.complete", {
      contactId,
      disposition: "resolved",
      note: "",
      notReadyReason: "break",
    });
    await world.dialDirect(NORMAL_PHONE);
    const { figures } = world.centre.parts;
    const day = figures.ofQueue(SERVICE);
    expect(day).toMatchObject({ offered: 3, answered: 1, abandoned: 1, inProgress: 1, handled: 1 });
    for (const figure of figureNames)
      expect(await rows(BEHIND[figure], { queueId: SERVICE }), figure).toHaveLength(day[figure]);
    expect(await rows("handled", { agentId: ANA })).toEqual([contactId]);
    expect(figures.ofAgent(ANA).handled).toBe(1);
  });
});
