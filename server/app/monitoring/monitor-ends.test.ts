import { beforeEach, describe, expect, test } from "vitest";
import { asId, type ChannelId, type UserId } from "../../../shared/domain/ids.ts";
import type { MonitorMode } from "../../../shared/domain/monitoring.ts";
import { CentreInMemory, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { SupervisedCall } from "../../../test/fakes/supervised-call.ts";
import { TelephonyError } from "../../ports/telephony.ts";

/** What becomes of a supervisor on a call when anything of it goes away. Nothing may be left, and nobody be heard unknowing. */
const ANA = asId<UserId>("ana");
let world: CentreInMemory;
let call: SupervisedCall;

beforeEach(async () => {
  world = new CentreInMemory(undefined, ["ana", "bo", "cy"]);
  call = await SupervisedCall.begin(world);
});

const notices = (login = "sofia") => world.console(login).notices.map(({ code }) => code);
const lastOf = (contactId: Parameters<SupervisedCall["journal"]>[0]) => call.journal(contactId).at(-1);

/** It ends, and nobody is told. */
function vanish(channelId: ChannelId): void {
  world.pbx.channels.delete(channelId);
  for (const members of world.pbx.bridges.values()) members.delete(channelId);
}

type End = readonly [what: string, because: string, notice: string | null, act: () => Promise<void> | void];
const MODES: readonly MonitorMode[] = ["listen", "whisper", "barge"];
const ENDS: readonly End[] = [
  ["the customer hangs up", "call-over", "monitor-call-over", () => world.pbx.end(call.customer)],
  [
    "the agent hangs up",
    "call-over",
    "monitor-call-over",
    async () => void (await world.command("ana", "call.hang-up", { contactId: call.contactId })),
  ],
  [
    "the agent's leg dies with the phone still there",
    "call-over",
    "monitor-call-over",
    () => world.pbx.end(call.agent),
  ],
  [
    "the call is parked",
    "call-over",
    "monitor-call-over",
    async () => void (await world.command("ana", "call.park", { contactId: call.contactId })),
  ],
  [
    "the customer is passed on",
    "call-over",
    "monitor-call-over",
    async () => {
      await world.signIn("bo");
      const target = { kind: "agent", agentId: asId<UserId>("bo") } as const;
      await world.command("ana", "transfer.start", { contactId: call.contactId, target });
    },
  ],
  ["the agent signs out", "call-over", "monitor-call-over", () => world.centre.agentSignedOut(ANA, "signed-out")],
  [
    "the supervisor's phone hangs up",
    "hung-up",
    "monitor-hung-up",
    () => world.pbx.end([...world.pbx.channels.keys()].find((id) => id.endsWith(".s")) ?? call.agent),
  ],
  [
    "the supervisor's page is reloaded",
    "page-gone",
    null,
    async () => void (await world.signIn("sofia", { role: "supervisor", ready: false })),
  ],
  [
    "the supervisor's page is killed",
    "page-gone",
    null,
    async () => {
      world.loseConsole("sofia");
      await world.time.advance(5_100);
    },
  ],
  [
    "the supervisor signs out",
    "signed-out",
    null,
    () => world.centre.agentSignedOut(asId<UserId>("sofia"), "signed-out"),
  ],
];

describe.each(MODES)("while a supervisor is on a call to %s", (mode) => {
  test.each(ENDS)("%s: over (%s), nothing left", async (_what, because, notice, act) => {
    const { contactId } = call;
    await call.listen("sofia", mode);
    await act();
    await settled();
    expect(lastOf(contactId)).toMatch(new RegExp(`^monitor.stopped sofia ana .*${because}$`, "u"));
    expect(call.leftovers()).toEqual([]);
    expect([...world.centre.parts.monitors.all()]).toEqual([]);
    if (notice) expect(notices()).toContain(notice);
    expect(world.timers.filter((timer) => timer.startsWith("monitor"))).toEqual([]);
    if (because === "call-over") return;
    // What happens to the supervisor is nothing to the customer.
    expect(world.pbx.talking(call.customer, call.agent)).toBe(true);
  });
});

describe("before the supervisor's phone has answered", () => {
  test("stopped, or the call over: it stops ringing", async () => {
    await world.command("sofia", "monitor.start", { agentId: ANA });
    expect(call.leftovers()).toHaveLength(1);
    await world.command("sofia", "monitor.stop", {});
    expect(call.leftovers()).toEqual([]);
    await world.command("sofia", "monitor.start", { agentId: ANA });
    world.pbx.end(call.customer);
    await settled();
    expect(call.leftovers()).toEqual([]);
  });

  test("it never does: over after 20 s, and that is said", async () => {
    await world.command("sofia", "monitor.start", { agentId: ANA });
    await world.time.advance(20_100);
    expect(notices()).toEqual(["monitor-no-answer"]);
    expect(call.leftovers()).toEqual([]);
  });

  test("it cannot be rung: said at once", async () => {
    world.pbx.failNext("originate", new TelephonyError("agent-unreachable", "Allocation failed", 500));
    await world.command("sofia", "monitor.start", { agentId: ANA });
    expect(notices()).toEqual(["monitor-phone-unreachable"]);
    expect(call.monitor()).toBeNull();
  });
});

describe("goes on", () => {
  test("when only the socket of the supervisor's page broke and the page says that it has the voice", async () => {
    const sofia = await call.listen("sofia", "whisper");
    const console = world.console("sofia");
    const monitorId = call.monitor()?.monitorId ?? "";
    world.loseConsole("sofia");
    await world.time.advance(3_000);
    world.centre.consoles.connected(console);
    await world.command("sofia", "console.start", { contactInCall: asId(monitorId) });
    await world.time.advance(10_000);
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer+sofia, sofia: customer+ana");
    expect(world.pbx.requests.filter((request) => request === "pushEndpoint agent-sofia")).toHaveLength(1);
  });

  test("when the agent's page is reloaded: silence while it is away, then as before on the new leg", async () => {
    const sofia = await call.listen("sofia", "whisper");
    world.loseConsole("ana");
    world.pbx.register("agent-ana", false);
    await settled();
    await world.signIn("ana", { ready: false });
    expect(call.monitor()).toMatchObject({ state: "agent-away" });
    expect(call.heard({ sofia })).toBe("customer: ♪, sofia: –");
    call.agent = await world.answer("ana");
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer+sofia, sofia: customer+ana");
    expect(call.monitor()).toMatchObject({ state: "live", mode: "whisper" });
  });

  test("on hold with the agent spoken to, when the agent's page is reloaded", async () => {
    const sofia = await call.listen("sofia", "whisper");
    await world.command("ana", "call.hold", { contactId: call.contactId });
    await world.signIn("ana", { ready: false });
    call.agent = await world.answer("ana");
    expect(call.heard({ sofia })).toBe("customer: ♪, ana: sofia, sofia: ana");
  });

  test("not when the agent does not come back: over with the call that goes to somebody else", async () => {
    const { contactId } = call;
    await call.listen();
    world.loseConsole("ana");
    world.pbx.register("agent-ana", false);
    await world.time.advance(66_000);
    expect(lastOf(contactId)).toBe("monitor.stopped sofia ana call-over");
    expect(call.leftovers()).toEqual([]);
  });

  test("with the agent's other call: each call's journal says from when to when", async () => {
    const first = call.contactId;
    await world.signIn("bo");
    const other = await world.dialDirect(VIP_PHONE);
    await world.answer("bo");
    const second = world.console("bo").view.contact?.context.contactId ?? first;
    await world.command("bo", "call.park", { contactId: second });
    const sofia = await call.listen();
    const parked = world.console("ana").view.parked[0]?.contactId ?? first;
    await world.command("ana", "call.retrieve", { contactId: parked });
    await settled();
    expect(call.heard({ other, sofia })).toBe("customer: ♪, ana: other, other: ana, sofia: ana+other");
    await world.command("ana", "consult.swap", { contactId: parked });
    await settled();
    expect(call.heard({ other, sofia })).toBe("customer: ana, ana: customer, other: ♪, sofia: customer+ana");
    await world.command("sofia", "monitor.stop", {});
    expect(call.journal(first)).toEqual([
      "monitor.started sofia ana listen",
      "monitor.moved-on sofia ana",
      "monitor.continued sofia ana listen",
      "monitor.stopped sofia ana stopped",
    ]);
    expect(call.journal(parked)).toEqual(["monitor.continued sofia ana listen", "monitor.moved-on sofia ana"]);
  });
});

describe("the exchange", () => {
  test("is restarted: everything of it is gone, and so is the monitor", async () => {
    const { contactId } = call;
    await call.listen();
    world.pbx.restart();
    world.pbx.reconnect();
    await world.time.advance(6_000);
    expect(call.leftovers()).toEqual([]);
    expect(lastOf(contactId)).toMatch(/monitor.stopped sofia ana/u);
  });

  test("loses reports of an end: the comparison finds the supervisor's leg missing, or the snoop, and that one is made again", async () => {
    const sofia = await call.listen("sofia", "whisper");
    const snoop = [...world.pbx.channels.values()].find((channel) => channel.snoop)?.channelId ?? sofia;
    vanish(snoop);
    await world.time.advance(61_000);
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer+sofia, sofia: customer+ana");
    vanish(sofia);
    await world.time.advance(61_000);
    expect(call.leftovers()).toEqual([]);
    expect(notices()).toEqual(["monitor-hung-up"]);
  });

  test("dies and comes back: the call is over, and nobody is told that it goes on", async () => {
    await call.listen("sofia");
    world.pbx.restart();
    world.pbx.reconnect();
    await settled();
    expect(lastOf(call.contactId)).toMatch(/^monitor.stopped sofia ana .*call-over$/u);
    expect(notices()).toEqual(["monitor-call-over"]);
  });

  test("loses the report of the answer: the comparison finds the leg up", async () => {
    await world.command("sofia", "monitor.start", { agentId: ANA });
    const leg = world.ringing("sofia");
    world.pbx.channel(leg).up = true;
    world.centre.parts.reconciliation.now();
    await settled();
    expect(call.heard({ sofia: leg })).toBe("customer: ana, ana: customer, sofia: customer+ana");
  });

  test("does not take the supervisor's voice away: then the supervisor is disconnected altogether", async () => {
    const { contactId } = call;
    const sofia = await call.listen("sofia", "barge");
    world.pbx.failNext("hangup", new TelephonyError("pbx-timeout", "no reply"));
    await expect(world.command("sofia", "monitor.mode", { mode: "listen" })).rejects.toMatchObject({
      code: "no-active-call",
    });
    expect(world.pbx.hears(call.customer, sofia)).toBe(false);
    expect(lastOf(contactId)).toBe("monitor.stopped sofia ana failed");
    expect(notices()).toEqual(["monitor-failed"]);
    await world.time.advance(6_000);
    expect(call.leftovers()).toEqual([]);
  });

  test("refuses to connect: tried again twice, then over", async () => {
    const refusal = new TelephonyError("pbx-refused", "no", 500);
    world.pbx.failNext("snoop", refusal);
    const sofia = await call.listen();
    await world.time.advance(5_100);
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer, sofia: customer+ana");
    for (let n = 0; n < 3; n += 1) world.pbx.failNext("snoop", refusal);
    await world.command("sofia", "monitor.mode", { mode: "whisper" });
    await world.time.advance(20_000);
    expect(notices()).toEqual(["monitor-failed"]);
    expect(call.leftovers()).toEqual([]);
  });
});

describe("the server is killed", () => {
  test.each(["talking", "on hold"])(
    "%s: the next one ends what is left at once, says so, and the call goes on",
    async (how) => {
      const { contactId, customer, agent } = call;
      await call.listen("sofia", "barge");
      if (how === "on hold") await world.command("ana", "call.hold", { contactId });
      expect(call.leftovers().length).toBeGreaterThan(0);
      world = new CentreInMemory(world, ["ana", "bo", "cy"]);
      await world.start();
      expect([...world.pbx.channels.keys()].filter((id) => id.startsWith("monitor-"))).toEqual([]);
      expect([...world.pbx.bridges.keys()].filter((id) => id.startsWith("monitor-"))).toEqual([]);
      await world.signIn("ana", { ready: false, contactInCall: contactId });
      if (how === "on hold") await world.command("ana", "call.resume", { contactId });
      expect(world.pbx.talking(customer, agent)).toBe(true);
      call = new SupervisedCall(world);
      expect(call.journal(contactId).at(-1)).toBe("monitor.stopped sofia ana restart");
    },
  );
});
