import { expect, test } from "vitest";
import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import { WAITING_DEFAULTS } from "../../../shared/domain/waiting.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

/**
 * A promised customer is not reached: the agent who is free again reads why and what comes next, and notice, journal and list of
 * callbacks say the same.
 */
const MINUTE_MS = 60_000;
const BUSY = 17;
const REFUSED = 21;
const NO_ANSWER = 19;
const NO_SUCH_NUMBER = 1;

async function promised(order: "customer-first" | "agent-first", attemptsMax: number) {
  const world = new CentreInMemory();
  world.stores.waiting.saveWaitingOptions({
    ...WAITING_DEFAULTS,
    queueId: SERVICE,
    callback: { ...WAITING_DEFAULTS.callback, order, attemptsMax, retryAfterMs: 20 * MINUTE_MS },
  });
  await world.start();
  await world.signIn("ana", { ready: false });
  const caller = await world.dialDirect(NORMAL_PHONE);
  for (const key of ["1", "1"]) {
    world.pbx.emit({ type: "digit", channelId: caller, digit: key, durationMs: 80 });
    await settled();
  }
  world.pbx.finishPlayback(caller);
  await settled();
  const [{ contactId } = expect.fail("nothing was promised")] = world.centre.parts.callbacks.list();
  await world.command("ana", "agent.ready", {});
  if (order === "agent-first") await world.answer("ana");
  const dialled = [...world.pbx.channels.values()].find(({ to }) => to?.to.kind === "trunk");
  return { world, contactId, customer: dialled?.channelId ?? expect.fail("nobody is called") };
}
const told = (world: CentreInMemory) => world.console("ana").notices;

test.each<[order: "customer-first" | "agent-first", cause: number, outcome: ContactOutcome]>([
  ["customer-first", NO_ANSWER, "no-answer"],
  ["customer-first", BUSY, "busy"],
  ["customer-first", REFUSED, "busy"],
  ["customer-first", NO_SUCH_NUMBER, "unreachable"],
  ["agent-first", NO_ANSWER, "no-answer"],
  ["agent-first", BUSY, "busy"],
])("%s, cause %i: the agent reads %s, and when the next attempt is", async (order, cause, outcome) => {
  const { world, contactId, customer } = await promised(order, 3);
  world.pbx.end(customer, cause);
  await settled();
  const nextAttemptAt = world.time.now() + 20 * MINUTE_MS;
  expect(told(world)).toMatchObject([
    {
      code: `callback-${outcome}`,
      severity: "warning",
      callback: { number: NORMAL_PHONE, attempt: 1, attemptsMax: 3, nextAttemptAt },
    },
  ]);
  expect(world.centre.parts.callbacks.list()).toMatchObject([{ state: "retry", attempts: 1, nextAttemptAt }]);
  const entry = world.stores.journal.ofContact(contactId).find(({ type }) => type === "callback.not-reached");
  expect(entry?.payload).toMatchObject({ outcome, attempt: 1, retryAt: nextAttemptAt });
  expect(world.console("ana").view.status.state).toBe("ready");
});

test("the last attempt says that nobody calls again", async () => {
  const { world, customer } = await promised("customer-first", 1);
  world.pbx.end(customer, NO_ANSWER);
  await settled();
  expect(told(world)).toMatchObject([{ callback: { attempt: 1, attemptsMax: 1, nextAttemptAt: null } }]);
  expect(world.centre.parts.callbacks.list()).toEqual([]);
});

test("who answers and hangs up before the agent is there is told too, and called no more", async () => {
  const { world, customer } = await promised("customer-first", 3);
  world.pbx.pickUp(customer);
  await settled();
  world.pbx.end(customer, 16);
  await settled();
  expect(told(world)).toMatchObject([{ code: "callback-abandoned", callback: { nextAttemptAt: null } }]);
  expect(world.centre.parts.callbacks.list()).toEqual([]);
});
