import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import type { FakeConsole } from "../../test/fakes/fake-console.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import type { ChannelId } from "../../shared/domain/ids.ts";

let world: CentreInMemory;
beforeEach(async () => {
  world = await new CentreInMemory().start();
});

describe("a leg that is made and not yet dialled", () => {
  test.each([
    [
      "the agent rejects on the console",
      async (console: FakeConsole) =>
        world.command("ana", "offer.reject", { offerId: console.view.contact?.offerId ?? fail() }),
    ],
    ["the caller hangs up", async (_: FakeConsole, caller: ChannelId) => world.pbx.end(caller)],
    ["the console's socket dies", async () => world.loseConsole("ana")],
  ] as const)("before the customer is on the screen nothing rings, and no leg stays: %s", async (_what, happens) => {
    const ana = await world.signIn("ana");
    ana.paints = () => new Promise(() => undefined);
    const caller = await world.dialDirect(NORMAL_PHONE);
    const legs = [...world.pbx.channels.values()].filter(({ to }) => to !== null);
    expect(legs).toMatchObject([{ dialled: false }]);
    await happens(ana, caller);
    await world.time.advance(5_000);
    expect([...world.pbx.channels.keys()].filter((channelId) => channelId !== caller)).toEqual([]);
    expect(world.pbx.requests.filter((request) => request.startsWith("dialLeg"))).toEqual([]);
  });

  test("a leg that dies before it is dialled is an offer that failed, at once", async () => {
    const ana = await world.signIn("ana");
    ana.paints = () => new Promise(() => undefined);
    await world.dialDirect(NORMAL_PHONE);
    const leg = [...world.pbx.channels.values()].find(({ to }) => to !== null) ?? fail();
    world.pbx.end(leg.channelId, 20);
    await settled();
    expect(await world.newestRecord()).toMatchObject({ phase: "queued", missedOffers: 1 });
    expect(world.statusOf("ana")?.reason).toBe("phone-unreachable");
  });

  test("is ended by the server that comes after the one that made it; the caller waits on", async () => {
    const ana = await world.signIn("ana");
    ana.paints = () => new Promise(() => undefined);
    const caller = await world.dialDirect(NORMAL_PHONE);
    const leg = madeLegs()[0] ?? fail();
    const { queuedAt } = await world.newestRecord();
    world = await new CentreInMemory(world).start();
    await world.time.advance(1_000);
    expect(world.pbx.channels.has(leg.channelId)).toBe(false);
    expect(world.pbx.channels.has(caller)).toBe(true);
    expect(await world.newestRecord()).toMatchObject({ phase: "queued", queuedAt });
  });

  test("is found missing by a comparison with the PBX when its end was not reported", async () => {
    const ana = await world.signIn("ana");
    ana.paints = () => new Promise(() => undefined);
    await world.dialDirect(NORMAL_PHONE);
    const { channelId } = madeLegs()[0] ?? fail();
    world.pbx.channels.delete(channelId);
    world.pbx.disconnect();
    world.pbx.reconnect();
    await settled();
    expect(await world.newestRecord()).toMatchObject({ missedOffers: 1 });
    // Ana is back with the line, so she is offered the caller anew: on another leg.
    expect(madeLegs()).toMatchObject([{ dialled: false }]);
    expect(world.pbx.channels.has(channelId)).toBe(false);
  });
});

function madeLegs() {
  return [...world.pbx.channels.values()].filter(({ to }) => to !== null);
}

function fail(): never {
  throw new Error("not there");
}
