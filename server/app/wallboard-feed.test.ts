import { beforeEach, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import type { FakeConsole } from "../../test/fakes/fake-console.ts";
import { settled } from "../../test/fakes/manual-time.ts";

/** A board is sent at most this long after what it shows has changed. */
const BOARD_MS = 100;
let world: CentreInMemory;
let ana: FakeConsole;

beforeEach(async () => {
  world = await new CentreInMemory().start();
  ana = await world.signIn("ana");
  world.centre.parts.wallboard.watch(ana);
});

async function boardNow() {
  await world.time.advance(BOARD_MS);
  await settled();
  return ana.board;
}

test("a caller in a menu is on the board while they are in it", async () => {
  expect(ana.board?.inIvr).toBe(0);
  const caller = world.pbx.callFrom(NORMAL_PHONE, "4000");
  await settled();
  expect((await boardNow())?.inIvr).toBe(1);
  world.pbx.end(caller);
  expect((await boardNow())?.inIvr).toBe(0);
});

test("holding and going on are on the board, though nothing is routed", async () => {
  await world.dialDirect(NORMAL_PHONE);
  await world.answer("ana");
  const { contactId } = await world.newestRecord();
  expect((await boardNow())?.agents).toMatchObject([{ held: false }]);
  await world.command("ana", "call.hold", { contactId });
  expect((await boardNow())?.agents).toMatchObject([{ held: true }]);
  await world.command("ana", "call.resume", { contactId });
  expect((await boardNow())?.agents).toMatchObject([{ held: false }]);
});

test("a queue is open or closed by its hours, and the board hears of each change", async () => {
  // NOON of the fake is 12:00 on Saturday 21 November 2026 in Shanghai.
  const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
  const weekly = { ...never, saturday: [{ opensAtMinute: 750, closesAtMinute: 765 }] };
  const [queue] = await world.stores.routing.queues();
  if (queue) world.stores.routing.saveQueue({ ...queue, calendarId: "office" });
  world.stores.hours.saveCalendar({
    ...{ calendarId: "office", names: { en: "Office" }, timeZone: "Asia/Shanghai" },
    ...{ weekly, exceptions: [] },
  });
  await world.start();
  ana = await world.signIn("ana");
  world.centre.parts.wallboard.watch(ana);
  const isOpen = () => ana.board?.queues.map(({ open }) => open);
  expect(isOpen()).toEqual([false]);
  await world.time.advance(30 * 60_000);
  await boardNow();
  expect(isOpen()).toEqual([true]);
  await world.time.advance(15 * 60_000);
  await boardNow();
  expect(isOpen()).toEqual([false]);
});
