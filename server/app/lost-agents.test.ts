import { beforeEach, describe, expect, test } from "vitest";
import type { ContactId } from "../../shared/domain/ids.ts";
import { asId, type CallListId, type ChannelId, type UserId } from "../../shared/domain/ids.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { TelephonyError } from "../ports/telephony.ts";

let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});

/** Ana talks to a caller; gives the two legs. */
async function talk() {
  const ana = await world.signIn("ana");
  const caller = await world.dialDirect(NORMAL_PHONE);
  const agentLeg = await world.answer("ana");
  const contactId = ana.view.contact?.context.contactId;
  if (!contactId) throw new Error("no contact in the view");
  await world.command("ana", "wrap-up.save-draft", { contactId, disposition: null, note: "asked about the bill" });
  return { ana, caller, agentLeg, contactId };
}

/** So many packets have come from the agent. */
function voiceOf(agentLeg: ChannelId, receivedPackets: number): void {
  const others = { receivedLost: 0, receivedJitterMs: 0, sentPackets: 0, sentLost: 0, sentJitterMs: 0, rttMs: null };
  world.lineCounters.set(agentLeg, { receivedPackets, ...others });
}

async function recordOf(contactId: ContactId) {
  const record = await world.stores.contacts.get(contactId);
  if (!record) throw new Error("no record");
  return record;
}

/** The page is reloaded: phone and console go, both come again. */
async function reload() {
  world.loseConsole("ana");
  world.pbx.register("agent-ana", false);
  await settled();
  return world.signIn("ana", { ready: false });
}

/** Q.850 and Asterisk: nothing came from the leg for `rtp_timeout`. */
const NO_SOUND = 44;

describe("an agent whose sound stays away while their phone is registered", () => {
  test("is rung again for the same call: the customer hears music meanwhile and is not hung up on", async () => {
    const { ana, caller, agentLeg, contactId } = await talk();
    world.pbx.end(agentLeg, NO_SOUND);
    await settled();
    expect(world.pbx.channels.get(caller)).toMatchObject({ bridge: null, music: true });
    expect(ana.view.contact).toMatchObject({ phase: "connected", ringing: true });
    const back = await world.answer("ana");
    expect(world.pbx.talking(caller, back)).toBe(true);
    world.pbx.end(back, 16);
    await settled();
    expect(await recordOf(contactId)).toMatchObject({ phase: "wrap-up", endedBy: "agent" });
  });

  test("a second time in one talk: the customer goes to somebody else at once, and not back to that agent", async () => {
    const { ana, caller, agentLeg, contactId } = await talk();
    await world.signIn("bo");
    world.pbx.end(agentLeg, NO_SOUND);
    await settled();
    world.pbx.end(await world.answer("ana"), NO_SOUND);
    await settled();
    const next = await world.answer("bo");
    expect(world.pbx.talking(caller, next)).toBe(true);
    expect(await recordOf(contactId)).toMatchObject({ phase: "connected", agentId: "bo" });
    expect(ana.view).toMatchObject({ contact: null, status: { state: "not-ready", reason: "phone-unreachable" } });
  });

  test("who hung up at the phone has ended the call", async () => {
    const { ana, caller, agentLeg } = await talk();
    world.pbx.end(agentLeg, 16);
    await settled();
    expect(world.pbx.channels.has(caller)).toBe(false);
    expect(ana.view.contact).toMatchObject({ phase: "wrap-up", endedBy: "agent" });
  });
});

describe("an agent who vanishes in a call", () => {
  test("gets it back after a reload: music meanwhile, the note kept, nobody else's call in between", async () => {
    const { caller, agentLeg, contactId } = await talk();
    const again = await reload();
    expect(world.pbx.channels.has(agentLeg)).toBe(false);
    expect(world.pbx.channels.get(caller)).toMatchObject({ bridge: null, music: true });
    expect(again.view.contact).toMatchObject({
      phase: "connected",
      ringing: true,
      draft: { note: "asked about the bill" },
    });
    const back = await world.answer("ana");
    expect(world.pbx.talking(caller, back)).toBe(true);
    expect(again.view.contact).toMatchObject({ phase: "connected", ringing: false });
    expect(again.view.status.state).toBe("on-contact");
    await world.command("ana", "call.hang-up", { contactId });
    expect(await recordOf(contactId)).toMatchObject({ phase: "wrap-up", note: "asked about the bill" });
    expect(world.figures(SERVICE)).toMatchObject({ offered: 1, answered: 1 });
  });

  test("killed without a word: the leg keeps the phone looking busy, so it is looked for, and the customer hears music", async () => {
    const { caller, agentLeg } = await talk();
    // No event: as long as a leg is up Asterisk says "in use".
    world.pbx.endpoints.get("agent-ana")!.registered = false;
    world.loseConsole("ana");
    await world.time.advance(4_900);
    expect(world.pbx.channels.get(caller)?.music).toBe(false);
    await world.time.advance(200);
    await settled();
    expect(world.pbx.channels.get(caller)).toMatchObject({ bridge: null, music: true });
    expect(world.pbx.channels.has(agentLeg)).toBe(false);
  });

  test("a page whose socket alone is away for long keeps its voice", async () => {
    const { caller, agentLeg } = await talk();
    world.loseConsole("ana");
    await world.time.advance(60_000);
    await settled();
    expect(world.pbx.talking(caller, agentLeg)).toBe(true);
  });

  test("a machine that falls asleep keeps its registration but says nothing any more: music after 2 s, and the call is back when it wakes", async () => {
    const { caller, agentLeg, contactId } = await talk();
    voiceOf(agentLeg, 5_000);
    world.loseConsole("ana");
    await world.time.advance(1_900);
    expect(world.pbx.talking(caller, agentLeg)).toBe(true);
    await world.time.advance(200);
    await settled();
    expect(world.pbx.channels.get(caller)).toMatchObject({ bridge: null, music: true });
    expect(world.pbx.channels.has(agentLeg)).toBe(false);
    // It slept, and knows nothing of what happened.
    const again = await world.signIn("ana", { ready: false, contactInCall: contactId });
    expect(world.pbx.talking(caller, await world.answer("ana"))).toBe(true);
    expect(again.view.contact).toMatchObject({ phase: "connected", draft: { note: "asked about the bill" } });
  });

  test("falling asleep long after the socket broke is found out too; muted or not, a voice that arrives keeps the call", async () => {
    const { caller, agentLeg } = await talk();
    voiceOf(agentLeg, 5_000);
    world.loseConsole("ana");
    for (let second = 1; second <= 30; second += 1) {
      voiceOf(agentLeg, 5_000 + second * 50);
      await world.time.advance(1_000);
    }
    expect(world.pbx.talking(caller, agentLeg)).toBe(true);
    await world.time.advance(7_000);
    await settled();
    expect(world.pbx.channels.get(caller)).toMatchObject({ bridge: null, music: true });
  });

  test("a page that is back before the second look keeps its call", async () => {
    const { ana, caller, agentLeg, contactId } = await talk();
    voiceOf(agentLeg, 5_000);
    world.loseConsole("ana");
    await world.time.advance(1_500);
    world.centre.consoles.connected(ana);
    await world.command("ana", "console.start", { contactInCall: contactId });
    await world.time.advance(20_000);
    expect(world.pbx.talking(caller, agentLeg)).toBe(true);
  });

  test("who was holding finds the customer still held", async () => {
    const { caller, contactId } = await talk();
    await world.command("ana", "call.hold", { contactId });
    const again = await reload();
    const back = await world.answer("ana");
    expect(again.view.contact).toMatchObject({ held: true });
    expect(world.pbx.channels.get(caller)).toMatchObject({ bridge: null, music: true });
    await world.command("ana", "call.resume", { contactId });
    expect(world.pbx.talking(caller, back)).toBe(true);
  });

  test("loses nothing when only the page's socket broke: the voice goes on, the SIP login stays", async () => {
    const { ana, caller, agentLeg, contactId } = await talk();
    world.loseConsole("ana");
    await world.time.advance(20_000);
    world.centre.consoles.connected(ana);
    await world.command("ana", "console.start", { contactInCall: contactId });
    expect(world.pbx.talking(caller, agentLeg)).toBe(true);
    expect(world.pbx.requests.filter((request) => request === "pushEndpoint agent-ana")).toHaveLength(1);
  });

  test("with console and phone gone, the customer hears music after 5 s and waits again, with their age, after 60 more", async () => {
    const { caller, contactId } = await talk();
    const before = await recordOf(contactId);
    world.loseConsole("ana");
    world.pbx.register("agent-ana", false);
    await world.time.advance(4_900);
    expect(world.pbx.channels.get(caller)?.bridge).not.toBeNull();
    await world.time.advance(200);
    expect(world.pbx.channels.get(caller)).toMatchObject({ bridge: null, music: true });
    await world.time.advance(60_000);
    expect(await recordOf(contactId)).toMatchObject({
      phase: "queued",
      queuedAt: before.queuedAt,
      answeredAt: null,
      agentId: null,
      note: "asked about the bill",
    });
    expect(world.figures(SERVICE)).toMatchObject({ offered: 1, answered: 0, waiting: 1 });
    const bo = await world.signIn("bo");
    expect(bo.view.contact?.draft.note).toBe("asked about the bill");
    expect(world.pbx.talking(caller, await world.answer("bo"))).toBe(true);
  });

  test("a leg that dies with its phone is brought back; one that says goodbye with the phone there ends the call", async () => {
    const { caller, agentLeg, contactId } = await talk();
    world.pbx.register("agent-ana", false);
    await settled();
    world.pbx.end(agentLeg);
    await settled();
    expect((await recordOf(contactId)).phase).toBe("connected");
    world.pbx.register("agent-ana", true);
    await settled();
    const back = await world.answer("ana");
    expect(world.pbx.talking(caller, back)).toBe(true);
    world.pbx.end(back);
    await settled();
    expect((await recordOf(contactId)).phase).toBe("wrap-up");
    expect(world.pbx.channels.size).toBe(0);
  });

  test("a phone that does not take the call back is rung again", async () => {
    const { caller } = await talk();
    await reload();
    world.pbx.end(world.ringing("ana"), 19);
    await world.time.advance(2_000);
    expect(world.pbx.talking(caller, await world.answer("ana"))).toBe(true);
  });

  test("the customer may give up while parked; the agent wraps up", async () => {
    const { caller, contactId } = await talk();
    const again = await reload();
    world.pbx.end(caller);
    await settled();
    expect(again.view.contact?.phase).toBe("wrap-up");
    expect(world.pbx.channels.size).toBe(0);
    expect((await recordOf(contactId)).outcome).toBe("handled");
  });

  test("legs that cannot be joined are tried once more, not cut", async () => {
    await world.signIn("ana");
    const caller = await world.dialDirect(NORMAL_PHONE);
    world.pbx.failNext("addToBridge", new TelephonyError("pbx-timeout", "no reply"));
    await world.answer("ana");
    expect(world.pbx.channels.get(caller)).toMatchObject({ music: true });
    expect(world.pbx.talking(caller, await world.answer("ana"))).toBe(true);
  });
});

describe("the server is killed", () => {
  test("a held call goes on held; a note of the wrap-up is there, with the time that was left", async () => {
    const { ana, caller, agentLeg, contactId } = await talk();
    await world.command("ana", "call.hold", { contactId });
    world = await new CentreInMemory(world).start();
    world.centre.consoles.connected(ana);
    const adopted = await world.signIn("ana", { ready: false });
    expect(adopted.view.contact).toMatchObject({ phase: "connected", held: true });
    expect(world.pbx.channels.get(caller)?.music).toBe(true);
    expect(world.pbx.channels.has(agentLeg)).toBe(false);
    await world.answer("ana");
    await world.command("ana", "call.hang-up", { contactId });
    await world.time.advance(20_000);
    world = await new CentreInMemory(world).start();
    const wrapping = await world.signIn("ana", { ready: false });
    expect(wrapping.view.contact).toMatchObject({ phase: "wrap-up", draft: { note: "asked about the bill" } });
    await world.time.advance(39_000);
    expect((await recordOf(contactId)).phase).toBe("wrap-up");
    await world.time.advance(1_500);
    expect(await recordOf(contactId)).toMatchObject({
      phase: "closed",
      outcome: "handled",
      note: "asked about the bill",
    });
    expect(wrapping.view.status.state).toBe("ready");
  });

  test("a caller in the menu hears the question again and stays in the menu", async () => {
    const caller = world.pbx.callFrom(NORMAL_PHONE, "4000");
    await settled();
    world.pbx.finishPlayback(caller);
    await settled();
    const asked = world.pbx.spoken.at(-1);
    world = await new CentreInMemory(world).start();
    expect(world.pbx.spoken.at(-1)).toBe(asked);
    const [record] = await world.stores.contacts.list({ limit: 1 });
    expect(record?.phase).toBe("ivr");
  });

  test("nobody who waited is turned away because the queue is full", async () => {
    await world.signIn("ana", { ready: true });
    for (let n = 0; n < 4; n += 1) await world.dialDirect("anonymous");
    world = await new CentreInMemory(world).start();
    const records = await world.stores.contacts.list({ limit: 9 });
    expect(records.map((record) => record.phase)).toEqual(["queued", "queued", "queued", "queued"]);
  });

  test("a number that was being dialled is left to wrap up as failed, and the list knows", async () => {
    const ana = await world.signIn("ana");
    const callListId = asId<CallListId>("list-1");
    await world.stores.callLists.importCsv({
      callListId,
      name: "Renewals",
      csv: new TextEncoder().encode(`phone,name,reason\n${NORMAL_PHONE},Li Na,renewal\n`),
      by: asId<UserId>("ana"),
      now: world.time.now(),
    });
    const entry = await world.stores.callLists.next(callListId, ana.user.userId, 600_000, world.time.now(), {
      redial: { rule: { pauseMs: 0, attemptsPerDayMax: 3 }, dayStartedAt: 0, nextDayAt: 0 },
      mayRing: () => true,
    });
    if (!entry) throw new Error("no entry");
    await world.command("ana", "list.dial", { entryId: entry.entryId });
    await world.answer("ana");
    world = await new CentreInMemory(world).start();
    const again = await world.signIn("ana", { ready: false });
    expect(again.view.contact).toMatchObject({ phase: "wrap-up", draft: { disposition: "no-contact" } });
    await world.time.advance(125_000);
    expect(world.pbx.channels.size).toBe(0);
    expect(await world.stores.callLists.entry(entry.entryId)).toMatchObject({
      state: "open",
      attempts: [{ outcome: "failed" }],
    });
  });
});

describe("the PBX is started anew", () => {
  test("nobody is ready without it, and all who were are ready when their phones are back", async () => {
    const ana = await world.signIn("ana");
    world.pbx.restart();
    await settled();
    expect(ana.view.status).toMatchObject({ state: "not-ready", reason: "phone-unreachable" });
    await world.time.advance(120_000);
    world.pbx.reconnect();
    await settled();
    expect(world.pbx.endpoints.has("agent-ana")).toBe(true);
    expect(ana.view.status.state).toBe("not-ready");
    world.pbx.register("agent-ana", true);
    await settled();
    expect(ana.view.status.state).toBe("ready");
  });
});
