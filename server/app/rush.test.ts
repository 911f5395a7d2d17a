import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { ManualTime, settled } from "../../test/fakes/manual-time.ts";
import { Rush } from "./rush.ts";

const CALM_AFTER_MS = 10;
const LATEST_AFTER_MS = 250;
const NEXT_PHONE = "+8613900000002";

function rushOn(time: ManualTime, calmAfterMs = CALM_AFTER_MS): Rush {
  return new Rush({ clock: time, scheduler: time, settings: { calmAfterMs } });
}

describe("work that can wait a moment", () => {
  test("is done at once when no agent's call began or ended just now", () => {
    const done: string[] = [];
    rushOn(new ManualTime(1_000_000)).whenCalm(() => done.push("a"));
    expect(done).toEqual(["a"]);
  });

  test("waits until no agent's call has begun or ended for a moment", async () => {
    const time = new ManualTime(1_000_000);
    const rush = rushOn(time);
    const done: number[] = [];
    const begun = time.now();
    rush.agentMoved();
    rush.whenCalm(() => done.push(time.now() - begun));
    await time.advance(CALM_AFTER_MS - 1);
    rush.agentMoved();
    await time.advance(CALM_AFTER_MS - 1);
    expect(done).toEqual([]);
    await time.advance(1);
    expect(done).toEqual([2 * CALM_AFTER_MS - 1]);
  });

  test("what one piece throws does not stop those behind it", async () => {
    const time = new ManualTime(1_000_000);
    const rush = rushOn(time);
    const done: string[] = [];
    rush.agentMoved();
    rush.whenCalm(() => {
      throw new Error("a fault");
    });
    rush.whenCalm(() => done.push("b"));
    await expect(time.advance(CALM_AFTER_MS)).rejects.toThrow("a fault");
    await time.advance(1);
    expect(done).toEqual(["b"]);
  });

  test("in any rush: each piece once, in the order it came, none later than it may be", async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("agent" as const) }),
      fc.record({ kind: fc.constant("work" as const) }),
      fc.record({ kind: fc.constant("time" as const), ms: fc.integer({ min: 1, max: 120 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 80 }),
        fc.integer({ min: 0, max: 40 }),
        async (steps, calmAfterMs) => {
          const time = new ManualTime(1_000_000);
          const rush = rushOn(time, calmAfterMs);
          const done: number[] = [];
          let asked = 0;
          for (const next of steps) {
            if (next.kind === "agent") rush.agentMoved();
            else if (next.kind === "time") await time.advance(next.ms);
            else {
              const piece = (asked += 1);
              const by = time.now() + LATEST_AFTER_MS;
              rush.whenCalm(() => {
                expect(time.now()).toBeLessThanOrEqual(by);
                done.push(piece);
              });
            }
          }
          await time.advance(LATEST_AFTER_MS);
          expect(done).toEqual(Array.from({ length: asked }, (_, index) => index + 1));
        },
      ),
    );
  });
});

describe("in a rush of the centre", () => {
  let world: CentreInMemory;

  beforeEach(async () => {
    world = await new CentreInMemory(undefined, ["ana", "bo"], { calmAfterMs: CALM_AFTER_MS }).start();
  });

  /** Both agents talk, one caller waits; `moved()`: an agent's phone reports once more that it was picked up. */
  async function aLine(): Promise<{ moved: () => void }> {
    await world.signIn("ana");
    await world.signIn("bo");
    await world.dialDirect(VIP_PHONE);
    await world.answer("ana");
    await world.dialDirect(NORMAL_PHONE);
    const channelId = await world.answer("bo");
    await world.time.advance(CALM_AFTER_MS);
    await world.dialDirect("+8613900000001");
    expect(world.figures(SERVICE)?.waiting).toBe(1);
    return { moved: () => world.pbx.emit({ type: "leg-answered", channelId, tag: "" }) };
  }

  test("a caller who finds others waiting is queued a moment later, behind them", async () => {
    const { moved } = await aLine();
    moved();
    await world.dialDirect(NEXT_PHONE);
    expect(world.figures(SERVICE)?.waiting).toBe(1);
    await world.time.advance(CALM_AFTER_MS);
    expect(world.figures(SERVICE)?.waiting).toBe(2);
  });

  test("never more than a quarter of a second, however long it lasts", async () => {
    const { moved } = await aLine();
    moved();
    await world.dialDirect(NEXT_PHONE);
    for (let ms = 0; ms < LATEST_AFTER_MS; ms += 5) {
      expect(world.figures(SERVICE)?.waiting).toBe(1);
      moved();
      await world.time.advance(5);
    }
    expect(world.figures(SERVICE)?.waiting).toBe(2);
  });

  test("a caller whom a free agent can take waits for nothing", async () => {
    await world.signIn("ana");
    await world.signIn("bo");
    await world.dialDirect(VIP_PHONE);
    await world.answer("ana");
    // Answered in this very millisecond: it is a rush, but nobody waits.
    await world.dialDirect(NORMAL_PHONE);
    expect(world.ringing("bo")).toBeDefined();
  });

  test("who hangs up in that moment is recorded as gone, once, and is never queued", async () => {
    const { moved } = await aLine();
    moved();
    const caller = await world.dialDirect(NEXT_PHONE);
    world.pbx.end(caller);
    await settled();
    expect(await world.newestRecord()).toMatchObject({ phase: "closed", outcome: "left-ivr", queuedAt: null });
    await world.time.advance(LATEST_AFTER_MS);
    expect(world.figures(SERVICE)?.waiting).toBe(1);
  });

  test("a server that dies in that moment has the caller in the line after the next start", async () => {
    const { moved } = await aLine();
    moved();
    await world.dialDirect(NEXT_PHONE);
    world.kill();
    const next = await new CentreInMemory(world, ["ana", "bo"], { calmAfterMs: CALM_AFTER_MS }).start();
    await next.time.advance(LATEST_AFTER_MS);
    expect(next.figures(SERVICE)?.waiting).toBe(2);
  });
});
