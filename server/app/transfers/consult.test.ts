import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE, SERVICE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { asId, type ChannelId, type UserId } from "../../../shared/domain/ids.ts";
import { TelephonyError } from "../../ports/telephony.ts";
import type { CommandName } from "../../../shared/wire/console.ts";

/** Ana talks with the customer and asks Bo (or a number outside). */
let world: CentreInMemory;
let customer: ChannelId;
let ana: ChannelId;

const BO = { kind: "agent", agentId: asId<UserId>("bo") } as const;
const NUMBER = { kind: "number", number: "010 6552 9988" } as const;

beforeEach(async () => {
  world = await new CentreInMemory().start();
  await world.signIn("ana");
  customer = await world.dialDirect(NORMAL_PHONE);
  ana = await world.answer("ana");
  await world.signIn("bo");
});

const view = (login: string) => world.console(login).view;
const contactOf = (login: string) => view(login).contact?.context.contactId ?? expect.fail(`${login} has no contact`);

async function anaSays(name: Extract<CommandName, `consult.${string}` | "call.hang-up">): Promise<void> {
  const contactId = contactOf("ana");
  if (name === "consult.start") await world.command("ana", name, { contactId, target: BO });
  else await world.command("ana", name, { contactId });
}

async function asked(): Promise<ChannelId> {
  await anaSays("consult.start");
  return world.answer("bo");
}

function outside(): ChannelId {
  const leg = [...world.pbx.channels.keys()].find((id) => id.endsWith(".x1"));
  return leg ?? expect.fail("nobody was dialled");
}

/** Who hears whom, in words; `♪` hears music, `–` hears nothing. */
function heard(legs: Readonly<Record<string, ChannelId>>): string {
  return Object.entries(legs)
    .filter(([, leg]) => world.pbx.channels.has(leg))
    .map(([name, leg]) => {
      const others = Object.entries(legs).filter(([, other]) => other !== leg && world.pbx.talking(leg, other));
      const music = world.pbx.channels.get(leg)?.music ? "♪" : "–";
      return `${name}: ${others.length > 0 ? others.map(([other]) => other).join("+") : music}`;
    })
    .join(", ");
}

async function records() {
  return (await world.stores.contacts.list({ limit: 10 }))
    .map(({ agentId, kind, phase, outcome, transferredFrom, passedOn, contactId }) => {
      return { contactId, agentId, kind, phase, outcome, transferredFrom, passedOn };
    })
    .reverse();
}

test("how the call sounded so far is the first agent's, not of who is asked or takes over", async () => {
  const first = contactOf("ana");
  const live = world.centre.parts.registry.get(first) ?? expect.fail("Ana has no contact");
  live.record.voiceMos = 2.8;
  await asked();
  await anaSays("consult.complete");
  const stored = await world.stores.contacts.list({ limit: 10 });
  expect(stored.map(({ contactId, voiceMos }) => ({ isFirst: contactId === first, voiceMos }))).toEqual(
    expect.arrayContaining([
      { isFirst: true, voiceMos: 2.8 },
      { isFirst: false, voiceMos: null },
    ]),
  );
});

describe("asking a colleague", () => {
  test("the customer hears music from the first moment, Bo sees the customer before the phone rings", async () => {
    await anaSays("consult.start");
    expect(heard({ customer, ana })).toBe("customer: ♪, ana: –");
    expect(world.pbx.spoken.at(-1)).toBe("tone:ring");
    expect(view("ana").contact).toMatchObject({ held: true, second: { kind: "agent", name: "bo", state: "ringing" } });
    expect(view("bo").contact).toMatchObject({
      phase: "offered",
      consultedBy: { name: "ana", state: "customer-waits" },
      customer: { name: "Li Na" },
      context: { routing: { rule: "in-person" } },
    });
    const bo = await world.answer("bo");
    expect(heard({ customer, ana, bo })).toBe("customer: ♪, ana: bo, bo: ana");
    expect(view("ana").contact?.second?.state).toBe("active");
    expect(view("bo").contact?.consultedBy?.state).toBe("customer-waits");
    expect(world.statusOf("bo")?.state).toBe("on-contact");
  });

  test("who talks with the customer while Bo is rung is not said to have left them to music", async () => {
    await anaSays("consult.start");
    await anaSays("consult.swap");
    expect(view("ana").contact).toMatchObject({ held: false, second: { state: "ringing" } });
    expect(view("bo").contact).toMatchObject({ phase: "offered", consultedBy: { name: "ana", state: "music" } });
  });

  test("swap, conference, complete: each hears who they should, the held one never the agent", async () => {
    const bo = await asked();
    const legs = { customer, ana, bo };
    await anaSays("consult.swap");
    expect(heard(legs)).toBe("customer: ana, ana: customer, bo: ♪");
    expect(view("ana").contact).toMatchObject({ held: false, second: { state: "waiting" } });
    expect(view("bo").contact).toMatchObject({ held: true, consultedBy: { name: "ana", state: "music" } });
    await anaSays("consult.swap");
    expect(heard(legs)).toBe("customer: ♪, ana: bo, bo: ana");
    expect(view("bo").contact?.consultedBy?.state).toBe("customer-waits");
    await anaSays("consult.conference");
    expect(heard(legs)).toBe("customer: ana+bo, ana: customer+bo, bo: customer+ana");
    expect(view("ana").contact?.second?.state).toBe("conference");
    // Who is asked must know that the customer hears them.
    expect(view("bo").contact?.consultedBy?.state).toBe("conference");
    await anaSays("consult.complete");
    expect(heard(legs)).toBe("customer: bo, bo: customer");
    expect(view("ana").contact?.phase).toBe("wrap-up");
    expect(view("bo").contact).toMatchObject({
      phase: "connected",
      consultedBy: null,
      transferredBy: "ana",
      held: false,
    });
    world.pbx.end(customer);
    await settled();
    expect(view("bo").contact?.phase).toBe("wrap-up");
    expect(world.pbx.channels.size + world.pbx.bridges.size).toBe(0);
  });

  test("a customer put on hold out of a conference: it is a talk of two and is said so; swap and resume go on from there", async () => {
    const bo = await asked();
    const legs = { customer, ana, bo };
    await anaSays("consult.conference");
    await world.command("ana", "call.hold", { contactId: contactOf("ana") });
    expect(heard(legs)).toBe("customer: ♪, ana: bo, bo: ana");
    expect(view("ana").contact).toMatchObject({ held: true, second: { state: "active" } });
    expect(view("bo").contact?.consultedBy?.state).toBe("customer-waits");
    await world.command("ana", "call.resume", { contactId: contactOf("ana") });
    expect(heard(legs)).toBe("customer: ana+bo, ana: customer+bo, bo: customer+ana");
    expect(view("ana").contact?.second?.state).toBe("conference");
    await world.command("ana", "call.hold", { contactId: contactOf("ana") });
    await anaSays("consult.swap");
    expect(heard(legs)).toBe("customer: ana, ana: customer, bo: ♪");
    expect(view("ana").contact).toMatchObject({ held: false, second: { state: "waiting" } });
  });

  test.each([
    ["conference", "customer: bo, bo: customer", "connected"],
    ["conference, the customer on hold", "", undefined],
  ])("Ana's phone says goodbye: %s", async (step, wanted, boHas) => {
    const bo = await asked();
    await anaSays("consult.conference");
    if (step !== "conference") await world.command("ana", "call.hold", { contactId: contactOf("ana") });
    world.pbx.end(ana);
    await settled();
    expect(heard({ customer, bo })).toBe(wanted);
    expect(view("ana").contact?.phase).toBe("wrap-up");
    expect(view("bo").contact?.phase).toBe(boHas);
  });

  test("talk, hold and wrap-up belong to the segment and its agent", async () => {
    await world.time.advance(10_000);
    await anaSays("consult.start");
    await world.time.advance(4_000);
    await world.answer("bo");
    await world.time.advance(6_000);
    await anaSays("consult.complete");
    await world.time.advance(20_000);
    world.pbx.end(customer);
    await world.time.advance(120_000);
    const [first, second] = (await world.stores.contacts.list({ limit: 10 })).toReversed();
    expect(first).toMatchObject({
      agentId: "ana",
      kind: "call",
      heldMs: 10_000,
      passedOn: { kind: "agent", name: "bo" },
    });
    expect((first?.endedAt ?? 0) - (first?.answeredAt ?? 0)).toBe(20_000);
    expect(second).toMatchObject({ agentId: "bo", kind: "call", transferredFrom: first?.contactId, heldMs: 0 });
    expect((second?.endedAt ?? 0) - (second?.answeredAt ?? 0)).toBe(26_000);
  });

  test("a hand-over while it still rings goes on ringing for the customer", async () => {
    await anaSays("consult.start");
    await anaSays("consult.complete");
    expect(view("ana").contact?.phase).toBe("wrap-up");
    expect(heard({ customer })).toBe("customer: ♪");
    const bo = await world.answer("bo");
    expect(heard({ customer, bo })).toBe("customer: bo, bo: customer");
  });

  test("to a queue: the customer of the queue, served in its order, with the age", async () => {
    await world.command("bo", "agent.not-ready", { reason: "break" });
    await world.command("ana", "consult.start", {
      contactId: contactOf("ana"),
      target: { kind: "queue", queueId: SERVICE },
    });
    expect(world.figures(SERVICE)?.offered).toBe(1);
    await anaSays("consult.complete");
    expect(world.figures(SERVICE)?.offered).toBe(2);
    await world.command("bo", "agent.ready", {});
    const bo = await world.answer("bo");
    expect(heard({ customer, bo })).toBe("customer: bo, bo: customer");
  });

  test("a number outside: asked, then left with the customer, watched until its end", async () => {
    await world.command("ana", "consult.start", { contactId: contactOf("ana"), target: NUMBER });
    const other = outside();
    world.pbx.pickUp(other);
    await settled();
    const legs = { customer, ana, other };
    expect(heard(legs)).toBe("customer: ♪, ana: other, other: ana");
    await anaSays("consult.swap");
    expect(heard(legs)).toBe("customer: ana, ana: customer, other: ♪");
    await anaSays("consult.complete");
    expect(heard(legs)).toBe("customer: other, other: customer");
    await world.time.advance(30_000);
    world.pbx.end(customer);
    await settled();
    expect(world.pbx.channels.size + world.pbx.bridges.size).toBe(0);
    expect((await records())[1]).toMatchObject({ phase: "closed", outcome: "handled", agentId: null, kind: "call" });
  });

  test("who is asked and waits with music while their page begins anew: music again on the new leg", async () => {
    await asked();
    await anaSays("consult.swap");
    await world.signIn("bo", { ready: false });
    await world.time.advance(3_000);
    const bo = await world.answer("bo");
    await world.time.advance(1_000);
    expect(heard({ customer, ana, bo })).toBe("customer: ana, ana: customer, bo: ♪");
    expect(world.faults).toEqual([]);
  });
});

describe("the ring tone on Ana's leg, which plays until it is stopped", () => {
  const playing = () => world.pbx.channels.get(ana)?.playing;

  test("is stopped again when the PBX did not confirm it", async () => {
    await anaSays("consult.start");
    expect(playing()).toHaveLength(1);
    world.pbx.failNext("stopPlayback", new TelephonyError("pbx-timeout", "no reply"));
    await world.answer("bo");
    expect(playing()).toHaveLength(1);
    await world.time.advance(6_000);
    expect(playing()).toEqual([]);
  });

  test("is stopped by the server that comes after one killed while it rang", async () => {
    await anaSays("consult.start");
    const contactInCall = contactOf("ana");
    world = await new CentreInMemory(world).start();
    await world.signIn("ana", { ready: false, contactInCall });
    await world.time.advance(10_000);
    expect([view("ana").contact?.phase, playing()]).toEqual(["connected", []]);
  });
});

/** Each state of a consultation x each party leaving first: who hears whom, what Ana has, what Bo has. */
type Leaves = "customer" | "bo" | "bo hangs up" | "ana hangs up" | "ana cancels";
const states = {
  ringing: async () => anaSays("consult.start"),
  "with bo": async () => void (await asked()),
  "with customer": async () => {
    await asked();
    await anaSays("consult.swap");
  },
  conference: async () => {
    await asked();
    await anaSays("consult.conference");
  },
} as const;

const drops: readonly (readonly [keyof typeof states, Leaves, heard: string, ana: string, bo: string])[] = [
  ["ringing", "customer", "", "wrap-up", "ready"],
  ["ringing", "bo", "customer: ♪, ana: –", "held", "not-ready"],
  ["ringing", "ana hangs up", "", "wrap-up", "ready"],
  ["ringing", "ana cancels", "customer: ana, ana: customer", "talking", "ready"],
  ["with bo", "customer", "ana: bo, bo: ana", "talking", "on-contact"],
  ["with bo", "bo", "customer: ♪, ana: –", "held", "ready"],
  ["with bo", "bo hangs up", "customer: ♪, ana: –", "held", "ready"],
  ["with bo", "ana hangs up", "", "wrap-up", "ready"],
  ["with bo", "ana cancels", "customer: ana, ana: customer", "talking", "ready"],
  ["with customer", "customer", "ana: bo, bo: ana", "talking", "on-contact"],
  ["with customer", "bo", "customer: ana, ana: customer", "talking", "ready"],
  ["with customer", "bo hangs up", "customer: ana, ana: customer", "talking", "ready"],
  ["with customer", "ana hangs up", "", "wrap-up", "ready"],
  ["with customer", "ana cancels", "customer: ana, ana: customer", "talking", "ready"],
  ["conference", "customer", "ana: bo, bo: ana", "talking", "on-contact"],
  ["conference", "bo", "customer: ana, ana: customer", "talking", "ready"],
  ["conference", "bo hangs up", "customer: ana, ana: customer", "talking", "ready"],
  ["conference", "ana hangs up", "", "wrap-up", "ready"],
  ["conference", "ana cancels", "customer: ana, ana: customer", "talking", "ready"],
];

test.each(drops)("%s, then %s: %s", async (state, leaves, wanted, anaHas, boIs) => {
  await states[state]();
  const bo =
    [...world.pbx.channels.keys()].find((id) => id.endsWith(".a1") && id !== ana) ?? expect.fail("no leg of bo");
  if (leaves === "customer") world.pbx.end(customer);
  if (leaves === "bo") world.pbx.end(bo, state === "ringing" ? 21 : 16);
  if (leaves === "bo hangs up") await world.command("bo", "call.hang-up", { contactId: contactOf("bo") });
  if (leaves === "ana hangs up") await anaSays("call.hang-up");
  if (leaves === "ana cancels") await anaSays("consult.cancel");
  await settled();
  expect(heard({ customer, ana, bo })).toBe(wanted);
  const contact = view("ana").contact;
  expect(contact?.phase === "connected" ? (contact.held ? "held" : "talking") : contact?.phase).toBe(anaHas);
  expect(view("bo").status.state).toBe(boIs);
  if (boIs === "on-contact") {
    expect(contact).toMatchObject({ customerGone: true, second: { state: "active" } });
    expect(view("bo").contact?.consultedBy?.state).toBe("customer-gone");
    await anaSays("call.hang-up");
    expect(view("ana").contact?.phase).toBe("wrap-up");
  } else expect(contact?.second ?? null).toBeNull();
  if (view("ana").contact?.phase === "connected") await anaSays("call.hang-up");
  await world.time.advance(130_000);
  expect(world.pbx.channels.size + world.pbx.bridges.size, world.pbx.requests.slice(-12).join("\n")).toBe(0);
  expect((await records()).filter(({ phase }) => phase !== "closed")).toEqual([]);
  expect(world.faults).toEqual([]);
});
