import { describe, expect, test } from "vitest";
import { asId } from "../../../shared/domain/ids.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { PickUpPace } from "./pick-up-pace.ts";

/** Milliseconds after `at` at which each of `callers` who come together is picked up. */
function turns(pace: PickUpPace, at: number, callers: number): readonly number[] {
  return Array.from({ length: callers }, () => pace.turn(at) - at);
}

describe("when a waiting caller's line is picked up", () => {
  const NOON = 1_795_000_000_000;

  test.each([
    ["twenty at once, after a quiet time", 20, 0],
    ["the next one 20 ms later", 21, 20],
    ["the hundredth of a rush", 100, 1_600],
    ["nobody later than ten seconds", 2_000, 10_000],
  ])("%s", (_what, callers, lastMs) => {
    expect(Math.max(...turns(new PickUpPace(), NOON, callers))).toBe(lastMs);
  });

  test("fifty calls a second, for as long as they like, are picked up at once", () => {
    const pace = new PickUpPace();
    const late = Array.from({ length: 5_000 }, (_, index) => {
      const at = NOON + index * 20;
      return pace.turn(at) - at;
    });
    expect(Math.max(...late)).toBe(0);
  });

  test("in the order in which they came, and a rush that is over leaves nothing behind", () => {
    const pace = new PickUpPace();
    const rush = turns(pace, NOON, 300);
    expect(rush).toEqual(rush.toSorted((one, other) => one - other));
    expect(turns(pace, NOON + 6_000, 20)).toEqual(Array.from({ length: 20 }, () => 0));
  });
});

describe("a rush", () => {
  const CALLERS = 40;

  async function rush(
    count = CALLERS,
  ): Promise<{ readonly world: CentreInMemory; readonly callers: readonly string[] }> {
    const world = new CentreInMemory();
    const queue = (await world.stores.routing.queues()).find(({ queueId }) => queueId === SERVICE);
    if (!queue) throw new Error("no queue");
    world.stores.routing.saveQueue({ ...queue, waitingMax: count });
    await world.start();
    const callers: string[] = [];
    for (let index = 0; index < count; index += 1) callers.push(await world.dialDirect(`+86138001${39_500 + index}`));
    return { world, callers };
  }
  const withMusic = (world: CentreInMemory, callers: readonly string[]) =>
    callers.map((caller) => world.pbx.channels.get(asId(caller))?.music === true);

  test("everybody is in the line at once; the line is picked up, and music plays, in turn", async () => {
    const { world, callers } = await rush();
    expect(world.centre.parts.router.queueSummary(SERVICE).waiting).toBe(CALLERS);
    expect(withMusic(world, callers).filter(Boolean)).toHaveLength(20);
    await world.time.advance(200);
    expect(withMusic(world, callers).filter(Boolean)).toHaveLength(30);
    expect(withMusic(world, callers).lastIndexOf(true)).toBe(29);
    await world.time.advance(200);
    expect(withMusic(world, callers)).not.toContain(false);
    expect(world.faults).toEqual([]);
  });

  test("who gives up before is not picked up, and who is answered by an agent before hears the agent and no music", async () => {
    const { world, callers } = await rush();
    const [gone = "", next = ""] = callers.slice(-2);
    world.pbx.end(asId(gone));
    for (const caller of callers.slice(0, -1)) if (caller !== next) world.pbx.end(asId(caller));
    await settled();
    await world.signIn("ana");
    const agentLeg = await world.answer("ana");
    await world.time.advance(1_000);
    expect(world.pbx.talking(asId(next), agentLeg)).toBe(true);
    expect(withMusic(world, [next])).toEqual([false]);
    expect(world.pbx.channels.has(asId(gone))).toBe(false);
    expect(world.faults).toEqual([]);
  });

  const isUp = (world: CentreInMemory, callers: readonly string[]) =>
    callers.map((caller) => world.pbx.channels.get(asId(caller))?.up === true);

  test("goes on in turn after a restart: lines not yet picked up come one after the other, those that were keep their music", async () => {
    const { world, callers } = await rush(60);
    expect(isUp(world, callers).filter(Boolean)).toHaveLength(20);
    const later = await new CentreInMemory(world).start();
    expect(isUp(later, callers).filter(Boolean)).toHaveLength(40);
    expect(withMusic(later, callers)).toEqual(isUp(later, callers));
    await later.time.advance(200);
    expect(isUp(later, callers).filter(Boolean)).toHaveLength(50);
    await later.time.advance(200);
    expect([...isUp(later, callers), ...withMusic(later, callers)]).not.toContain(false);
    expect(later.faults).toEqual([]);
  });

  test("an agent who answers after a restart talks on a line that is picked up, though its turn had not come", async () => {
    const { world, callers } = await rush(60);
    const last = callers.at(-1) ?? "";
    for (const caller of callers.slice(0, -1)) world.pbx.end(asId(caller));
    await settled();
    expect(isUp(world, [last])).toEqual([false]);
    const later = new CentreInMemory(world);
    await later.start();
    await later.signIn("ana");
    const agentLeg = await later.answer("ana");
    expect(later.pbx.talking(asId(last), agentLeg)).toBe(true);
    expect(isUp(later, [last])).toEqual([true]);
    expect(later.faults).toEqual([]);
  });

  test("in a short line their place is told before their turn: that picks up, and music follows it, not over it", async () => {
    const { world, callers } = await rush(400);
    for (const caller of callers) world.pbx.end(asId(caller));
    await settled();
    const last = await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(5_000);
    expect(world.pbx.channels.get(last)).toMatchObject({ up: true, music: false });
    await world.time.advance(3_000);
    expect(withMusic(world, [last])).toEqual([false]);
    world.pbx.finishPlayback(last);
    await settled();
    expect(withMusic(world, [last])).toEqual([true]);
    expect(world.faults).toEqual([]);
  });
});
