import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { TelephonyError } from "../ports/telephony.ts";

let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});

describe("an inbound call with an agent free", () => {
  test("the console has painted the customer before the phone rings", async () => {
    const ana = await world.signIn("ana");
    await world.dialDirect(VIP_PHONE);
    const firstOffer = ana.views.find((view) => view.contact?.phase === "offered");
    expect(firstOffer?.contact?.customer?.name).toBe("Wang Lei");
    expect(firstOffer?.contact?.ringing).toBe(false);
    expect(firstOffer?.contact?.context.classification.reasons.length).toBeGreaterThan(0);
    expect(ana.view.contact?.ringing).toBe(true);
    const journal = world.stores.journal.ofContact((await world.newestRecord()).contactId).map((entry) => entry.type);
    expect(journal.indexOf("offer.pop-painted")).toBeGreaterThan(journal.indexOf("caller.identified"));
  });

  test("a console that does not paint in time does not keep the caller waiting", async () => {
    const ana = await world.signIn("ana");
    ana.paints = false;
    await world.dialDirect(VIP_PHONE);
    expect(world.ringing("ana")).toBeTruthy();
    const journal = world.stores.journal.ofContact((await world.newestRecord()).contactId).map((entry) => entry.type);
    expect(journal).toContain("offer.pop-late");
  });

  test("answer, hold, resume, hang up, wrap-up: each leg is where it should be and the record says so", async () => {
    const ana = await world.signIn("ana");
    const caller = await world.dialDirect(NORMAL_PHONE);
    const agentLeg = await world.answer("ana");
    expect(world.pbx.talking(caller, agentLeg)).toBe(true);
    const contactId = ana.view.contact?.context.contactId;
    if (!contactId) throw new Error("no contact in the view");
    await world.time.advance(10_000);
    await world.command("ana", "call.hold", { contactId });
    expect(world.pbx.talking(caller, agentLeg)).toBe(false);
    expect(world.pbx.channels.get(caller)?.music).toBe(true);
    expect(world.pbx.channels.get(caller)?.bridge).toBeNull();
    await world.time.advance(5_000);
    await world.command("ana", "call.resume", { contactId });
    expect(world.pbx.talking(caller, agentLeg)).toBe(true);
    await world.time.advance(10_000);
    await world.command("ana", "call.hang-up", { contactId });
    expect(world.pbx.channels.size).toBe(0);
    expect(ana.view.contact?.phase).toBe("wrap-up");
    expect(ana.view.status.state).toBe("wrap-up");
    await world.time.advance(7_000);
    await world.command("ana", "wrap-up.complete", {
      contactId,
      disposition: "resolved",
      note: "Paid.",
      notReadyReason: null,
    });
    expect(ana.view.contact).toBeNull();
    expect(ana.view.status.state).toBe("ready");
    const record = await world.newestRecord();
    expect(record).toMatchObject({
      phase: "closed",
      outcome: "handled",
      disposition: "resolved",
      note: "Paid.",
      heldMs: 5_000,
      customerName: "Li Na",
      agentId: "ana",
    });
    expect((record.endedAt ?? 0) - (record.answeredAt ?? 0)).toBe(25_000);
    expect((record.wrapUpEndedAt ?? 0) - (record.endedAt ?? 0)).toBe(7_000);
    expect(ana.view.today).toMatchObject({ handled: 1, talkMs: 25_000, wrapUpMs: 7_000 });
  });

  test("the customer hanging up first ends in wrap-up too; its time runs out with the draft kept", async () => {
    const ana = await world.signIn("ana");
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    const contactId = ana.view.contact?.context.contactId;
    if (!contactId) throw new Error("no contact in the view");
    world.pbx.end(caller);
    await settled();
    expect(ana.view.contact?.phase).toBe("wrap-up");
    await world.command("ana", "wrap-up.save-draft", { contactId, disposition: null, note: "call back on Mon" });
    await world.time.advance(60_000);
    expect(ana.view.contact).toBeNull();
    expect(ana.view.status.state).toBe("ready");
    expect(await world.newestRecord()).toMatchObject({ phase: "closed", note: "call back on Mon" });
  });
});

describe("no answer: the caller keeps place and age, the agent's state says why", () => {
  const cases = [
    ["nobody picks up for the ring time", async () => world.time.advance(15_000), "ring-no-answer"],
    [
      "the agent's phone refuses (603, cause 21)",
      async () => world.pbx.end(world.ringing("ana"), 21),
      "rejected-offer",
    ],
    ["the phone is not reachable (cause 20)", async () => world.pbx.end(world.ringing("ana"), 20), "phone-unreachable"],
    ["the phone is busy (486, cause 17)", async () => world.pbx.end(world.ringing("ana"), 17), null],
    [
      "the agent rejects on the console",
      async () =>
        world.command("ana", "offer.reject", { offerId: world.console("ana").view.contact?.offerId ?? fail() }),
      "rejected-offer",
    ],
    ["the console's socket dies", async () => world.loseConsole("ana"), "console-disconnected"],
  ] as const;

  test.each(cases)("%s", async (_what, happens, reason) => {
    const ana = await world.signIn("ana");
    await world.dialDirect(NORMAL_PHONE);
    const before = await world.newestRecord();
    await happens();
    await settled();
    const after = await world.newestRecord();
    expect(after).toMatchObject({ phase: "queued", queuedAt: before.queuedAt, missedOffers: 1, agentId: null });
    expect(world.pbx.ringingAt("agent-ana")).toEqual([]);
    await world.signIn("bo");
    expect(world.ringing("bo")).toBeTruthy();
    // A console that is gone can be told nothing; every other one says why the offer went away.
    expect(ana.notices.filter((notice) => notice.code.startsWith("offer-"))).toHaveLength(
      reason === "console-disconnected" ? 0 : 1,
    );
    expect(world.stores.journal.ofContact(after.contactId).map((entry) => entry.type)).toContain("offer.withdrawn");
    expect(reasonOf("ana")).toBe(reason);
  });

  test("a PBX that cannot ring an unregistered phone is not a server fault", async () => {
    await world.signIn("ana");
    world.pbx.failNext("createLeg", new TelephonyError("agent-unreachable", "Allocation failed", 500));
    await world.dialDirect(NORMAL_PHONE);
    expect(reasonOf("ana")).toBe("phone-unreachable");
    expect(await world.newestRecord()).toMatchObject({ phase: "queued" });
  });

  test("an answer in the very moment of the time-out leaves no leg behind", async () => {
    await world.signIn("ana");
    await world.dialDirect(NORMAL_PHONE);
    const leg = world.ringing("ana");
    await world.time.advance(15_000);
    world.pbx.emit({ type: "leg-answered", channelId: leg, tag: "" });
    await settled();
    expect(world.pbx.channels.has(leg)).toBe(false);
    expect(await world.newestRecord()).toMatchObject({ phase: "queued" });
  });
});

function reasonOf(login: string) {
  return world.statusOf(login)?.reason ?? null;
}

function fail(): never {
  throw new Error("there is no offer");
}

/** The choices of a queue that has no other ones. */
const KEYS_TOLD = ["sound:waiting-press-callback-1", "sound:waiting-press-voicemail-2"];

describe("waiting", () => {
  test("music, the place told over it, and both stop before the agent is heard", async () => {
    const caller = await world.dialDirect(NORMAL_PHONE);
    expect(world.pbx.channels.get(caller)).toMatchObject({ up: true, music: true });
    await world.time.advance(4_000);
    expect(world.pbx.spoken).toEqual(["sound:queue-position-1", ...KEYS_TOLD]);
    expect(world.pbx.channels.get(caller)?.music).toBe(true);
    world.pbx.finishPlayback(caller);
    await settled();
    expect(world.pbx.channels.get(caller)?.music).toBe(true);
    await world.signIn("ana");
    const leg = await world.answer("ana");
    expect(world.pbx.talking(caller, leg)).toBe(true);
  });

  test("in a rush those further back are told their place a little later, not all in one instant", async () => {
    await world.dialDirect(NORMAL_PHONE);
    await world.dialDirect("anonymous");
    await world.time.advance(4_000);
    expect(world.pbx.spoken).toEqual(["sound:queue-position-1", ...KEYS_TOLD]);
    await world.time.advance(20);
    expect(world.pbx.spoken).toEqual(["sound:queue-position-1", ...KEYS_TOLD, "sound:queue-position-2", ...KEYS_TOLD]);
  });

  test("a caller who gives up is recorded as abandoned once, and nothing rings on", async () => {
    await world.signIn("ana");
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(3_000);
    world.pbx.end(caller);
    await settled();
    expect(world.pbx.channels.size).toBe(0);
    expect(await world.newestRecord()).toMatchObject({ phase: "closed", outcome: "abandoned", answeredAt: null });
    expect(world.console("ana").view).toMatchObject({ contact: null, status: { state: "ready" } });
  });

  test("a VIP is served before a normal caller who came within the head start", async () => {
    const ana = await world.signIn("ana", { ready: false });
    await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(10_000);
    await world.dialDirect(VIP_PHONE);
    await world.command("ana", "agent.ready", {});
    expect(ana.view.contact?.customer?.name).toBe("Wang Lei");
  });

  test("above the queue's cap the caller is told so and released", async () => {
    for (let n = 0; n < 3; n += 1) await world.dialDirect("anonymous");
    const fourth = await world.dialDirect("anonymous");
    expect(world.pbx.spoken).toEqual(["sound:answer-lead", "sound:queue-full"]);
    world.pbx.finishPlayback(fourth);
    await settled();
    expect(world.pbx.channels.has(fourth)).toBe(false);
    expect((await world.newestRecord()).outcome).toBe("queue-full");
  });
});

describe("callers nobody expects", () => {
  const rows = [
    ["anonymous", "withheld"],
    ["", "unavailable"],
    ["sip:evil@example;tag=1", "malformed"],
    ["9".repeat(90), "malformed"],
    ["'; DROP TABLE contacts;--", "malformed"],
  ] as const;

  test.each(rows)("%s is served", async (number, presentation) => {
    await world.signIn("ana");
    await world.dialDirect(number);
    expect(world.ringing("ana")).toBeTruthy();
    expect((await world.newestRecord()).ani.presentation).toBe(presentation);
  });

  test("a number nobody serves is told so, journaled and released", async () => {
    const caller = world.pbx.callFrom(NORMAL_PHONE, "99999");
    await settled();
    expect(world.pbx.spoken).toEqual(["sound:answer-lead", "sound:unknown-number"]);
    world.pbx.finishPlayback(caller);
    await settled();
    const record = await world.newestRecord();
    expect(record).toMatchObject({ phase: "closed", outcome: "refused", dnis: "99999" });
    expect(world.stores.journal.ofContact(record.contactId).map((entry) => entry.type)).toContain("call.unknown-dnis");
  });
});

describe("the server is killed and started again", () => {
  test("talking goes on, waiting keeps its age, what is gone is closed once", async () => {
    const ana = await world.signIn("ana");
    const talking = await world.dialDirect(VIP_PHONE);
    const agentLeg = await world.answer("ana");
    await world.time.advance(1_000);
    const waiting = await world.dialDirect(NORMAL_PHONE);
    const gone = await world.dialDirect("anonymous");
    const before = new Map(
      (await world.stores.contacts.list({ limit: 9 })).map((record) => [record.customerName ?? "?", record]),
    );
    const next = new CentreInMemory(world);
    await next.time.advance(9_000);
    world.pbx.channels.delete(gone);
    world = await next.start();
    expect(world.pbx.talking(talking, agentLeg)).toBe(true);
    expect(world.statusOf("ana")).toMatchObject({ state: "on-contact" });
    const after = await world.stores.contacts.list({ limit: 9 });
    const named = (name: string) => after.find((record) => (record.customerName ?? "?") === name);
    expect(named("Wang Lei")).toMatchObject({ phase: "connected", contactId: ana.view.contact?.context.contactId });
    expect(named("Li Na")).toMatchObject({ phase: "queued", queuedAt: before.get("Li Na")?.queuedAt });
    expect(named("?")).toMatchObject({ phase: "closed", outcome: "abandoned" });
    expect(world.pbx.channels.get(waiting)).toBeTruthy();
    expect(after).toHaveLength(3);
  });
});

test("figures agree with the records after a restart", async () => {
  await world.signIn("ana");
  const caller = await world.dialDirect(NORMAL_PHONE);
  await world.time.advance(4_000);
  await world.answer("ana");
  world.pbx.end(caller);
  await world.time.advance(61_000);
  const live = world.figures(SERVICE);
  expect(live).toMatchObject({ offered: 1, answered: 1, averageSpeedOfAnswerMs: 4_000 });
  const again = await new CentreInMemory(world).start();
  expect(again.figures(SERVICE)).toEqual({ ...live, readyAgents: 0, signedInAgents: 0 });
});
