import { beforeEach, describe, expect, test } from "vitest";
import type { ChannelId } from "../../shared/domain/ids.ts";
import { CentreInMemory, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";

/** Who is served by whom after `kill -9`: what server/app/README says under "Order after a restart". */

let world: CentreInMemory;
beforeEach(async () => {
  world = await new CentreInMemory().start();
});

async function killed(awayMs = 5_000): Promise<void> {
  world.kill();
  await world.time.advance(awayMs);
  world = await new CentreInMemory(world).start();
}
/** The page comes back, as ready as the agent was. */
const back = async (login: string): Promise<void> => {
  await world.signIn(login, { ready: false });
};
const offeredTo = (login: string): string | null => world.console(login).view.contact?.context.ani.e164 ?? null;
/** Takes the call that rings, ends it and is ready again. */
async function serve(login: string): Promise<void> {
  await world.answer(login);
  const contactId = world.statusOf(login)?.contactId ?? expect.fail(`${login} has no call`);
  await world.command(login, "call.hang-up", { contactId });
  await world.command(login, "wrap-up.complete", {
    contactId,
    disposition: "resolved",
    note: "",
    notReadyReason: null,
  });
}

describe("callers who waited when the server was killed", () => {
  const numbers = [1, 2, 3, 4, 5].map((last) => `1390000000${last}`);

  test("are served in the order they would have been in, by true age and head start, whoever is back first", async () => {
    for (const queue of await world.stores.routing.queues())
      world.stores.routing.saveQueue({ ...queue, waitingMax: numbers.length + 1 });
    await world.centre.reloadConfiguration();
    const lined: string[] = [];
    for (const number of [...numbers.slice(0, 4), VIP_PHONE, ...numbers.slice(4)]) {
      await world.dialDirect(number);
      await world.time.advance(7_000);
      lined.push((await world.newestRecord()).contactId);
    }
    // What the core of the run before would have done: its own order, asked before it died.
    const order = [...lined].sort((a, b) => placeOf(a) - placeOf(b));
    expect(order, "the one who is worth more has overtaken somebody").not.toEqual(lined);
    const ages = await Promise.all(order.map(queuedAt));
    await killed();
    expect(order.map(placeOf)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await Promise.all(order.map(queuedAt))).toEqual(ages);
    const served: (string | null)[] = [];
    await world.signIn("bo");
    served.push(offeredContact("bo"));
    await world.signIn("ana");
    served.push(offeredContact("ana"));
    while (served.length < order.length) {
      await serve("bo");
      served.push(offeredContact("bo"));
    }
    expect(served).toEqual(order);
  });

  const placeOf = (contactId: string): number =>
    world.centre.parts.router.position(contactId as never)?.position ?? expect.fail(`${contactId} does not wait`);
  const queuedAt = async (contactId: string) =>
    (await world.stores.contacts.list({ limit: 20 })).find((each) => each.contactId === contactId)?.queuedAt;
  const offeredContact = (login: string): string | null => world.statusOf(login)?.contactId ?? null;
});

describe("agents who were free when the server was killed", () => {
  let callers: ChannelId[];
  beforeEach(async () => {
    await world.signIn("ana");
    await world.time.advance(30_000);
    await world.signIn("bo");
    await world.time.advance(30_000);
    callers = ["13900000001", "13900000002"].map((number) => world.pbx.callFrom(number, "4000"));
    await settled();
  });
  /** Out of the menu, where they were when the server died. */
  async function asksForAnAgent(caller: ChannelId): Promise<void> {
    world.pbx.emit({ type: "digit", channelId: caller, digit: "0", durationMs: 80 });
    await settled();
    for (let words = 0; words < 4; words += 1) {
      world.pbx.finishPlayback(caller);
      await settled();
    }
  }

  test("are rung in their turn, the longest idle first among those who are back", async () => {
    await killed();
    await back("bo");
    await back("ana");
    await asksForAnAgent(callers[0]!);
    expect(offeredTo("ana"), "ana was free for longer").toBe("+8613900000001");
    expect(offeredTo("bo")).toBeNull();
    await asksForAnAgent(callers[1]!);
    expect(offeredTo("bo")).toBe("+8613900000002");
  });

  test("are not waited for: who is back first takes who waits, and keeps them when the other one comes", async () => {
    await killed();
    await asksForAnAgent(callers[0]!);
    await asksForAnAgent(callers[1]!);
    await back("bo");
    expect(offeredTo("bo"), "the oldest").toBe("+8613900000001");
    await back("ana");
    expect(offeredTo("ana"), "the next").toBe("+8613900000002");
    expect(offeredTo("bo")).toBe("+8613900000001");
    expect(world.pbx.ringingAt("agent-bo")).toHaveLength(1);
  });
});
