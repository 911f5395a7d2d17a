import { beforeEach, describe, expect, test } from "vitest";
import { asId, type ChannelId, type UserId } from "../../shared/domain/ids.ts";
import { type CallbackOrder, WAITING_DEFAULTS } from "../../shared/domain/waiting.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";

/** What goes on through `kill -9`, and until when: deadlines are moments, not times that begin anew with the next server. */

const RING_MS = 15_000;

let world: CentreInMemory;
beforeEach(async () => {
  world = await new CentreInMemory().start();
});

async function killed(awayMs = 5_000): Promise<void> {
  world.kill();
  await world.time.advance(awayMs);
  world = await new CentreInMemory(world).start();
}
const contactOf = (login: string) =>
  world.console(login).view.contact?.context.contactId ?? expect.fail(`${login} has no contact`);
const hearsMusic = (caller: ChannelId) => world.pbx.channels.get(caller)?.music;
const page = (login: string, contactInCall?: string) =>
  world.signIn(login, { ready: false, ...(contactInCall ? { contactInCall } : {}) });

describe("a ring", () => {
  let caller: ChannelId;
  beforeEach(async () => {
    await world.signIn("ana");
    caller = await world.dialDirect(NORMAL_PHONE);
    world.ringing("ana");
  });

  test("goes on at the same agent until it was to end, and not for longer", async () => {
    await world.time.advance(4_000);
    await killed(3_000);
    await page("ana");
    await world.time.advance(RING_MS - 7_000 - 1);
    expect(world.statusOf("ana")).toMatchObject({ state: "offered" });
    await world.time.advance(1);
    expect(world.statusOf("ana")).toMatchObject({ state: "not-ready", reason: "ring-no-answer" });
    expect(world.pbx.channels.has(caller)).toBe(true);
  });

  test("that was over meanwhile is not begun again at once, and the agent is blamed for nothing", async () => {
    await killed(RING_MS + 1_000);
    await page("ana");
    expect(world.statusOf("ana")).toMatchObject({ state: "ready" });
    await world.time.advance(10_000);
    expect(world.statusOf("ana")).toMatchObject({ state: "offered" });
  });

  test("at somebody else is a ring of its own", async () => {
    await world.time.advance(10_000);
    await killed(2_000);
    await world.signIn("bo");
    await world.time.advance(RING_MS - 1);
    expect(world.statusOf("bo")).toMatchObject({ state: "offered" });
  });

  test("that the phone picked up while no server was there: the two of them talk, and the page keeps its voice", async () => {
    const contactId = contactOf("ana");
    const leg = world.ringing("ana");
    world.kill();
    world.pbx.pickUp(leg);
    await world.time.advance(2_000);
    world = await new CentreInMemory(world).start();
    expect(world.pbx.talking(caller, leg)).toBe(true);
    const console = await page("ana", contactId);
    expect(console.view.contact).toMatchObject({ phase: "connected", context: { contactId } });
    expect(world.pbx.talking(caller, leg)).toBe(true);
    await world.command("ana", "call.hang-up", { contactId });
    expect(await world.newestRecord()).toMatchObject({ phase: "wrap-up", outcome: "handled", agentId: "ana" });
    expect(world.faults).toEqual([]);
  });

  test("missed before and after is missed twice: no two offers have one id", async () => {
    await world.time.advance(RING_MS);
    await killed();
    await world.signIn("bo");
    await world.time.advance(RING_MS);
    const missed = await world.stores.missedOffers.list({ since: 0, limit: 9 });
    expect(missed.map(({ agentId }) => agentId).toSorted()).toEqual(["ana", "bo"]);
  });
});

describe("who talked", () => {
  test("and whose page died with the server hears music as soon as that can be known", async () => {
    await world.signIn("ana");
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    await killed();
    world.pbx.register("agent-ana", false);
    await settled();
    expect(hearsMusic(caller)).toBe(false);
    await world.time.advance(5_000);
    expect(hearsMusic(caller)).toBe(true);
  });

  test("for hours, with more in the journal than anybody reads: on hold is on hold, by the last of it", async () => {
    await world.signIn("ana");
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    const contactId = contactOf("ana");
    for (let n = 0; n < 1_500; n += 1)
      world.stores.journal.append({
        at: world.time.now(),
        type: "call.quality",
        contactId,
        agentId: "ana",
        payload: {},
      });
    await world.command("ana", "call.hold", { contactId: asId(contactId) });
    await killed();
    expect((await page("ana", contactId)).view.contact).toMatchObject({ phase: "connected", held: true });
    expect(hearsMusic(caller)).toBe(true);
  });

  test("and waited for a lost agent waits for the rest of the minute, however often the server is started", async () => {
    await world.signIn("ana");
    const caller = await world.dialDirect(NORMAL_PHONE);
    const leg = await world.answer("ana");
    world.loseConsole("ana");
    world.pbx.register("agent-ana", false);
    world.pbx.end(leg, 44);
    await settled();
    await world.time.advance(20_000);
    await killed();
    await world.time.advance(20_000);
    await killed();
    expect((await world.newestRecord()).phase).toBe("connected");
    await world.time.advance(10_000);
    expect((await world.newestRecord()).phase).toBe("queued");
    expect(hearsMusic(caller)).toBe(true);
  });
});

describe("a number that rings", () => {
  async function dialled(): Promise<ChannelId> {
    await world.signIn("ana");
    await world.command("ana", "call.dial", { number: NORMAL_PHONE });
    await world.answer("ana");
    return [...world.pbx.channels.keys()].find((id) => id.endsWith(".c1")) ?? expect.fail("nobody is dialled");
  }

  test("rings on while the agent listens, and who picks up talks with them", async () => {
    const customer = await dialled();
    const contactId = contactOf("ana");
    await killed(2_000);
    const console = await page("ana", contactId);
    expect(console.view.contact).toMatchObject({ phase: "dialing", context: { contactId } });
    world.pbx.pickUp(customer);
    await settled();
    const [leg] = [...world.pbx.channels.keys()].filter((id) => id !== customer);
    expect(world.pbx.talking(customer, leg ?? expect.fail("no agent"))).toBe(true);
    expect(world.faults).toEqual([]);
  });

  test("is let go when the agent's page has begun anew: nobody would hear who picks up", async () => {
    const customer = await dialled();
    await killed(2_000);
    const console = await page("ana");
    expect(console.view.contact).toMatchObject({ phase: "wrap-up" });
    expect(world.pbx.channels.has(customer)).toBe(false);
  });
});

describe("who was promised a callback and picks up while no server is there", () => {
  async function calledBack(order: CallbackOrder): Promise<ChannelId> {
    const callback = { ...WAITING_DEFAULTS.callback, order };
    world.stores.waiting.saveWaitingOptions({ ...WAITING_DEFAULTS, queueId: SERVICE, callback });
    await world.centre.reloadConfiguration();
    const caller = await world.dialDirect(NORMAL_PHONE);
    for (const key of ["1", "1"]) {
      world.pbx.emit({ type: "digit", channelId: caller, digit: key, durationMs: 80 });
      await settled();
    }
    world.pbx.finishPlayback(caller);
    await settled();
    await world.signIn("ana");
    if (order === "agent-first") await world.answer("ana");
    const customer = [...world.pbx.channels.values()].find(({ to }) => to?.to.kind === "trunk");
    return customer?.channelId ?? expect.fail("nobody is called back");
  }

  test("customer-first: is greeted, waits on the line with the age of the promise, and is called by nobody else", async () => {
    const customer = await calledBack("customer-first");
    const since = world.centre.parts.callbacks.list()[0]?.waitingSince;
    world.kill();
    world.pbx.pickUp(customer);
    await world.time.advance(3_000);
    world = await new CentreInMemory(world).start();
    expect(world.pbx.spoken).toContain("sound:callback-greeting");
    expect(world.centre.parts.router.queue(SERVICE)?.contacts).toMatchObject([{ waitingSince: since }]);
    world.pbx.finishPlayback(customer);
    await settled();
    expect(hearsMusic(customer)).toBe(true);
    await killed();
    expect(world.pbx.spoken.filter((said) => said === "sound:callback-greeting")).toHaveLength(1);
    await page("ana");
    const leg = await world.answer("ana");
    expect(world.pbx.talking(customer, leg)).toBe(true);
    expect(world.faults).toEqual([]);
  });

  test("agent-first, the agent still listening: the two talk", async () => {
    const customer = await calledBack("agent-first");
    const contactId = contactOf("ana");
    const [leg = expect.fail("no agent")] = [...world.pbx.channels.keys()].filter((id) => id !== customer);
    world.kill();
    world.pbx.pickUp(customer);
    await world.time.advance(3_000);
    world = await new CentreInMemory(world).start();
    await page("ana", contactId);
    expect(world.pbx.talking(customer, leg)).toBe(true);
  });
});

test("who was transferred to a skill still asks for it", async () => {
  world.stores.routing.saveAgent({
    agentId: asId<UserId>("bo"),
    displayName: "bo",
    skills: { billing: 5 },
    memberships: [{ queueId: SERVICE, preference: 1, reserve: false }],
  });
  await world.centre.reloadConfiguration();
  await world.signIn("ana");
  await world.dialDirect(NORMAL_PHONE);
  await world.answer("ana");
  // Somebody who has it is at work, and on a break.
  await world.signIn("bo", { ready: false });
  const target = { kind: "skill", queueId: SERVICE, skill: "billing", minLevel: 5 } as const;
  await world.command("ana", "transfer.start", { contactId: contactOf("ana"), target });
  await killed();
  await page("ana");
  const completed = { contactId: contactOf("ana"), disposition: "resolved", note: "", notReadyReason: null } as const;
  await world.command("ana", "wrap-up.complete", completed);
  expect(world.statusOf("ana"), "who lacks it is not offered them").toMatchObject({ state: "ready" });
  await world.signIn("bo");
  expect(world.statusOf("bo")).toMatchObject({ state: "offered" });
});

describe("who called while only the exchange was there", () => {
  const arrives = async (number: string, waitedMs: number) => {
    const caller = world.pbx.callFrom(number, "4001", "trunk", "carrier", waitedMs);
    await settled();
    return caller;
  };
  const line = () => (world.centre.parts.router.queue(SERVICE)?.contacts ?? []).map(({ waitingSince }) => waitingSince);

  test("has the age of their call, in front of who came later, through another restart too", async () => {
    const now = world.time.now();
    await world.dialDirect(VIP_PHONE);
    await arrives(NORMAL_PHONE, 600_000);
    expect(line()).toEqual([now - 600_000, now]);
    expect(await world.stores.contacts.list({ limit: 9 })).toContainEqual(
      expect.objectContaining({ arrivedAt: now - 600_000, queuedAt: now - 600_000, phase: "queued" }),
    );
    await killed();
    expect(line()).toEqual([now - 600_000, now]);
  });

  test("is turned away by a closed queue, as whoever comes now", async () => {
    const calendarId = "never";
    const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
    world.stores.hours.saveCalendar({
      calendarId,
      names: { en: "Never", zh: "从不" },
      timeZone: "Asia/Shanghai",
      weekly: never,
      exceptions: [],
    });
    for (const queue of await world.stores.routing.queues())
      world.stores.routing.saveQueue({ ...queue, calendarId, closingRule: "serve-waiting" });
    await world.centre.reloadConfiguration();
    await arrives(NORMAL_PHONE, 30_000);
    expect((await world.newestRecord()).outcome).toBe("closed");
    expect(line()).toEqual([]);
  });
});
