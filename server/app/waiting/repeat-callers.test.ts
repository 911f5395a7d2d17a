import { expect, test } from "vitest";
import { asId } from "../../../shared/domain/ids.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

async function press(world: CentreInMemory, channelId: string, digit: string): Promise<void> {
  world.pbx.emit({ type: "digit", channelId: asId(channelId), digit, durationMs: 80 });
  await settled();
}

const waitingOf = (world: CentreInMemory) =>
  (world.centre.parts.router.queue(SERVICE)?.contacts ?? []).map(({ waitingSince, contactId }) => ({
    contactId,
    waitedMs: world.time.now() - waitingSince,
  }));

/** A caller chooses the callback, hears it promised, and is let go. */
async function promised(world: CentreInMemory): Promise<void> {
  const caller = await world.dialDirect(NORMAL_PHONE);
  await press(world, caller, "1");
  await press(world, caller, "1");
  world.pbx.finishPlayback(caller);
  await settled();
}

test("a second call from a number whose first caller waits on the line is another caller: switchboards have one number", async () => {
  const world = await new CentreInMemory().start();
  const first = await world.dialDirect(NORMAL_PHONE);
  await world.time.advance(60_000);
  const second = await world.dialDirect(NORMAL_PHONE);
  expect(waitingOf(world).map(({ waitedMs }) => waitedMs)).toEqual([60_000, 0]);
  expect([first, second].every((channel) => world.pbx.channels.has(channel))).toBe(true);
  const records = await world.stores.contacts.list({ limit: 10 });
  expect(records.map(({ outcome }) => outcome)).toEqual([null, null]);
  expect(world.faults).toEqual([]);
});

test("a call of somebody who was promised a callback takes over its place and cancels it, also after a restart", async () => {
  let world = await new CentreInMemory().start();
  await promised(world);
  expect(world.centre.parts.callbacks.list()).toHaveLength(1);
  await world.time.advance(120_000);
  const again = await world.dialDirect(NORMAL_PHONE);
  expect(world.centre.parts.callbacks.list()).toEqual([]);
  expect(waitingOf(world)).toMatchObject([{ waitedMs: 120_000 }]);
  await world.time.advance(5_000);
  world = await new CentreInMemory(world).start();
  expect(world.pbx.channels.has(again)).toBe(true);
  expect(waitingOf(world)).toMatchObject([{ waitedMs: 125_000 }]);
});

test("whoever was not reached and calls before the next attempt has their place and age, and is not called back any more", async () => {
  const world = await new CentreInMemory().start();
  await promised(world);
  await world.time.advance(60_000);
  await world.signIn("ana");
  const calls = () => [...world.pbx.channels.keys()].filter((id) => /\.c\d+$/.test(id));
  const [calledBack] = calls();
  world.pbx.end(calledBack ?? expect.fail("nobody is called back"));
  await settled();
  expect(world.centre.parts.callbacks.list()).toMatchObject([{ state: "retry" }]);
  await world.command("ana", "agent.not-ready", { reason: "break" });
  await world.time.advance(60_000);
  await world.dialDirect(NORMAL_PHONE);
  expect(world.centre.parts.callbacks.list()).toEqual([]);
  expect(waitingOf(world)).toMatchObject([{ waitedMs: 120_000 }]);
  await world.time.advance(1_200_000);
  expect(calls()).toEqual([]);
  expect(world.faults).toEqual([]);
});

test("whoever still hears the promise of a callback is on the line: a second call of the number leaves them alone", async () => {
  const world = await new CentreInMemory().start();
  const caller = await world.dialDirect(NORMAL_PHONE);
  await press(world, caller, "1");
  await press(world, caller, "1");
  const second = await world.dialDirect(NORMAL_PHONE);
  expect([caller, second].every((channel) => world.pbx.channels.has(channel))).toBe(true);
  expect(world.centre.parts.callbacks.list()).toHaveLength(1);
  expect(world.faults).toEqual([]);
});

test("whoever was called back and waits for the agent's phone is not let go by a second call of their number", async () => {
  const world = await new CentreInMemory().start();
  await promised(world);
  await world.signIn("ana");
  const calls = () => [...world.pbx.channels.keys()].filter((id) => /\.c\d+$/.test(id));
  const [calledBack] = calls();
  if (!calledBack) expect.fail("nobody is called back");
  world.pbx.pickUp(calledBack);
  await settled();
  await world.dialDirect(NORMAL_PHONE);
  expect(world.pbx.channels.has(calledBack)).toBe(true);
  const agentLeg = await world.answer("ana");
  expect(world.pbx.talking(calledBack, agentLeg)).toBe(true);
  expect(world.faults).toEqual([]);
});

test("a different number of another customer is another caller", async () => {
  const world = await new CentreInMemory().start();
  await world.dialDirect(NORMAL_PHONE);
  await world.time.advance(60_000);
  await world.dialDirect(VIP_PHONE);
  expect(waitingOf(world)).toHaveLength(2);
});

test("a callback that was promised before a restart is taken over, too, and of several the oldest", async () => {
  let world = await new CentreInMemory().start();
  await promised(world);
  await world.time.advance(60_000);
  world = await new CentreInMemory(world).start();
  await world.time.advance(60_000);
  await world.dialDirect(NORMAL_PHONE);
  expect(world.centre.parts.callbacks.list()).toEqual([]);
  expect(waitingOf(world)).toMatchObject([{ waitedMs: 120_000 }]);
  expect(world.faults).toEqual([]);
});

test("a promise is found although somebody else of the number has called since", async () => {
  const world = await new CentreInMemory().start();
  const caller = await world.dialDirect(NORMAL_PHONE);
  await world.time.advance(30_000);
  await world.dialDirect(NORMAL_PHONE);
  await press(world, caller, "1");
  await press(world, caller, "1");
  world.pbx.finishPlayback(caller);
  await settled();
  await world.time.advance(30_000);
  await world.dialDirect(NORMAL_PHONE);
  expect(world.centre.parts.callbacks.list()).toEqual([]);
  expect(waitingOf(world).map(({ waitedMs }) => waitedMs)).toEqual([60_000, 30_000]);
});
