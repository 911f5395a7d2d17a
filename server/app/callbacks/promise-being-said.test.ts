import { beforeEach, expect, test } from "vitest";
import type { ChannelId } from "../../../shared/domain/ids.ts";
import { type CallbackOrder, WAITING_DEFAULTS } from "../../../shared/domain/waiting.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

/** An agent is free while a caller still hears that they will be called back. */

let world: CentreInMemory;
let caller: ChannelId;

beforeEach(async () => {
  world = new CentreInMemory();
});

async function hearsThePromise(order: CallbackOrder): Promise<void> {
  const callback = { ...WAITING_DEFAULTS.callback, order };
  world.stores.waiting.saveWaitingOptions({ ...WAITING_DEFAULTS, queueId: SERVICE, callback });
  await world.start();
  caller = await world.dialDirect(NORMAL_PHONE);
  for (const key of ["1", "1"]) {
    world.pbx.emit({ type: "digit", channelId: caller, digit: key, durationMs: 80 });
    await settled();
  }
  await world.signIn("ana");
}
const promiseIsSaid = async () => {
  world.pbx.finishPlayback(caller);
  await settled();
};
const rings = () => world.pbx.ringingAt("agent-ana");
const called = () => [...world.pbx.channels.values()].find(({ to }) => to?.to.kind === "trunk")?.channelId;

test("customer-first: nobody's phone rings before the line is closed, then the customer's, then the agent's", async () => {
  await hearsThePromise("customer-first");
  expect(world.statusOf("ana")).toMatchObject({ state: "offered" });
  expect([rings(), called()]).toEqual([[], undefined]);
  await promiseIsSaid();
  const customer = called() ?? expect.fail("nobody is called");
  expect(rings()).toEqual([]);
  world.pbx.pickUp(customer);
  await settled();
  const leg = await world.answer("ana");
  expect(world.pbx.talking(customer, leg)).toBe(true);
  expect(world.faults).toEqual([]);
});

test("customer-first: an agent who is gone by then leaves the promise to the next one", async () => {
  await hearsThePromise("customer-first");
  world.loseConsole("ana");
  await promiseIsSaid();
  expect(called()).toBeUndefined();
  await world.signIn("bo");
  expect(called()).toBeDefined();
});

test("agent-first: the phone rings, and who answers before the line is closed has them at once", async () => {
  await hearsThePromise("agent-first");
  const leg = await world.answer("ana");
  expect(world.pbx.talking(caller, leg)).toBe(true);
  expect(called()).toBeUndefined();
  expect(world.centre.parts.callbacks.list()).toEqual([]);
});

test("agent-first: who answers after that hears the customer's phone ring", async () => {
  await hearsThePromise("agent-first");
  await promiseIsSaid();
  const leg = await world.answer("ana");
  const customer = called() ?? expect.fail("nobody is called");
  world.pbx.pickUp(customer);
  await settled();
  expect(world.pbx.talking(customer, leg)).toBe(true);
});
