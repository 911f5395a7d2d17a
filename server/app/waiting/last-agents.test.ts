import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  asId,
  type ChannelId,
  type ContactId,
  type CustomerId,
  type QueueId,
  type UserId,
} from "../../../shared/domain/ids.ts";
import type { ContactRecord } from "../../../shared/domain/contact.ts";
import type { RoutingExplanation } from "../../../shared/domain/routing-explanation.ts";
import { WAITING_DEFAULTS } from "../../../shared/domain/waiting.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { journalEntries } from "../../../test/replay/journal-entries.ts";
import type { AcdEvent } from "../../acd/events.ts";
import { plainCustomer } from "../../adapters/sqlite/temporary-stores.ts";
import type { WithTimeout } from "../../ports/clock.ts";
import { LAST_AGENT_LIMIT_MS } from "./last-agents.ts";

const WAIT_MS = 30_000;
const DAY_MS = 86_400_000;
const ANA = asId<UserId>("ana");
const OTHER_QUEUE = asId<QueueId>("other");
let world: CentreInMemory;

async function keepCallersFor(lastAgentWaitMs: number): Promise<void> {
  world.stores.waiting.saveWaitingOptions({ ...WAITING_DEFAULTS, queueId: SERVICE, lastAgentWaitMs });
  await world.centre.reloadConfiguration();
}

/** Of the customer who calls from NORMAL_PHONE, as the history has it. */
async function talked(agentId: string, change: Partial<ContactRecord> = {}): Promise<void> {
  const caller = await new CentreInMemory().start();
  await caller.dialDirect(NORMAL_PHONE);
  const [template = expect.fail("no call")] = await caller.stores.contacts.list({ limit: 1 });
  caller.kill();
  const at = world.time.now() - DAY_MS;
  world.stores.contacts.save({
    ...template,
    contactId: asId<ContactId>(`earlier-${agentId}`),
    customerId: asId<CustomerId>("normal"),
    phase: "closed",
    outcome: "handled",
    agentId: asId<UserId>(agentId),
    agentName: agentId,
    arrivedAt: at,
    queuedAt: at,
    answeredAt: at + 5_000,
    endedAt: at + 60_000,
    wrapUpEndedAt: at + 70_000,
    ...change,
  });
}

/** Bo has been idle for longer than anybody: nobody else is rung without a reason. */
async function bothSignIn(ana: { readonly ready?: boolean } = {}): Promise<void> {
  await world.signIn("bo");
  await world.time.advance(60_000);
  await world.signIn("ana", ana);
}

const rung = (login: string): readonly ChannelId[] => world.pbx.ringingAt(`agent-${login}`);
const whoRings = () => ["ana", "bo"].filter((login) => rung(login).length > 0);
const entriesOf = (type: string) => [...journalEntries(world.stores.journal)].filter((entry) => entry.type === type);
const lastPayload = (type: string): unknown => entriesOf(type).at(-1)?.payload ?? expect.fail(`no ${type}`);
/** For whom the core was last told to keep a caller. */
const lastWish = () => {
  const { preferredAgentId, preferredWaitMs } = lastPayload("acd.contact-queued") as Extract<
    AcdEvent,
    { type: "contact-queued" }
  >;
  return { preferredAgentId, preferredWaitMs };
};
const contactOfAna = () => world.console("ana").view.contact?.context.contactId ?? expect.fail("ana has no call");
const NOBODY = { preferredAgentId: null, preferredWaitMs: 0 };
const inLine = () => world.centre.parts.router.queue(SERVICE)?.contacts ?? [];
const whyOf = (contactId: ContactId | undefined) =>
  world.centre.parts.router.explain(contactId ?? expect.fail("nobody waits"))?.waiting ?? null;

/** Ana talks with somebody else, bo is free, the customer calls who talked with ana yesterday. */
async function calledWhileBusy(): Promise<ChannelId> {
  await talked("ana");
  await world.signIn("ana");
  await world.dialDirect(VIP_PHONE);
  await world.answer("ana");
  await world.signIn("bo");
  return world.dialDirect(NORMAL_PHONE);
}

beforeEach(async () => {
  world = await new CentreInMemory().start();
  await keepCallersFor(WAIT_MS);
});

describe("a caller who talked with an agent lately", () => {
  test("rings at that agent, although another has been idle for longer", async () => {
    await talked("ana");
    await bothSignIn();
    await world.dialDirect(NORMAL_PHONE);
    expect(whoRings()).toEqual(["ana"]);
    const [offered] = entriesOf("routing.explained");
    expect(offered).toMatchObject({ agentId: ANA, payload: { explanation: { rule: "preferred-agent" } } });
    expect(world.faults).toEqual([]);
  });

  test("the same after a real conversation a minute ago, and while its wrap-up lasts the agent is waited for", async () => {
    await world.signIn("ana");
    await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    const contactId = contactOfAna();
    await world.command("ana", "call.hang-up", { contactId });
    await world.signIn("bo");
    await world.dialDirect(NORMAL_PHONE);
    expect(whoRings()).toEqual([]);
    const wrapUp = { contactId, disposition: "resolved", note: "", notReadyReason: null } as const;
    await world.command("ana", "wrap-up.complete", wrapUp);
    expect(whoRings()).toEqual(["ana"]);
    expect(world.faults).toEqual([]);
  });

  test("waits for them alone while they talk, and at the limit goes to whoever is free", async () => {
    await calledWhileBusy();
    const queuedAt = world.time.now();
    await world.time.advance(WAIT_MS - 1);
    expect(whoRings()).toEqual([]);
    expect(whyOf(inLine()[0]?.contactId)?.holdsFor).toEqual({ agentId: ANA, until: queuedAt + WAIT_MS });
    await world.time.advance(1);
    expect(whoRings()).toEqual(["bo"]);
    expect(world.faults).toEqual([]);
  });

  test("for whom they wait and until when stands in the journal and in the line a supervisor looks at", async () => {
    await calledWhileBusy();
    const until = world.time.now() + WAIT_MS;
    const { explanation } = lastPayload("routing.explained") as { readonly explanation: RoutingExplanation };
    expect(explanation.waiting?.holdsFor).toEqual({ agentId: ANA, until });
    expect(explanation.others).toMatchObject([
      { agentId: "bo", because: "preferred-waits" },
      { agentId: "ana", because: "busy" },
    ]);
    const sofia = await world.signIn("sofia", { role: "supervisor", ready: false });
    await world.command("sofia", "waiting.watch", { queueId: SERVICE, deep: false });
    expect(sofia.lines.at(-1)?.callers).toMatchObject([
      { ownAgent: "ana", explanation: { waiting: { holdsFor: { until } } } },
    ]);
  });

  test("keeps nobody else waiting: a VIP who comes behind them is served at once", async () => {
    await calledWhileBusy();
    await world.dialDirect(VIP_PHONE);
    expect(whoRings()).toEqual(["bo"]);
    expect(inLine()).toHaveLength(2);
    await world.answer("bo");
    expect(inLine()).toHaveLength(1);
    expect(lastWish()).toEqual(NOBODY);
  });

  test("goes to anybody once their agent signs out", async () => {
    await calledWhileBusy();
    expect(whoRings()).toEqual([]);
    await world.centre.parts.agents.signOut(ANA, "signed-out");
    expect(whoRings()).toEqual(["bo"]);
  });
});

describe("nobody is waited for", () => {
  const rings = async (login: string) => {
    await world.dialDirect(NORMAL_PHONE);
    expect(whoRings()).toEqual([login]);
    return lastWish();
  };

  test("whose agent is signed out", async () => {
    await talked("ana");
    await world.signIn("bo");
    expect(await rings("bo")).toEqual(NOBODY);
  });

  test("whose agent is not ready: when a break is over nobody can say", async () => {
    await talked("ana");
    await bothSignIn({ ready: false });
    expect(await rings("bo")).toEqual({ preferredAgentId: ANA, preferredWaitMs: 0 });
  });

  test("whose agent serves other queues by now", async () => {
    await talked("ana");
    const [service = expect.fail("no queue")] = await world.stores.routing.queues();
    world.stores.routing.saveQueue({ ...service, queueId: OTHER_QUEUE });
    const memberships = [{ queueId: OTHER_QUEUE, preference: 1, reserve: false }];
    world.stores.routing.saveAgent({ agentId: ANA, displayName: "ana", skills: {}, memberships });
    await world.centre.reloadConfiguration();
    await bothSignIn();
    expect(await rings("bo")).toEqual(NOBODY);
  });

  test("whose agent is none any more", async () => {
    await talked("zoe");
    await bothSignIn();
    expect(await rings("bo")).toEqual(NOBODY);
  });

  test.each([
    ["whose talk is more than seven days ago", 7 * DAY_MS + 1, "bo"],
    ["but one whose talk is just not", 7 * DAY_MS, "ana"],
  ])("%s (%i ms: %s is rung)", async (_what, agoMs, login) => {
    await bothSignIn();
    const arrivedAt = world.time.now() - agoMs;
    await talked("ana", { arrivedAt });
    await rings(login);
  });

  test("whose number two customers have: it could be the other one", async () => {
    await talked("ana");
    const [normal = expect.fail("no customer")] = (await world.stores.customers.match("phone", NORMAL_PHONE)).customers;
    const second = plainCustomer("second", { identifiers: [{ kind: "phone", display: NORMAL_PHONE }] });
    world.stores.customers.addCustomers([second], world.time.now());
    expect(normal.customerId).toBe("normal");
    await bothSignIn();
    expect(await rings("bo")).toEqual(NOBODY);
  });

  test("in a queue that does not ask for it, and nothing is looked up there", async () => {
    await talked("ana");
    await bothSignIn();
    await keepCallersFor(0);
    const asked = vi.spyOn(world.stores.contacts, "lastAgent");
    expect(await rings("bo")).toEqual(NOBODY);
    expect(asked).not.toHaveBeenCalled();
  });

  test("who is transferred to the queue by an agent", async () => {
    await talked("ana");
    await world.signIn("ana");
    await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    await world.signIn("bo");
    const contactId = contactOfAna();
    await world.command("ana", "transfer.start", { contactId, target: { kind: "queue", queueId: SERVICE } });
    expect(whoRings()).toEqual(["bo"]);
    expect(lastWish()).toEqual(NOBODY);
  });
});

describe("a store that", () => {
  const withClock: WithTimeout = (work, limitMs, what) =>
    Promise.race([
      work,
      new Promise<never>((_resolve, reject) =>
        world.time.schedule(`limit of ${what}`, world.time.now() + limitMs, () => reject(new Error(what))),
      ),
    ]);

  test("is slow keeps the caller for the limit of a look-up, then they go to whoever is next; the fault is told", async () => {
    await bothSignIn();
    vi.spyOn(world.stores.contacts, "lastAgent").mockReturnValue(new Promise(() => undefined));
    vi.spyOn(world.centre.parts, "withTimeout").mockImplementation(withClock);
    await world.dialDirect(NORMAL_PHONE);
    expect(whoRings()).toEqual([]);
    await world.time.advance(LAST_AGENT_LIMIT_MS);
    expect(whoRings()).toEqual(["bo"]);
    expect(world.faults).toMatchObject([{ message: expect.stringContaining("last agent could not be looked up") }]);
  });

  test("fails costs the caller nothing", async () => {
    await bothSignIn();
    vi.spyOn(world.stores.contacts, "lastAgent").mockRejectedValue(new Error("no disk"));
    await world.dialDirect(NORMAL_PHONE);
    expect(whoRings()).toEqual(["bo"]);
  });

  test("answers when the caller is gone queues nobody", async () => {
    await bothSignIn();
    let answer: (none: null) => void = () => undefined;
    vi.spyOn(world.stores.contacts, "lastAgent").mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const caller = await world.dialDirect(NORMAL_PHONE);
    world.pbx.end(caller);
    await settled();
    answer(null);
    await settled();
    expect(inLine()).toEqual([]);
    expect(whoRings()).toEqual([]);
    const records = await world.stores.contacts.list({ limit: 1 });
    expect(records).toMatchObject([{ phase: "closed", outcome: "left-ivr" }]);
  });
});

describe("after a restart", () => {
  const restart = async () => {
    world = await new CentreInMemory(world).start();
  };

  test("a caller whose agent talks on waits for them until the very moment they would have", async () => {
    await calledWhileBusy();
    const until = world.time.now() + WAIT_MS;
    await world.time.advance(10_000);
    await restart();
    await world.signIn("bo");
    expect(whoRings()).toEqual([]);
    expect(world.time.now() - (inLine()[0]?.waitingSince ?? 0)).toBe(10_000);
    expect(whyOf(inLine()[0]?.contactId)?.holdsFor).toEqual({ agentId: ANA, until });
    await world.time.advance(WAIT_MS - 10_000 - 1);
    expect(whoRings()).toEqual([]);
    await world.time.advance(1);
    expect(whoRings()).toEqual(["bo"]);
    expect(world.faults).toEqual([]);
  });

  test("nobody is waited for who is not signed in again, and nobody for longer than the limit", async () => {
    await talked("ana");
    await bothSignIn();
    await world.dialDirect(NORMAL_PHONE);
    expect(whoRings()).toEqual(["ana"]);
    await restart();
    expect(lastWish()).toEqual({ preferredAgentId: ANA, preferredWaitMs: WAIT_MS });
    expect(whyOf(inLine()[0]?.contactId)?.holdsFor).toBeNull();
    await world.signIn("bo");
    expect(whoRings()).toEqual(["bo"]);
  });

  test("nobody who has missed the caller before is waited for", async () => {
    await talked("ana");
    await world.signIn("ana");
    await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(16_000);
    expect(inLine()).toHaveLength(1);
    await restart();
    expect(lastWish()).toEqual(NOBODY);
  });
});
