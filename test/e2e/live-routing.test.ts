import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_NORMAL, DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import { RoutingPlanInForceSchema, type RoutingPlanInForce } from "../../shared/wire/routing-schemas.ts";
import { AllWaitingOptionsSchema } from "../../shared/wire/waiting-schemas.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { signedIn } from "./people-with-tones.ts";
import type { ConsolePage } from "./pages/console-page.ts";
import type { ServerApi } from "./server-api.ts";
import { AGENT_HZ, CUSTOMER_HZ, musicWithout, OTHER_HZ, speaks } from "./tones.ts";

/** The plan is changed while three callers wait: none of them may be dropped, overtaken or rung at the wrong agent. */
const NEVER = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

let env: Environment;
let ana: ConsolePage;
let bo: ConsolePage;
let sofia: ConsolePage;
let admin: ServerApi;
let supervisor: ServerApi;

beforeAll(async () => {
  env = await startEnvironment();
  [admin, supervisor] = [await env.api("admin"), await env.api("sofia")];
  ana = await signedIn(env, "ana", AGENT_HZ);
  bo = await signedIn(env, "bo", OTHER_HZ);
  sofia = await signedIn(env, "sofia", OTHER_HZ);
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

const put = async (path: string, body: unknown): Promise<void> => {
  const reply = await admin.send(path, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect([200, 204], `${path}: ${await reply.text()}`).toContain(reply.status);
};

type Plan = Pick<RoutingPlanInForce, "queues" | "agents" | "entryPoints" | "skills" | "shifts">;

/** As the routing panel does it: what is in force, changed, saved over the revision it was read at. */
async function change(part: (plan: Plan) => Partial<Plan>): Promise<void> {
  const inForce = await admin.get(RoutingPlanInForceSchema, "/api/routing");
  const { revision, queues, agents, entryPoints, skills, shifts } = inForce;
  const plan = { queues, agents, entryPoints, skills, shifts };
  await put("/api/routing", { plan: { ...plan, ...part(plan) }, baseRevision: revision });
}

const service = (changed: Partial<Plan["queues"][number]>) =>
  change(({ queues }) => ({
    queues: queues.map((queue) => (queue.queueId === "service" ? { ...queue, ...changed } : queue)),
  }));

/** A caller in the queue; the next one comes only when this one has their place. */
async function waits(from: string): Promise<CarrierCall> {
  const call = await env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
  await supervisor.contact(({ ani, phase }) => ani.e164 === from && phase === "queued", `${from} in the queue`);
  return call;
}

const recordOf = async (from: string): Promise<ContactRecord> =>
  supervisor.contact(({ ani }) => ani.e164 === from, `the record of ${from}`);

/** Whom the contact was offered to, in order, by its own journal. */
async function offeredTo(from: string): Promise<readonly (string | null)[]> {
  const entries = await supervisor.journal((await recordOf(from)).contactId);
  return entries.filter(({ type }) => type === "offer.made").map(({ agentId }) => agentId);
}

/** Only Ana, of those signed in, has it at this level; 陈静 has it, too, and is at home. */
const BILLING = [[{ skill: "billing", minLevel: 7 }]];

/** The history of a contact, as a supervisor opens it: what the core decided, each time in words. */
async function decisionsOf(contactId: string) {
  await sofia.byId("nav-history").click();
  await sofia.page.locator(`[data-testid="journal-link"][href*="${contactId}"]`).click();
  await sofia.byId("journal-contact").filter({ hasText: contactId }).waitFor();
  return (decision: "waits" | "still-waits" | "offered") =>
    sofia.page.locator(`[data-testid="journal-routing"][data-decision="${decision}"]`);
}

describe("why a call is still waiting", () => {
  const WHY = "+8613955558740";

  it("a supervisor sees who stands in its way, sees it change with what the agents do, and finds it in the history", async () => {
    await service({ alternatives: BILLING });
    await ana.notReady("lunch");
    await bo.ready();
    const call = await waits(WHY);
    const { contactId } = await recordOf(WHY);

    await sofia.byId("nav-wallboard").click();
    await sofia.page.locator('[data-testid="queue-row"][data-queue-id="service"] th').click();
    const row = sofia.page.locator(`[data-testid="waiting-row"][data-contact-id="${contactId}"]`);
    const headline = (hasText: string) => row.getByTestId("waiting-why").filter({ hasText }).waitFor();
    await headline("1 agent has billing level 7: 1 at lunch.");
    await row.locator("summary").click();
    const reasons = row.getByTestId("waiting-reasons");
    const reads = (...lines: readonly string[]) =>
      Promise.all(lines.map((line) => reasons.locator("li").filter({ hasText: line }).waitFor()));
    await reads(
      "1 more who could is signed out.",
      "1 other agent is signed in without what it needs.",
      "Place 1 in the line.",
      "Ana Lindqvist: at lunch",
      "Bo Andersen: has no billing",
    );

    // Nothing happens to the caller: what an agent does is enough, and what is open stays open.
    await ana.notReady("meeting");
    await headline("1 agent has billing level 7: 1 in a meeting.");
    await reads("Ana Lindqvist: in a meeting");
    await bo.notReady();
    await reads("Bo Andersen: has no billing");
    await ana.ready();
    await headline("Rings at Ana Lindqvist now.");
    await ana.answer();
    await row.waitFor({ state: "detached" });
    await call.hearUntil(speaks(AGENT_HZ), "Ana");
    await ana.hangUp();
    await ana.finish("resolved", "why it waited");
    await ana.notReady();

    const decisions = await decisionsOf(contactId);
    const nobody = decisions("waits");
    await nobody.filter({ hasText: "Nobody was free: 1 agent has Billing level 7: 1 at lunch." }).waitFor();
    expect(await nobody.innerText()).toContain("Ana Lindqvist: at lunch; Bo Andersen: has no Billing");
    await decisions("offered").filter({ hasText: "An agent was chosen: Offered to Ana Lindqvist" }).waitFor();
    await service({ alternatives: [] });
  });
});

describe("a caller sent to another queue by hand", () => {
  const SENT = "+8613955558741";

  it("keeps music, place by age and voice: the supervisor picks the queue in the row, whoever is ready there talks with them", async () => {
    await Promise.all([ana, bo].map((agent) => agent.notReady()));
    const call = await waits(SENT);
    const { contactId, queuedAt } = await recordOf(SENT);
    await sofia.byId("nav-wallboard").click();
    await sofia.page.locator('[data-testid="queue-row"][data-queue-id="service"] th').click();
    const row = sofia.page.locator(`[data-testid="waiting-row"][data-contact-id="${contactId}"]`);
    await row.locator("summary").click();
    await row.getByTestId("waiting-send").click();
    await sofia.byId("menu-sales").click();
    await row.waitFor({ state: "detached" });
    expect(await recordOf(SENT)).toMatchObject({
      phase: "queued",
      queueId: "sales",
      overflowedFrom: ["service"],
      queuedAt,
    });
    await sofia.page.locator('[data-testid="queue-row"][data-queue-id="sales"] th').click();
    await row.waitFor();
    await ana.ready();
    await ana.answer();
    await call.hearUntil(speaks(AGENT_HZ), "Ana");
    const noted = (await supervisor.journal(contactId)).filter(({ type }) => type === "queue.redirected");
    expect(noted.map(({ payload }) => payload)).toMatchObject([
      { byName: "Sofia Marchetti", fromQueueId: "service", queueId: "sales" },
    ]);
    await ana.hangUp();
    await ana.finish("resolved", "sent to sales");
    await ana.notReady();
  });
});

describe("a caller given to one agent by hand", () => {
  const GIVEN = "+8613955558742";
  const rowOf = (contactId: string) =>
    sofia.page.locator(`[data-testid="waiting-row"][data-contact-id="${contactId}"]`);

  it("who talks: hears music with age and place, nobody else is rung, and then voice goes both ways with them", async () => {
    await Promise.all([ana, bo].map((agent) => agent.notReady()));
    await ana.ready();
    const [from, to] = ["+8613955558743", DEMO_SERVICE_NUMBERS.serviceDirect];
    const first = await env.carrier.call({ from, to, toneHz: CUSTOMER_HZ });
    await ana.answer();
    await first.hearUntil(speaks(AGENT_HZ), "Ana");
    const call = await waits(GIVEN);
    const { contactId, queuedAt } = await recordOf(GIVEN);
    await sofia.byId("nav-wallboard").click();
    await sofia.page.locator('[data-testid="queue-row"][data-queue-id="service"] th').click();
    await rowOf(contactId).locator("summary").click();
    await rowOf(contactId).getByTestId("waiting-send").click();
    await sofia.page.getByRole("menuitem", { name: /^Ana Lindqvist/u }).click();
    await rowOf(contactId).getByTestId("waiting-why").filter({ hasText: "gave it to Ana Lindqvist" }).waitFor();
    await bo.ready();
    await call.hearUntil(musicWithout(AGENT_HZ), "music");
    expect(await recordOf(GIVEN)).toMatchObject({ phase: "queued", queueId: "service", queuedAt });
    await ana.hangUp();
    await ana.finish("resolved", "the one before");
    await ana.answer();
    await call.hearUntil(speaks(AGENT_HZ), "Ana");
    const noted = (await supervisor.journal(contactId)).filter(({ type }) => type === "queue.given");
    expect(noted.map(({ payload }) => payload)).toMatchObject([{ byName: "Sofia Marchetti", toName: "Ana Lindqvist" }]);
    expect(await offeredTo(GIVEN), "only Ana was rung").toEqual([noted[0]?.agentId]);
    await ana.hangUp();
    await ana.finish("resolved", "given to me");
    await Promise.all([ana, bo].map((agent) => agent.notReady()));
  });
});

describe("a queue that keeps callers for the agent who talked with them last", () => {
  const { phone } = DEMO_NORMAL;

  async function keepCallersFor(lastAgentWaitMs: number): Promise<void> {
    const { options, revisions } = await admin.get(AllWaitingOptionsSchema, "/api/waiting-options");
    const own = options.find(({ queueId }) => queueId === "service") ?? expect.fail("no options of the queue");
    const { revision: baseRevision = 0 } = revisions.find(({ queueId }) => queueId === "service") ?? {};
    await put("/api/waiting-options/service", { options: { ...own, lastAgentWaitMs }, baseRevision });
  }

  it("who calls again at once waits for her while she wraps up, although somebody is free, and the journal says for whom and until when", async () => {
    await keepCallersFor(300_000);
    const first = await waits(phone);
    await ana.ready();
    await ana.answer();
    await first.hearUntil(speaks(AGENT_HZ), "Ana");
    await ana.hangUp();
    await bo.ready();

    const again = await waits(phone);
    const { contactId } = await recordOf(phone);
    await sofia.byId("nav-wallboard").click();
    // By its name: in the middle of the row are figures, which lead to the calls behind them.
    await sofia.page.locator('[data-testid="queue-row"][data-queue-id="service"] th').click();
    const row = sofia.page.locator(`[data-testid="waiting-row"][data-contact-id="${contactId}"]`);
    await row.getByTestId("waiting-why").filter({ hasText: "Waits for Ana Lindqvist alone until" }).waitFor();
    expect(await offeredTo(phone)).toEqual([]);
    await bo.inState("ready");

    await ana.finish("resolved", "the first call");
    await ana.answer();
    await again.hearUntil(speaks(AGENT_HZ), "Ana, again");
    expect(await offeredTo(phone)).toEqual(["user-ana"]);
    await ana.hangUp();
    await ana.finish("resolved", "the second call");
    await ana.notReady();
    await bo.notReady();

    const decisions = await decisionsOf(contactId);
    await decisions("waits")
      .filter({ hasText: /Waits for Ana Lindqvist alone until \d\d:\d\d:\d\d/u })
      .waitFor();
    await decisions("offered").filter({ hasText: "Offered to Ana Lindqvist: the caller's own agent" }).waitFor();
    await keepCallersFor(0);
  });
});

describe("the routing plan changes while callers wait", () => {
  const [FIRST, SECOND, THIRD, LATE] = ["+8613955558741", "+8613955558742", "+8613955558743", "+8613955558744"];

  it("strategy, skill, membership and hours: nobody dropped, nobody overtaken, each at the right agent", async () => {
    const calls = [await waits(FIRST), await waits(SECOND), await waits(THIRD)];
    const before = await Promise.all([FIRST, SECOND, THIRD].map(recordOf));

    await service({ strategy: "round-robin" });
    // Bo, ready before her, is not for these callers.
    await service({ alternatives: BILLING });
    await bo.ready();
    await ana.ready();
    await ana.answer();
    expect(await offeredTo(FIRST)).toEqual(["user-ana"]);
    await calls[0]?.hearUntil(speaks(AGENT_HZ), "Ana");
    expect(await offeredTo(SECOND)).toEqual([]);

    // The requirement goes: Bo, who is ready, is rung for the next one in the same moment.
    await service({ alternatives: [] });
    await bo.answer();
    await calls[1]?.hearUntil(speaks(OTHER_HZ), "Bo");
    expect(await offeredTo(SECOND)).toEqual(["user-bo"]);

    // Ana is taken out of the queue in the middle of its call, which goes on; then she is free, and not rung.
    await change(({ agents }) => ({
      agents: agents.map((agent) =>
        agent.agentId === "user-ana"
          ? { ...agent, memberships: agent.memberships.filter(({ queueId }) => queueId !== "service") }
          : agent,
      ),
    }));
    await calls[0]?.hearUntil(speaks(AGENT_HZ), "Ana, still");
    await ana.hangUp();
    await ana.finish("resolved", "first");
    await ana.inState("ready");

    // Closed from now on: who came later is turned away, who waits is served.
    const calendar = { calendarId: "never", names: { en: "Never", zh: "从不" }, timeZone: "Asia/Shanghai" };
    await put("/api/hours/never", { calendar: { ...calendar, weekly: NEVER, exceptions: [] }, baseRevision: null });
    await service({ calendarId: "never" });
    const late = await env.carrier.call({ from: LATE, to: DEMO_SERVICE_NUMBERS.serviceDirect });
    await late.ended(30_000);
    expect((await recordOf(LATE)).outcome).toBe("closed");
    expect((await recordOf(THIRD)).phase).toBe("queued");
    expect(await offeredTo(THIRD)).toEqual([]);

    // The reasons of a long wait are looked at again, and what is new stands in the history.
    const third = before[2]?.contactId ?? expect.fail("there is no third caller");
    await supervisor.journalUntil(third, (all) =>
      all.some(({ payload }) => JSON.stringify(payload).includes("still-waits")),
    );
    const decisions = await decisionsOf(third);
    await decisions("waits").filter({ hasText: "Nobody was free: 2 agents can take it: 2 on a break." }).waitFor();
    await decisions("still-waits").first().filter({ hasText: "Still waiting: " }).waitFor();

    await bo.hangUp();
    await bo.finish("resolved", "second");
    await bo.answer();
    await calls[2]?.hearUntil(speaks(OTHER_HZ), "Bo");
    expect(await offeredTo(THIRD)).toEqual(["user-bo"]);
    expect(calls.map(({ isOver }) => isOver)).toEqual([true, true, false]);
    // Each answered once, in the order they came, with the age they had.
    const after = await Promise.all([FIRST, SECOND, THIRD].map(recordOf));
    expect(after.map(({ queuedAt, outcome }) => ({ queuedAt, outcome }))).toEqual(
      before.map(({ queuedAt }) => ({ queuedAt, outcome: "handled" })),
    );
    const answers = after.map(({ answeredAt }) => answeredAt ?? 0);
    expect(answers).toEqual(answers.toSorted((a, b) => a - b));
    await bo.hangUp();
    await bo.finish("resolved", "third");
  });
});
