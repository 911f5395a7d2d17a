import { beforeEach, describe, expect, test } from "vitest";
import { asId, type ChannelId, type ContactId, type UserId } from "../../../shared/domain/ids.ts";
import { CentreInMemory, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { SupervisedCall } from "../../../test/fakes/supervised-call.ts";
import { TelephonyError } from "../../ports/telephony.ts";

/** Sofia makes her round: from Ana's call to Bo's without hanging up in between. */
const ANA = asId<UserId>("ana");
const BO = asId<UserId>("bo");

let world: CentreInMemory;
let call: SupervisedCall;
let other: ChannelId;
let bo: ChannelId;

beforeEach(async () => {
  world = new CentreInMemory(undefined, ["ana", "bo", "cy", "di", "eve", "fay"]);
  call = await SupervisedCall.begin(world);
  await world.signIn("bo");
  other = await world.dialDirect(VIP_PHONE);
  bo = await world.answer("bo");
});

const goTo = (agentId: UserId, login = "sofia") => world.command(login, "monitor.start", { agentId });
const heard = (sofia: ChannelId) => call.heard({ other, bo, sofia });
const contactOf = (login: string): ContactId =>
  world.console(login).view.contact?.context.contactId ?? expect.fail(`${login} has no contact`);

describe("from one agent's call to another's", () => {
  test("the same leg goes on, nothing rings; the former agent is told that nobody listens any more, the new one that somebody does", async () => {
    const sofia = await call.listen();
    await goTo(BO);
    expect(heard(sofia)).toBe("customer: ana, ana: customer, other: bo, bo: other, sofia: other+bo");
    expect(world.pbx.ringingAt("agent-sofia")).toEqual([]);
    expect(call.monitor()).toMatchObject({ agentId: "bo", withWhom: "Wang Lei", mode: "listen", state: "live" });
    expect(world.console("ana").view.monitoredBy).toEqual([]);
    expect(world.console("bo").view.monitoredBy).toEqual([{ displayName: "sofia", mode: "listen" }]);
    await goTo(ANA);
    expect(heard(sofia)).toBe("customer: ana, ana: customer, other: bo, bo: other, sofia: customer+ana");
  });

  test.each(["whisper", "barge"] as const)(
    "who had a %s begins with listening: a word for one must not reach the other",
    async (mode) => {
      const sofia = await call.listen("sofia", mode);
      await goTo(BO);
      expect(heard(sofia)).toBe("customer: ana, ana: customer, other: bo, bo: other, sofia: other+bo");
      expect(call.monitor()).toMatchObject({ mode: "listen" });
    },
  );

  test("out of a whisper on hold the agent is left where the customer comes back to", async () => {
    const { contactId } = call;
    const sofia = await call.listen("sofia", "whisper");
    await world.command("ana", "call.hold", { contactId });
    expect(heard(sofia)).toContain("ana: sofia");
    await goTo(BO);
    expect(heard(sofia)).toBe("customer: ♪, ana: –, other: bo, bo: other, sofia: other+bo");
    await world.command("ana", "call.resume", { contactId });
    expect(heard(sofia)).toContain("customer: ana, ana: customer");
  });

  test("another supervisor who whispers on hold goes on being heard when the first one has left", async () => {
    await world.signIn("cy", { role: "supervisor", ready: false });
    await call.listen("sofia", "whisper");
    const cy = await call.listen("cy", "whisper");
    await world.command("ana", "call.hold", { contactId: call.contactId });
    await goTo(BO);
    await settled();
    expect(world.pbx.hears(call.agent, cy)).toBe(true);
  });

  test("chosen while their own phone still rings: it is the new one's call that they come to", async () => {
    await goTo(ANA);
    await goTo(BO);
    const sofia = await world.answer("sofia");
    expect(heard(sofia)).toContain("sofia: other+bo");
  });

  test("each call's journal has its own part, and the end of the new call ends it", async () => {
    const [first, second] = [call.contactId, contactOf("bo")];
    await call.listen("sofia", "whisper");
    await goTo(BO);
    await world.command("bo", "call.hang-up", { contactId: second });
    expect(call.journal(first)).toEqual([
      "monitor.started sofia ana listen",
      "monitor.mode-changed sofia ana whisper",
      "monitor.stopped sofia ana switched",
    ]);
    expect(call.journal(second)).toEqual(["monitor.started sofia bo listen", "monitor.stopped sofia bo call-over"]);
    expect(call.leftovers()).toEqual([]);
  });

  test("refused, they stay where they are", async () => {
    const sofia = await call.listen();
    await expect(goTo(asId<UserId>("cy"))).rejects.toMatchObject({ code: "no-active-call" });
    await expect(goTo(ANA)).rejects.toMatchObject({ code: "monitor-busy" });
    expect(heard(sofia)).toContain("sofia: customer+ana");
    expect(call.monitor()).toMatchObject({ agentId: "ana", state: "live" });
  });

  test("an exchange that does not let go of the former agent: over altogether, nobody is heard unknown", async () => {
    const sofia = await call.listen("sofia", "whisper");
    world.pbx.failNext("hangup", new TelephonyError("pbx-timeout", "no reply"));
    await expect(goTo(BO)).rejects.toMatchObject({ code: "no-active-call" });
    await settled();
    expect(call.monitor()).toBeNull();
    expect(world.pbx.hears(call.agent, sofia) || world.pbx.hears(bo, sofia)).toBe(false);
  });
});

describe("what the supervisor is told while music plays", () => {
  test("the customer on hold; both calls on hold, when there is nobody to be heard with the agent", async () => {
    await call.listen();
    expect(call.monitor()).toMatchObject({ onHold: "nobody" });
    await world.command("ana", "call.hold", { contactId: call.contactId });
    expect(call.monitor()).toMatchObject({ onHold: "customer" });
    await world.command("bo", "call.park", { contactId: contactOf("bo") });
    const [parked] = world.console("ana").view.parked;
    await world.command("ana", "call.retrieve", { contactId: parked?.contactId ?? expect.fail("nobody is parked") });
    expect(call.monitor()).toMatchObject({ onHold: "nobody", withWhom: "Wang Lei" });
    await world.command("ana", "call.hold", { contactId: contactOf("ana") });
    expect(call.monitor()).toMatchObject({ onHold: "all" });
  });
});

test("the board says of the agent's row how the supervisor takes part, at once", async () => {
  await call.listen();
  const board = world.console("bo");
  world.centre.parts.wallboard.watch(board);
  const shown = async () => {
    await world.time.advance(100);
    await settled();
    return board.board?.agents.find(({ status }) => status.agentId === ANA)?.monitors;
  };
  expect(await shown()).toEqual(["listen"]);
  for (const mode of ["whisper", "barge", "listen"] as const) {
    await world.command("sofia", "monitor.mode", { mode });
    expect(await shown()).toEqual([mode]);
  }
  await world.command("sofia", "monitor.stop", {});
  expect(await shown()).toEqual([]);
});
