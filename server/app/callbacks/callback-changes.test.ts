import { beforeEach, describe, expect, test } from "vitest";
import { asId, type ChannelId, type UserId } from "../../../shared/domain/ids.ts";
import { WAITING_DEFAULTS } from "../../../shared/domain/waiting.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

/** What consoles are told of callbacks without asking. Whenever a list would show something else, `callbacksChangedAt` is another. */
const MINUTE_MS = 60_000;
const SOFIA = asId<UserId>("sofia");
let world: CentreInMemory;

beforeEach(() => {
  world = new CentreInMemory();
});

const list = () => world.centre.parts.callbacks.list();
const told = () => world.console("ana").view.callbacksChangedAt;
const dialled = (): ChannelId =>
  [...world.pbx.channels.values()].find(({ to }) => to?.to.kind === "trunk")?.channelId ??
  expect.fail("nobody is called");
const press = async (channelId: ChannelId, key: string): Promise<void> => {
  world.pbx.emit({ type: "digit", channelId, digit: key, durationMs: 80 });
  await settled();
};

/** Waits, presses 1, confirms the own number, hangs up on the promise. */
async function promise(number: string): Promise<void> {
  const caller = await world.dialDirect(number);
  await press(caller, "1");
  await press(caller, "1");
  world.pbx.finishPlayback(caller);
  await settled();
}

async function start(order: "customer-first" | "agent-first"): Promise<void> {
  world.stores.waiting.saveWaitingOptions({
    ...WAITING_DEFAULTS,
    queueId: SERVICE,
    callback: { ...WAITING_DEFAULTS.callback, order, attemptsMax: 2, retryAfterMs: MINUTE_MS },
  });
  await world.start();
  await world.signIn("ana", { ready: false });
}

/** Fails unless the list has changed and Ana was told so. */
function watch() {
  let [shown, at] = [JSON.stringify(list()), told()];
  return {
    async expectTold(what: string): Promise<void> {
      await settled();
      const now = JSON.stringify(list());
      expect(now, what).not.toBe(shown);
      expect(told(), what).toBeGreaterThan(at);
      [shown, at] = [now, told()];
    },
    async expectQuiet(what: string): Promise<void> {
      await settled();
      expect(JSON.stringify(list()), what).toBe(shown);
      expect(told(), what).toBe(at);
    },
  };
}

describe("a console is told of each change of a callback", () => {
  test.each(["customer-first", "agent-first"] as const)(
    "%s: promised, being called, tried in vain, called again, reached; and of nothing in between",
    async (order) => {
      await start(order);
      const seen = watch();
      await promise(NORMAL_PHONE);
      await seen.expectTold("promised");
      await world.time.advance(MINUTE_MS / 2);
      await seen.expectQuiet("time goes by");
      await world.command("ana", "agent.ready", {});
      if (order === "agent-first") {
        await seen.expectQuiet("offered");
        await world.answer("ana");
      }
      await seen.expectTold("being called");
      world.pbx.end(dialled(), 17);
      await seen.expectTold("tried in vain");
      await world.time.advance(MINUTE_MS);
      if (order === "agent-first") {
        await seen.expectTold("in line again");
        await world.answer("ana");
      }
      await seen.expectTold("called again");
      world.pbx.pickUp(dialled());
      await settled();
      if (order === "customer-first") await world.answer("ana");
      await seen.expectTold("reached");
      expect(list()).toEqual([]);
      await world.time.advance(MINUTE_MS);
      await seen.expectQuiet("they talk");
    },
  );

  test("taken back by a supervisor, overtaken by a call of the same person; two in one moment are two", async () => {
    await start("customer-first");
    const seen = watch();
    await promise(NORMAL_PHONE);
    await seen.expectTold("promised");
    await promise(VIP_PHONE);
    await seen.expectTold("promised to another one in the same moment");
    await world.dialDirect(VIP_PHONE);
    await seen.expectTold("called again by themselves");
    world.centre.parts.callbacks.cancel(list()[0]?.contactId ?? expect.fail("nobody waits"), SOFIA);
    await seen.expectTold("taken back");
    expect(list()).toEqual([]);
  });

  test("given up after the last attempt", async () => {
    await start("customer-first");
    const seen = watch();
    await promise(NORMAL_PHONE);
    await world.command("ana", "agent.ready", {});
    world.pbx.end(dialled(), 17);
    await seen.expectTold("tried in vain");
    await world.time.advance(MINUTE_MS);
    world.pbx.end(dialled(), 17);
    await seen.expectTold("given up");
    expect(list()).toEqual([]);
  });

  test("calls that are no callbacks are none of its business", async () => {
    await start("customer-first");
    const seen = watch();
    await world.command("ana", "agent.ready", {});
    await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    await seen.expectQuiet("a call");
  });

  test("the hours beside them: a changed plan is told to everybody, a restart is another moment", async () => {
    await start("customer-first");
    let before = told();
    await world.time.advance(1_000);
    await world.centre.reloadConfiguration();
    await settled();
    expect(told()).toBeGreaterThan(before);
    before = told();
    await world.time.advance(1_000);
    world = await new CentreInMemory(world).start();
    await world.signIn("ana", { ready: false });
    expect(told()).toBeGreaterThan(before);
  });
});

describe("of whose callbacks", () => {
  test("an agent hears of their own queues, a supervisor of all", async () => {
    await start("customer-first");
    const { callbackChanges } = world.centre.parts;
    const sofia = { userId: SOFIA, login: "sofia", displayName: "Sofia", role: "supervisor", disabled: false } as const;
    const stranger = { ...sofia, userId: asId<UserId>("nobody"), role: "agent" } as const;
    const [forSofia, forStranger] = [callbackChanges.changedAtFor(sofia), callbackChanges.changedAtFor(stranger)];
    await promise(NORMAL_PHONE);
    expect(callbackChanges.changedAtFor(sofia)).toBeGreaterThan(forSofia);
    expect(callbackChanges.changedAtFor(stranger)).toBe(forStranger);
  });
});
