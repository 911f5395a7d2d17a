import { beforeEach, describe, expect, test, vi } from "vitest";
import { asId, type ContactId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import type { RoutingExplanation } from "../../../shared/domain/routing-explanation.ts";
import type { Role } from "../../../shared/domain/user.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { FakeConsole } from "../../../test/fakes/fake-console.ts";
import { journalEntries } from "../../../test/replay/journal-entries.ts";
import { compareJournal } from "../../../test/replay/compare-journal.ts";
import { WaitingLineSchema } from "../../../shared/wire/waiting-line-schema.ts";
import { Check } from "typebox/value";

let world: CentreInMemory;
let sockets = 0;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});

function connect(role: Role): FakeConsole {
  sockets += 1;
  const login = `${role}-${sockets}`;
  const user = { userId: asId<UserId>(login), login, displayName: login, role, disabled: false } as const;
  const console = new FakeConsole(`watch-${sockets}`, user);
  world.centre.consoles.connected(console);
  return console;
}
const watch = (by: FakeConsole, queueId: QueueId | null, deep = false) =>
  world.centre.consoles.command(by.connectionId, "waiting.watch", { queueId, deep });
const lineOf = (by: FakeConsole) => {
  const line = by.lines.at(-1);
  if (!line) throw new Error("no line was sent");
  return line;
};

interface Explained {
  readonly decision: string;
  readonly explanation: RoutingExplanation;
}
const explained = (contactId: ContactId) =>
  [...journalEntries(world.stores.journal)]
    .filter((entry) => entry.type === "routing.explained" && entry.contactId === contactId)
    .map(({ payload }) => payload as Explained);

describe("the line of a queue, watched by a supervisor", () => {
  test("comes at once and with each change: place, masked number, class, wait, expected wait, and why", async () => {
    const sofia = connect("supervisor");
    await world.signIn("ana");
    await watch(sofia, SERVICE);
    expect(lineOf(sofia)).toMatchObject({ queueId: SERVICE, open: true, inLine: 0, callers: [] });
    await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    await world.dialDirect(VIP_PHONE);
    await world.time.advance(1_000);
    const line = lineOf(sofia);
    expect(Check(WaitingLineSchema, line)).toBe(true);
    expect(line.callers).toMatchObject([
      {
        name: "Wang Lei",
        number: "+86138••••8001",
        state: "waiting",
        isCallback: false,
        ringsAt: null,
        ownAgent: null,
        explanation: {
          waiting: { position: 1, agents: { talking: 1, notReady: 0, signedOut: 1 }, holdsFor: null },
          others: [{ agentId: "ana", because: "busy" }],
        },
      },
    ]);
    expect(line.callers[0]?.expected?.p90Ms).toBeGreaterThan(0);
    // Bo signs in and goes to lunch: the reason changes without anything happening to the caller.
    await world.signIn("bo", { ready: false });
    await world.command("bo", "agent.not-ready", { reason: "lunch" });
    await world.time.advance(1_000);
    expect(lineOf(sofia).callers[0]?.explanation.waiting?.agents).toMatchObject({
      talking: 1,
      notReady: 1,
      notReadyBecause: { lunch: 1 },
      signedOut: 0,
    });
    expect(lineOf(sofia).callers[0]?.explanation.others).toContainEqual(
      expect.objectContaining({ agentId: "bo", because: "not-ready", notReadyReason: "lunch" }),
    );
    await world.command("bo", "agent.ready", {});
    await world.time.advance(1_000);
    expect(lineOf(sofia).callers).toMatchObject([
      { state: "offered", ringsAt: "bo", isCalledFirst: false, expected: null },
    ]);
  });

  test("tells a callback whose customer is called from one that rings at the agent", async () => {
    const sofia = connect("supervisor");
    await world.signIn("ana", { ready: false });
    await watch(sofia, SERVICE);
    const caller = await world.dialDirect(NORMAL_PHONE);
    for (const digit of ["1", "1"]) {
      world.pbx.emit({ type: "digit", channelId: caller, digit, durationMs: 80 });
      await settled();
    }
    world.pbx.finishPlayback(caller);
    await settled();
    await world.command("ana", "agent.ready", {});
    await world.time.advance(1_000);
    expect(lineOf(sofia).callers).toMatchObject([{ state: "offered", ringsAt: "ana", isCalledFirst: true }]);
    const called = [...world.pbx.channels.values()].find(({ to }) => to?.to.kind === "trunk");
    world.pbx.pickUp(called?.channelId ?? expect.fail("nobody is called"));
    await settled();
    await world.time.advance(1_000);
    expect(lineOf(sofia).callers).toMatchObject([{ state: "offered", ringsAt: "ana", isCalledFirst: false }]);
  });

  test("is sent once a second at most, and by itself while somebody waits: estimates and deadlines move", async () => {
    const sofia = connect("supervisor");
    await world.dialDirect(NORMAL_PHONE);
    await watch(sofia, SERVICE);
    const before = sofia.lines.length;
    for (let change = 0; change < 20; change += 1) {
      world.centre.parts.wallboard.touch();
      await world.time.advance(50);
    }
    expect(sofia.lines.length - before).toBeLessThanOrEqual(2);
    const quiet = sofia.lines.length;
    await world.time.advance(9_500);
    expect(sofia.lines.length - quiet).toBeGreaterThanOrEqual(3);
    expect(lineOf(sofia).serverNow).toBeGreaterThan(world.time.now() - 3_000);
  });

  describe("in which many wait", () => {
    const WAITING = 14;
    const estimated = () => vi.spyOn(world.centre.parts.waitPromises, "estimate");

    beforeEach(async () => {
      const [service] = await world.stores.routing.queues();
      if (service) world.stores.routing.saveQueue({ ...service, waitingMax: 100 });
      await world.centre.reloadConfiguration();
      await world.signIn("ana");
      await world.dialDirect(NORMAL_PHONE);
      await world.answer("ana");
      for (let n = 0; n < WAITING; n += 1) await world.dialDirect(`+861390000${1_000 + n}`);
      await world.time.advance(10_000);
    });

    test("is shown by its first ten; to who opens it, by fifty; each the same callers in the same order", async () => {
      const [sofia, deep] = [connect("supervisor"), connect("supervisor")];
      await watch(sofia, SERVICE);
      await watch(deep, SERVICE, true);
      expect(lineOf(sofia)).toMatchObject({ inLine: WAITING });
      expect(lineOf(sofia).callers).toHaveLength(10);
      expect(lineOf(deep).callers).toHaveLength(WAITING);
      await world.time.advance(10_000);
      expect(lineOf(deep).callers).toHaveLength(WAITING);
      expect(lineOf(sofia).callers).toEqual(lineOf(deep).callers.slice(0, 10));
      expect(Check(WaitingLineSchema, lineOf(sofia))).toBe(true);
      await watch(deep, SERVICE);
      expect(lineOf(deep).callers).toHaveLength(10);
    });

    test("is worked out once however many look, ten callers only; who opens it sees it at once, and anew within a second", async () => {
      const estimates = estimated();
      const many = Array.from({ length: 20 }, () => connect("supervisor"));
      for (const one of many) await watch(one, SERVICE);
      expect(estimates).toHaveBeenCalledTimes(10);
      expect(new Set(many.map((one) => lineOf(one).seq)).size).toBe(1);
      await world.dialDirect(VIP_PHONE);
      await world.time.advance(1_000);
      expect(estimates).toHaveBeenCalledTimes(20);
      expect(many.map((one) => lineOf(one).inLine)).toEqual(many.map(() => WAITING + 1));
    });

    test("estimates of one moment are those that each caller would be given alone", () => {
      const { waitPromises, router } = world.centre.parts;
      const moment = waitPromises.moment();
      const callers = router.queue(SERVICE)?.contacts ?? [];
      const together = callers.map(({ contactId }) => waitPromises.estimate(contactId, moment));
      expect(together).toEqual(callers.map(({ contactId }) => waitPromises.estimate(contactId)));
      expect(together).toHaveLength(WAITING);
      expect(together).not.toContain(null);
    });
  });

  test("ends with another queue, with null and with the socket; no timer is left", async () => {
    const sofia = connect("supervisor");
    await world.dialDirect(NORMAL_PHONE);
    await watch(sofia, SERVICE);
    await watch(sofia, null);
    const after = sofia.lines.length;
    await world.time.advance(10_000);
    expect(sofia.lines).toHaveLength(after);
    await watch(sofia, SERVICE);
    world.centre.consoles.disconnected(sofia.connectionId);
    await world.time.advance(10_000);
    expect(sofia.lines).toHaveLength(after + 1);
    expect(world.timers).not.toContain("waiting-lines");
    await expect(watch(sofia, SERVICE)).rejects.toMatchObject({ code: "not-signed-in" });
  });

  test("is not for agents, and there is none of a queue that is not there", async () => {
    const eve = connect("agent");
    await expect(watch(eve, SERVICE)).rejects.toMatchObject({ code: "forbidden" });
    expect(eve.lines).toEqual([]);
    await expect(watch(connect("admin"), asId<QueueId>("nowhere"))).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the journal of a call", () => {
  test("says why it waited, how the reasons changed while it did, and why that agent got it", async () => {
    await world.signIn("ana");
    await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    await world.dialDirect(VIP_PHONE);
    const [waiting] = world.centre.parts.router.queue(SERVICE)?.contacts ?? [];
    const contactId = waiting?.contactId ?? asId<ContactId>("none");
    await world.time.advance(70_000);
    const unchanged = explained(contactId);
    await world.signIn("bo", { ready: false });
    await world.time.advance(60_000);
    await world.command("bo", "agent.ready", {});
    const all = explained(contactId);
    expect(unchanged.map(({ decision }) => decision)).toEqual(["waits"]);
    expect(all.map(({ decision }) => decision)).toEqual(["waits", "still-waits", "offered"]);
    expect(all.map(({ explanation }) => explanation.waiting?.agents.notReady ?? null)).toEqual([0, 1, null]);
    expect(all[1]?.explanation.waiting?.agents.notReadyBecause).toEqual({ "just-signed-in": 1 });
    expect(all[1]?.explanation.others).toMatchObject([
      { agentId: "ana", because: "busy" },
      { agentId: "bo", because: "not-ready", notReadyReason: "just-signed-in" },
    ]);
    expect(all.at(-1)?.explanation).toMatchObject({ chosen: { agentId: "bo" }, others: [{ because: "busy" }] });
  });

  test("can never disagree with the decisions: each reason is derived again from the events before it", async () => {
    await world.signIn("ana");
    for (const number of [NORMAL_PHONE, VIP_PHONE, "+8613800138009"]) await world.dialDirect(number);
    await world.time.advance(120_000);
    await world.signIn("bo");
    await world.time.advance(30_000);
    const entries = [...journalEntries(world.stores.journal)];
    const { explanations, disagreement } = compareJournal(entries);
    expect(disagreement).toBeNull();
    expect(explanations).toBeGreaterThan(5);
    const target = entries.findLast(({ type }) => type === "routing.explained");
    if (!target) throw new Error("nothing was explained");
    const { decision, explanation } = target.payload as Explained;
    const forged = entries.map((entry) =>
      entry === target
        ? { ...entry, payload: { decision, explanation: { ...explanation, promoted: !explanation.promoted } } }
        : entry,
    );
    expect(compareJournal(forged).disagreement).toMatch(/was explained/u);
  });
});
