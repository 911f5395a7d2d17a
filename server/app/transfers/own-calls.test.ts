import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { NO_FAULTS, PbxFaults } from "../../../test/fakes/pbx-faults.ts";
import { seededRandom } from "../../../test/simulation/seeded-random.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import type { ChannelId } from "../../../shared/domain/ids.ts";
import { CommandError } from "../../ports/console-app.ts";
import { TelephonyError } from "../../ports/telephony.ts";

/** Ana has two customers: Li is fetched out of a parking place while she talks with Wang, who is put on hold. */
let world: CentreInMemory;
let wang: ChannelId;
let li: ChannelId;
let ana: ChannelId;

type Step = "consult.swap" | "consult.conference" | "call.hold" | "call.resume" | "call.hang-up";

beforeEach(async () => {
  world = await new CentreInMemory().start();
  await world.signIn("bo");
  li = await world.dialDirect(NORMAL_PHONE);
  await world.answer("bo");
  await world.command("bo", "call.park", { contactId: contactOf("bo") });
  await world.command("bo", "wrap-up.complete", {
    contactId: contactOf("bo"),
    disposition: "follow-up",
    note: "on 1",
    notReadyReason: "break",
  });
  await world.signIn("ana");
  wang = await world.dialDirect(VIP_PHONE);
  ana = await world.answer("ana");
  const [parked] = view("ana").parked;
  await world.command("ana", "call.retrieve", { contactId: parked?.contactId ?? expect.fail("nobody is parked") });
});

const view = (login: string) => world.console(login).view;
const contactOf = (login: string) => view(login).contact?.context.contactId ?? expect.fail(`${login} has no contact`);
const says = (step: Step) => world.command("ana", step, { contactId: contactOf("ana") });
const conference = () => says("consult.conference");

/** Who hears whom, in words; `♪` hears music, `–` hears nothing. */
function heard(): string {
  const legs = { wang, li, ana: [...world.pbx.channels.keys()].findLast((id) => /\.a\d+$/.test(id)) ?? ana };
  return Object.entries(legs)
    .filter(([, leg]) => world.pbx.channels.has(leg))
    .map(([name, leg]) => {
      const others = Object.entries(legs).filter(([, other]) => other !== leg && world.pbx.talking(leg, other));
      const music = world.pbx.channels.get(leg)?.music ? "♪" : "–";
      return `${name}: ${others.length > 0 ? others.map(([other]) => other).join("+") : music}`;
    })
    .join(", ");
}

/** What Ana's console shows: the active call's customer, and the other one. */
function shown(): string {
  const { contact } = view("ana");
  if (!contact) return "nobody";
  const name = contact.customer?.name ?? "?";
  const other = contact.second ? ` + ${contact.second.name} ${contact.second.state}` : "";
  return `${name} ${contact.phase === "connected" ? (contact.held ? "held" : "talking") : contact.phase}${other}`;
}

describe("two customers of one agent", () => {
  test("the one fetched is active, the other on hold; swapping exchanges them", async () => {
    expect([heard(), shown()]).toEqual(["wang: ♪, li: ana, ana: li", "Li Na talking + Wang Lei waiting"]);
    await says("consult.swap");
    expect([heard(), shown()]).toEqual(["wang: ana, li: ♪, ana: wang", "Wang Lei talking + Li Na waiting"]);
  });

  test("a conference of all three, held as one, and apart again", async () => {
    await conference();
    expect([heard(), shown()]).toEqual([
      "wang: li+ana, li: wang+ana, ana: wang+li",
      "Li Na talking + Wang Lei conference",
    ]);
    await says("call.hold");
    expect([heard(), shown()]).toEqual(["wang: ♪, li: ♪, ana: –", "Li Na held + Wang Lei waiting"]);
    await says("call.resume");
    expect(heard()).toBe("wang: li+ana, li: wang+ana, ana: wang+li");
    await says("consult.swap");
    expect([heard(), shown()]).toEqual(["wang: ana, li: ♪, ana: wang", "Wang Lei talking + Li Na waiting"]);
    await conference();
    expect(heard()).toBe("wang: li+ana, li: wang+ana, ana: wang+li");
  });

  test("a conference out of two held ones, and pressed twice, is one conference", async () => {
    await says("call.hold");
    await conference();
    await conference();
    expect([heard(), shown()]).toEqual([
      "wang: li+ana, li: wang+ana, ana: wang+li",
      "Li Na talking + Wang Lei conference",
    ]);
  });

  test("nobody is handed over to the other: that is refused, and changes nothing", async () => {
    await conference();
    const contactId = contactOf("ana");
    for (const step of ["consult.complete", "consult.cancel"] as const)
      await expect(world.command("ana", step, { contactId })).rejects.toThrow(CommandError);
    expect(heard()).toBe("wang: li+ana, li: wang+ana, ana: wang+li");
  });

  test("music whose stop the PBX did not carry out is stopped also when one call is left by then", async () => {
    await conference();
    await says("call.hold");
    world.pbx.failNext("stopMusic", new TelephonyError("pbx-timeout", "no reply"));
    await expect(says("call.resume")).rejects.toThrow("no reply");
    world.pbx.end(wang);
    await settled();
    expect([heard(), shown()]).toEqual(["li: ♪, ana: –", "Li Na talking"]);
    await world.time.advance(6_000);
    expect(heard()).toBe("li: ana, ana: li");
  });

  test("a hold whose reply is lost while the agent takes another customer: on hold, as the two calls of one agent are", async () => {
    world.pbx.end(li);
    await settled();
    await says("call.resume");
    await world.command("bo", "agent.ready", {});
    li = await world.dialDirect("+8613800138009");
    await world.answer("bo");
    const contactId = contactOf("bo");
    await world.command("bo", "call.park", { contactId });
    expect(view("bo").contact).toMatchObject({ phase: "wrap-up", passedOn: { kind: "parking" } });
    const [parked] = view("ana").parked;
    const faults = new PbxFaults(seededRandom(1));
    faults.shares = { ...NO_FAULTS, replyLost: 1 };
    world.pbx.faults = faults;
    const hold = expect(says("call.hold")).rejects.toThrow("no reply");
    await settled();
    world.pbx.faults = null;
    await world.command("ana", "call.retrieve", { contactId: parked?.contactId ?? expect.fail("nobody is parked") });
    await world.time.advance(2_000);
    await hold;
    expect([heard(), shown()]).toEqual(["wang: ♪, li: ana, ana: li", "? talking + Wang Lei waiting"]);
    await world.time.advance(6_000);
    expect(heard()).toBe("wang: ♪, li: ana, ana: li");
    await says("consult.swap");
    expect(heard()).toBe("wang: ana, li: ♪, ana: wang");
    await says("call.hang-up");
    await says("call.hang-up");
    await world.time.advance(60_000);
    const held = (await world.stores.contacts.list({ limit: 10 })).find(
      ({ customerName }) => customerName === "Wang Lei",
    );
    expect(held?.heldMs, "all of it counts as held").toBeGreaterThanOrEqual(8_000);
  });

  test("the talk of both counts for both, the hold of each for each", async () => {
    await world.time.advance(5_000);
    await conference();
    await world.time.advance(20_000);
    await says("call.hang-up");
    await says("call.hang-up");
    await world.time.advance(60_000);
    const records = await world.stores.contacts.list({ limit: 10 });
    expect(records.find(({ customerName, agentId }) => customerName === "Wang Lei" && agentId === "ana")).toMatchObject(
      {
        heldMs: 5_000,
        outcome: "handled",
      },
    );
    expect(records.find(({ customerName, agentId }) => customerName === "Li Na" && agentId === "ana")).toMatchObject({
      heldMs: 0,
      outcome: "handled",
    });
  });
});

test.each([[], ["consult.swap"]] as const)(
  "the agent does not come back (%s): both wait for somebody else, since they came: the one who had been parked, too",
  async (...steps) => {
    for (const step of steps) await says(step);
    await world.time.advance(20_000);
    world.loseConsole("ana");
    world.pbx.register("agent-ana", false);
    await world.time.advance(75_000);
    const records = await world.stores.contacts.list({ limit: 10 });
    const since = (name: string) =>
      records.find(({ customerName, phase }) => customerName === name && phase === "queued")?.queuedAt ??
      expect.fail(`${name} does not wait`);
    expect(since("Li Na")).toBeLessThanOrEqual(since("Wang Lei"));
  },
);

const states = {
  "two calls": async () => undefined,
  conference,
  "conference held": async () => {
    await conference();
    await says("call.hold");
  },
} as const;

type Leaves = "li" | "wang" | "ana ends active" | "ana ends other" | "ana's phone ends" | "ana's page anew" | "kill";

/** Each state x each one leaving first (Li is active, Wang the other): who hears whom, what Ana has. */
const drops: readonly (readonly [keyof typeof states, Leaves, heard: string, shown: string])[] = [
  ["two calls", "li", "wang: ♪, ana: –", "Wang Lei held"],
  ["two calls", "wang", "li: ana, ana: li", "Li Na talking"],
  ["two calls", "ana ends active", "wang: ♪, ana: –", "Wang Lei held"],
  ["two calls", "ana ends other", "li: ana, ana: li", "Li Na talking"],
  ["two calls", "ana's phone ends", "wang: ♪", "Li Na wrap-up"],
  ["two calls", "ana's page anew", "wang: ♪, li: ana, ana: li", "Li Na talking + Wang Lei waiting"],
  ["two calls", "kill", "wang: ♪, li: ana, ana: li", "Li Na talking + Wang Lei waiting"],
  ["conference", "li", "wang: ana, ana: wang", "Wang Lei talking"],
  ["conference", "wang", "li: ana, ana: li", "Li Na talking"],
  ["conference", "ana ends active", "wang: ana, ana: wang", "Wang Lei talking"],
  ["conference", "ana ends other", "li: ana, ana: li", "Li Na talking"],
  ["conference", "ana's phone ends", "wang: ♪", "Li Na wrap-up"],
  ["conference", "ana's page anew", "wang: ♪, li: ana, ana: li", "Li Na talking + Wang Lei waiting"],
  ["conference", "kill", "wang: li+ana, li: wang+ana, ana: wang+li", "Li Na talking + Wang Lei conference"],
  ["conference held", "li", "wang: ♪, ana: –", "Wang Lei held"],
  ["conference held", "wang", "li: ♪, ana: –", "Li Na held"],
  ["conference held", "ana ends active", "wang: ♪, ana: –", "Wang Lei held"],
  ["conference held", "ana ends other", "li: ♪, ana: –", "Li Na held"],
  ["conference held", "ana's phone ends", "wang: ♪", "Li Na wrap-up"],
  ["conference held", "ana's page anew", "wang: ♪, li: ♪, ana: –", "Li Na held + Wang Lei waiting"],
  ["conference held", "kill", "wang: ♪, li: ♪, ana: –", "Li Na held + Wang Lei waiting"],
];

test.each(drops)("%s, then %s: %s", async (state, leaves, wanted, anaHas) => {
  await states[state]();
  if (leaves === "li") world.pbx.end(li);
  if (leaves === "wang") world.pbx.end(wang);
  if (leaves === "ana ends active") await says("call.hang-up");
  if (leaves === "ana ends other")
    await world.command("ana", "call.hang-up", {
      contactId: view("ana").contact?.second?.contactId ?? expect.fail("no other call"),
    });
  if (leaves === "ana's phone ends") world.pbx.end(ana);
  if (leaves === "ana's page anew") {
    await world.signIn("ana", { ready: false });
    await world.answer("ana");
  }
  if (leaves === "kill") {
    // What the page's one INVITE named: the call with Wang, whichever is active now.
    const contactInCall = ana.replace(/\.a\d+$/, "");
    world = await new CentreInMemory(world).start();
    await world.signIn("ana", { ready: false, contactInCall });
    await world.time.advance(10_000);
  }
  await settled();
  expect([heard(), shown()]).toEqual([wanted, anaHas]);
  // Whatever became of it, everybody can go home and nothing is left.
  for (const leg of [wang, li]) if (world.pbx.channels.has(leg)) world.pbx.end(leg);
  await world.time.advance(130_000);
  expect(world.pbx.channels.size + world.pbx.bridges.size, world.pbx.requests.slice(-12).join("\n")).toBe(0);
  expect((await world.stores.contacts.list({ limit: 10 })).filter(({ phase }) => phase !== "closed")).toEqual([]);
});
