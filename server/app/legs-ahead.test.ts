import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { asId, type ChannelId, type UserId } from "../../shared/domain/ids.ts";
import { CONTACT_HEADER } from "../../shared/wire/console.ts";
import { TelephonyError } from "../ports/telephony.ts";

const MADE_MS = 100;
let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory(undefined, ["ana", "bo"], { legsAheadMax: 1 }).start();
});

describe("a leg is made before there is a call for it", () => {
  test("as soon as an agent is ready, and it rings nowhere", async () => {
    await world.signIn("ana", { ready: false });
    await world.time.advance(MADE_MS);
    expect(ahead()).toEqual([]);
    await world.command("ana", "agent.ready", {});
    await world.time.advance(MADE_MS);
    expect(ahead()).toHaveLength(1);
    expect(world.pbx.ringingAt("agent-ana")).toEqual([]);
  });

  test("the next caller rings on it, as their contact's; none is made for them", async () => {
    const [leg] = await readyWithLeg();
    await world.dialDirect(NORMAL_PHONE);
    expect(world.ringing("ana")).toBe(leg);
    const [record] = await world.stores.contacts.list({ limit: 1 });
    expect(world.pbx.channels.get(leg)?.to).toMatchObject({ headers: { [CONTACT_HEADER]: record?.contactId } });
    expect(asked("createLeg")).toHaveLength(1);
    await world.answer("ana");
    expect(await world.newestRecord()).toMatchObject({ phase: "connected", missedOffers: 0 });
  });

  test("while the agent talks the next one is made, and used", async () => {
    const [first] = await readyWithLeg();
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    await world.time.advance(MADE_MS);
    const [second] = ahead();
    expect(second).not.toBe(first);
    world.pbx.end(caller);
    await settled();
    const { contactId } = await world.newestRecord();
    await world.command("ana", "wrap-up.complete", {
      contactId,
      disposition: "resolved",
      note: "",
      notReadyReason: null,
    });
    await world.dialDirect(VIP_PHONE);
    expect(world.ringing("ana")).toBe(second);
  });

  test("for so many agents at most", async () => {
    await world.signIn("ana");
    await world.signIn("bo");
    await world.time.advance(MADE_MS);
    expect(ahead()).toHaveLength(1);
  });

  test("a page that lost its socket in a call has the voice of it still: the leg knows whom its INVITE named", async () => {
    await readyWithLeg();
    await world.dialDirect(NORMAL_PHONE);
    const leg = await world.answer("ana");
    const { contactId } = await world.newestRecord();
    world.loseConsole("ana");
    world = await new CentreInMemory(world, ["ana", "bo"], { legsAheadMax: 1 }).start();
    await world.signIn("ana", { contactInCall: contactId, ready: false });
    expect(world.pbx.channels.has(leg)).toBe(true);
    expect(await world.newestRecord()).toMatchObject({ contactId, phase: "connected" });
  });
});

describe("it is ended when its phone may be elsewhere", () => {
  test.each([
    ["the agent takes a break", () => world.command("ana", "agent.not-ready", { reason: "break" })],
    ["the console's socket dies", async () => world.loseConsole("ana")],
    ["the phone is gone", async () => world.pbx.register("agent-ana", false)],
    ["a page starts", () => world.signIn("ana", { ready: false })],
    ["the agent signs out", () => world.centre.agentSignedOut(asId<UserId>("ana"), "signed-out")],
    ["the server stops", () => world.centre.stop()],
  ] as const)("%s", async (_what, happens) => {
    const [leg] = await readyWithLeg();
    await happens();
    await settled();
    expect(world.pbx.channels.has(leg)).toBe(false);
  });

  test("the phone says that it has registered: another one is made for its address of now", async () => {
    const [leg] = await readyWithLeg();
    await world.command("ana", "agent.phone-registered", {});
    expect(world.pbx.channels.has(leg)).toBe(false);
    await world.time.advance(MADE_MS);
    expect(ahead()).toHaveLength(1);
  });

  test("it is old: another one takes its place", async () => {
    const [leg] = await readyWithLeg();
    await world.time.advance(11 * 60_000 + MADE_MS);
    expect(world.pbx.channels.has(leg)).toBe(false);
    expect(ahead()).toHaveLength(1);
  });

  test("the server is killed: the next one ends it, and makes its own", async () => {
    const [leg] = await readyWithLeg();
    world = await new CentreInMemory(world, ["ana", "bo"], { legsAheadMax: 1 }).start();
    await world.time.advance(10_000);
    expect(world.pbx.channels.has(leg)).toBe(false);
    expect(await readyWithLeg()).toHaveLength(1);
  });
});

describe("what is wrong with it costs the caller nothing", () => {
  test("it ended and nobody said so: the comparison finds it, and another one is made", async () => {
    const [leg] = await readyWithLeg();
    world.pbx.channels.delete(leg);
    await world.time.advance(60_000 + MADE_MS);
    expect(ahead()).toHaveLength(1);
    expect(ahead()).not.toContain(leg);
  });

  test("it is gone when it is to ring: a new one rings, and nobody missed anything", async () => {
    const [leg] = await readyWithLeg();
    world.pbx.channels.delete(leg);
    await world.dialDirect(NORMAL_PHONE);
    expect(world.ringing("ana")).not.toBe(leg);
    await world.answer("ana");
    expect(await world.newestRecord()).toMatchObject({ phase: "connected", missedOffers: 0 });
  });

  test.each([
    ["labelled", "labelLeg"],
    ["dialled", "dialLeg"],
  ] as const)("it cannot be %s: a new one rings", async (_what, method) => {
    const [leg] = await readyWithLeg();
    world.pbx.failNext(method, new TelephonyError("pbx-refused", "no", 500));
    await world.dialDirect(NORMAL_PHONE);
    expect(world.ringing("ana")).not.toBe(leg);
    expect(world.pbx.channels.has(leg)).toBe(false);
    await world.answer("ana");
    expect(await world.newestRecord()).toMatchObject({ phase: "connected", missedOffers: 0 });
  });

  test("its address answers nothing: after two seconds a new one rings, and the time to answer goes on", async () => {
    const [leg] = await readyWithLeg();
    world.pbx.isSilent = (channelId) => channelId === leg;
    await world.dialDirect(NORMAL_PHONE);
    expect(world.ringing("ana")).toBe(leg);
    await world.time.advance(2_000);
    const fresh = world.ringing("ana");
    expect(fresh).not.toBe(leg);
    await world.time.advance(12_000);
    expect(world.ringing("ana")).toBe(fresh);
    await world.time.advance(1_500);
    expect(world.pbx.ringingAt("agent-ana")).toEqual([]);
    expect(await world.newestRecord()).toMatchObject({ phase: "queued", missedOffers: 1 });
  });

  test("it died at once without ringing: a new one rings; one that fails as well is an offer that failed", async () => {
    const [leg] = await readyWithLeg();
    world.pbx.isSilent = (channelId) => channelId === leg;
    await world.dialDirect(NORMAL_PHONE);
    world.pbx.end(leg, 20);
    await settled();
    const fresh = world.ringing("ana");
    expect(await world.newestRecord()).toMatchObject({ phase: "offered", missedOffers: 0 });
    world.pbx.end(fresh, 20);
    await settled();
    expect(await world.newestRecord()).toMatchObject({ phase: "queued", missedOffers: 1 });
    expect(world.statusOf("ana")?.reason).toBe("phone-unreachable");
  });

  test.each([
    ["busy", 17],
    ["rejected", 21],
  ])("a phone that says %s is there and is not rung again", async (_what, cause) => {
    const [leg] = await readyWithLeg();
    world.pbx.isSilent = () => true;
    await world.dialDirect(NORMAL_PHONE);
    world.pbx.end(leg, cause);
    await settled();
    expect(world.pbx.ringingAt("agent-ana")).toEqual([]);
    expect(await world.newestRecord()).toMatchObject({ phase: "queued", missedOffers: 1 });
  });

  test("none can be made: the offer makes its own", async () => {
    world.pbx.failNext("createLeg", new TelephonyError("pbx-refused", "no", 500));
    await world.signIn("ana");
    await world.time.advance(MADE_MS);
    expect(ahead()).toEqual([]);
    await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    expect(await world.newestRecord()).toMatchObject({ phase: "connected", missedOffers: 0 });
  });

  test("the caller hangs up: it ends with the offer", async () => {
    const [leg] = await readyWithLeg();
    const caller = await world.dialDirect(NORMAL_PHONE);
    world.pbx.end(caller);
    await settled();
    expect(world.pbx.channels.has(leg)).toBe(false);
  });
});

async function readyWithLeg(): Promise<readonly [ChannelId, ...ChannelId[]]> {
  await world.signIn("ana");
  await world.time.advance(MADE_MS);
  const [leg, ...more] = ahead();
  return leg ? [leg, ...more] : expect.fail("no leg was made ahead");
}

/** Legs that wait for a call. */
function ahead(): readonly ChannelId[] {
  return [...world.pbx.channels.values()].filter(({ to, dialled }) => to && !dialled).map((leg) => leg.channelId);
}

function asked(method: string): readonly string[] {
  return world.pbx.requests.filter((request) => request.startsWith(`${method} `));
}
