import { beforeEach, describe, expect, test } from "vitest";
import { asId, type UserId } from "../../../shared/domain/ids.ts";
import { CentreInMemory } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { SupervisedCall } from "../../../test/fakes/supervised-call.ts";

/** Who hears whom, who may, and what each is told. How it ends is in monitor-ends.test.ts. */
const ANA = asId<UserId>("ana");
const AGENTS = ["ana", "bo", "cy", "di", "eve", "fay"] as const;
let world: CentreInMemory;
let call: SupervisedCall;

beforeEach(async () => {
  world = new CentreInMemory(undefined, AGENTS);
  call = await SupervisedCall.begin(world);
});

const refused = (login: string, agentId: UserId = ANA) =>
  expect(world.command(login, "monitor.start", { agentId })).rejects;

describe("who hears whom", () => {
  test("listening, whispering, barging in, listening again, stopping", async () => {
    const sofia = await call.listen();
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer, sofia: customer+ana");
    await world.command("sofia", "monitor.mode", { mode: "whisper" });
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer+sofia, sofia: customer+ana");
    await world.command("sofia", "monitor.mode", { mode: "barge" });
    expect(call.heard({ sofia })).toBe("customer: ana+sofia, ana: customer+sofia, sofia: customer+ana");
    await world.command("sofia", "monitor.mode", { mode: "listen" });
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer, sofia: customer+ana");
    await world.command("sofia", "monitor.stop", {});
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer");
    expect(call.leftovers()).toEqual([]);
    expect(world.faults.filter((fault) => JSON.stringify(fault).includes("monitor"))).toEqual([]);
  });

  test("on hold: the supervisor may speak with the agent, the customer hears music, and no word of it when the call goes on", async () => {
    const { contactId } = call;
    const sofia = await call.listen("sofia", "whisper");
    await world.command("ana", "call.hold", { contactId });
    expect(call.heard({ sofia })).toBe("customer: ♪, ana: sofia, sofia: ana");
    await world.command("ana", "call.resume", { contactId });
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer+sofia, sofia: customer+ana");
  });

  test("on hold, only listening: the agent is heard and hears nobody; from listening to whispering and back on hold", async () => {
    const { contactId } = call;
    const sofia = await call.listen();
    await world.command("ana", "call.hold", { contactId });
    expect(call.heard({ sofia })).toBe("customer: ♪, ana: –, sofia: ana");
    await world.command("sofia", "monitor.mode", { mode: "whisper" });
    expect(call.heard({ sofia })).toBe("customer: ♪, ana: sofia, sofia: ana");
    await world.command("sofia", "monitor.mode", { mode: "listen" });
    expect(call.heard({ sofia })).toBe("customer: ♪, ana: –, sofia: ana");
    await world.command("ana", "call.resume", { contactId });
    expect(call.heard({ sofia })).toBe("customer: ana, ana: customer, sofia: customer+ana");
  });

  test("stopping while the customer is on hold leaves the agent where the customer comes back to", async () => {
    const { contactId } = call;
    await call.listen("sofia", "barge");
    await world.command("ana", "call.hold", { contactId });
    await world.command("sofia", "monitor.stop", {});
    expect(call.leftovers()).toEqual([]);
    expect(world.pbx.channels.get(call.agent)?.bridge).not.toBeNull();
    await world.command("ana", "call.resume", { contactId });
    expect(world.pbx.talking(call.customer, call.agent)).toBe(true);
  });

  test("a consultation: the supervisor hears whoever the agent is with, and a whisper stays with the agent", async () => {
    await world.signIn("bo");
    const sofia = await call.listen("sofia", "whisper");
    const { contactId } = call;
    await world.command("ana", "consult.start", { contactId, target: { kind: "agent", agentId: asId<UserId>("bo") } });
    const bo = await world.answer("bo");
    expect(call.heard({ bo, sofia })).toBe("customer: ♪, ana: bo+sofia, bo: ana, sofia: ana+bo");
    await world.command("ana", "consult.conference", { contactId });
    expect(call.heard({ bo, sofia })).toBe(
      "customer: ana+bo, ana: customer+bo+sofia, bo: customer+ana, sofia: customer+ana+bo",
    );
  });

  test("two supervisors at once, each in their own way; two who speak on hold are both heard", async () => {
    await world.signIn("bo", { role: "supervisor" });
    const sofia = await call.listen("sofia", "whisper");
    const bo = await call.listen("bo");
    expect(call.heard({ sofia, bo })).toBe("customer: ana, ana: customer+sofia, sofia: customer+ana, bo: customer+ana");
    await world.command("bo", "monitor.mode", { mode: "whisper" });
    await world.command("ana", "call.hold", { contactId: call.contactId });
    expect(world.pbx.hears(call.agent, sofia) && world.pbx.hears(call.agent, bo)).toBe(true);
    expect(world.pbx.hears(call.customer, sofia) || world.pbx.hears(call.customer, bo)).toBe(false);
    await world.command("sofia", "monitor.stop", {});
    expect(call.heard({ bo })).toBe("customer: ♪, ana: bo, bo: ana");
  });
});

describe("who may", () => {
  test("an agent may not, and nobody may listen to themselves", async () => {
    await world.signIn("bo");
    await refused("bo").toMatchObject({ code: "forbidden" });
    await refused("sofia", asId<UserId>("sofia")).toMatchObject({ code: "monitor-self" });
    expect(call.leftovers()).toEqual([]);
  });

  test("not whom nobody talks with, not twice, not more than four on a call", async () => {
    await refused("sofia", asId<UserId>("bo")).toMatchObject({ code: "no-active-call" });
    await call.listen();
    await refused("sofia").toMatchObject({ code: "monitor-busy" });
    for (const login of ["bo", "cy", "di"]) {
      await world.signIn(login, { role: "supervisor" });
      await call.listen(login);
    }
    await world.signIn("eve", { role: "supervisor" });
    await refused("eve").toMatchObject({ code: "monitor-limit" });
    await world.command("bo", "monitor.stop", {});
    await call.listen("eve");
  });

  test("not from a call of one's own, not without a phone; a mode and a stop without a monitor are answers, not faults", async () => {
    await world.signIn("bo", { role: "supervisor" });
    await world.dialDirect("+8613800138009");
    await world.answer("bo");
    await refused("bo").toMatchObject({ code: "monitor-busy" });
    world.pbx.register("agent-sofia", false);
    await settled();
    await refused("sofia").toMatchObject({ code: "agent-unreachable" });
    await expect(world.command("sofia", "monitor.mode", { mode: "barge" })).rejects.toMatchObject({
      code: "no-active-call",
    });
    await world.command("sofia", "monitor.stop", {});
  });
});

describe("a supervisor who takes calls", () => {
  test("is not ready while listening, cannot become it, and is what they were before afterwards", async () => {
    await world.signIn("bo", { role: "supervisor" });
    await call.listen("bo");
    expect(world.statusOf("bo")).toMatchObject({ state: "not-ready", reason: "monitoring" });
    await expect(world.command("bo", "agent.ready", {})).rejects.toMatchObject({ code: "monitor-busy" });
    await expect(world.command("bo", "call.dial", { number: "+8613900000077" })).rejects.toMatchObject({
      code: "monitor-busy",
    });
    await world.dialDirect("+8613800138009");
    expect(world.pbx.ringingAt("agent-bo")).toEqual([]);
    await world.command("bo", "monitor.stop", {});
    await settled();
    expect(world.statusOf("bo")?.state).toBe("offered");
  });

  test("on a break is on it again afterwards; cannot be asked by colleagues meanwhile", async () => {
    await world.signIn("bo", { role: "supervisor" });
    await world.command("bo", "agent.not-ready", { reason: "training" });
    await call.listen("bo");
    const target = { kind: "agent", agentId: asId<UserId>("bo") } as const;
    await expect(world.command("ana", "consult.start", { contactId: call.contactId, target })).rejects.toMatchObject({
      code: "target-unavailable",
    });
    await world.command("bo", "monitor.stop", {});
    expect(world.statusOf("bo")).toMatchObject({ state: "not-ready", reason: "training" });
  });
});

describe("who sees what", () => {
  test("the supervisor's view says whom, with whom, how and how far; the board counts; the agent sees who", async () => {
    await world.command("sofia", "monitor.start", { agentId: ANA });
    expect(call.monitor()).toMatchObject({
      agentId: "ana",
      agentName: "ana",
      withWhom: "Li Na",
      onHold: "nobody",
      mode: "listen",
      state: "ringing",
    });
    expect(world.console("ana").view.monitoredBy).toEqual([]);
    await world.answer("sofia");
    expect(call.monitor()).toMatchObject({ state: "live" });
    expect(world.console("ana").view.monitoredBy).toEqual([{ displayName: "sofia", mode: "listen" }]);
    const board = world.centre.board().agents.find(({ status }) => status.agentId === "ana");
    expect(board).toMatchObject({ talking: true, monitors: ["listen"] });
    await world.command("sofia", "monitor.mode", { mode: "whisper" });
    expect(world.console("ana").view.monitoredBy).toEqual([{ displayName: "sofia", mode: "whisper" }]);
    await world.command("sofia", "monitor.stop", {});
    expect(call.monitor()).toBeNull();
    expect(world.console("ana").view.monitoredBy).toEqual([]);
  });

  test("where the operator does not show it, listening is not seen, and speaking is", async () => {
    world = new CentreInMemory(undefined, AGENTS, { monitorShownToAgent: false });
    call = await SupervisedCall.begin(world);
    await call.listen();
    expect(world.console("ana").view.monitoredBy).toEqual([]);
    await world.command("sofia", "monitor.mode", { mode: "barge" });
    expect(world.console("ana").view.monitoredBy).toEqual([{ displayName: "sofia", mode: "barge" }]);
  });

  test("decided in the console it counts at once, also for who listens already, and after a restart", async () => {
    await call.listen();
    const admin = world.console("sofia").user;
    world.centre.parts.monitorRules.saveRules({ shownToAgent: false }, 0, admin);
    await settled();
    expect(world.console("ana").view.monitoredBy).toEqual([]);
    await world.centre.reloadConfiguration();
    expect(world.centre.parts.monitorRules.rules()).toMatchObject({ shownToAgent: false, changed: { by: "sofia" } });
    world.centre.parts.monitorRules.saveRules({ shownToAgent: true }, 1, admin);
    await settled();
    expect(world.console("ana").view.monitoredBy).toEqual([{ displayName: "sofia", mode: "listen" }]);
  });

  test("the contact's journal has each step with who and whom", async () => {
    const { contactId } = call;
    await call.listen("sofia", "whisper");
    await world.command("sofia", "monitor.stop", {});
    expect(call.journal(contactId)).toEqual([
      "monitor.started sofia ana listen",
      "monitor.mode-changed sofia ana whisper",
      "monitor.stopped sofia ana stopped",
    ]);
  });
});
