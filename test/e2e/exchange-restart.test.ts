import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { ON_THE_DESK, ON_THE_WALLBOARD, type StatesSeen, watchStates } from "./pages/watch-states.ts";
import { proveVoice } from "./prove-voice.ts";
import type { ServerApi } from "./server-api.ts";
import { AGENT_HZ, CUSTOMER_HZ } from "./tones.ts";

const TALKING = "+8613800138821";
const LATER = "+8613800138822";
const SILENCED = "+8613800138823";
const WAITING = "+8613800138824";
/** From the exchange's end to a phone that rings again: its start, the line's, the login's. */
const BACK_LIMIT_MS = 40_000;

let env: Environment;
let agent: ConsolePage;
/** Ready without a call, or with nobody to serve them. */
let idle: ConsolePage;
let supervisor: ConsolePage;
let api: ServerApi;

beforeAll(async () => {
  env = await startEnvironment();
  const browser = await env.browser(AGENT_HZ);
  const signIn = (login: string) =>
    ConsolePage.signIn(browser, env.server.url, { login, password: env.server.password(login) });
  [agent, idle, supervisor] = [await signIn("ana"), await signIn("bo"), await signIn("sofia")];
  await supervisor.byId("nav-wallboard").click();
  await supervisor.byId("agent-row").first().waitFor();
  api = await env.api("sofia");
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

const direct = (from: string) =>
  env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
const of =
  (number: string, phase: string) =>
  (contact: { readonly ani: { readonly e164: string | null }; readonly phase: string }) =>
    contact.ani.e164 === number && contact.phase === phase;
/** Nobody can be rung without an exchange: whoever is shown as ready or offered meanwhile is a phantom. */
function expectNoPhantoms(seen: readonly StatesSeen[]): void {
  const away = seen.filter(({ isAway }) => isAway);
  expect(away).not.toEqual([]);
  expect(away.flatMap(({ states }) => states)).not.toEqual([]);
  expect(away.filter(({ states }) => states.includes("ready") || states.includes("offered"))).toEqual([]);
}
/** The process id of an exchange that is not this one. */
async function anotherExchange(than: number): Promise<void> {
  const pid = async () => (await env.server.exchangePid()) ?? than;
  await expect.poll(pid, { timeout: BACK_LIMIT_MS, interval: 100 }).not.toBe(than);
}

describe("the exchange is killed", () => {
  it("is started again by the server; the agent is ready once the phone is back, and the next call is a talk", async () => {
    await agent.ready();
    const call = await direct(TALKING);
    await agent.answer();
    await proveVoice(call, agent.page);
    await idle.ready();
    const board = await watchStates(supervisor.page, ON_THE_WALLBOARD);
    const desk = await watchStates(idle.page, ON_THE_DESK);
    const before = (await env.server.exchangePid()) ?? expect.fail("there is no exchange");
    process.kill(before, "SIGKILL");

    // What was said is in the record: the customer is gone, the agent may write it down.
    await agent.inWrapUp();
    await agent.page.getByTestId("call-band").getByText("the line was lost").waitFor();
    await agent.finish("follow-up", "cut off by the exchange");
    const closed = await api.contact(of(TALKING, "closed"), "the call that was cut off");
    expect(closed).toMatchObject({ outcome: "handled", note: "cut off by the exchange" });
    const types = (await api.journal(closed.contactId)).map(({ type }) => type);
    expect(types.filter((type) => type === "contact.closed")).toHaveLength(1);

    await anotherExchange(before);
    expect(env.server.isRunning).toBe(true);
    expect(env.server.output).toContain("The exchange has ended by itself; it is started again");
    for (const { page } of [agent, idle])
      await page.locator('[data-testid="agent-state"][data-state="ready"]').waitFor({ timeout: BACK_LIMIT_MS });
    expectNoPhantoms(await board());
    expectNoPhantoms(await desk());
    await idle.notReady();
    const again = await direct(LATER);
    await agent.answer();
    await proveVoice(again, agent.page);
    await agent.hangUp();
    await agent.finish("resolved", "the exchange is back");
    await agent.notReady();
  });
});

describe("the exchange is silent: nothing comes over its line, and nobody closes it", () => {
  it("is known to be away, and nobody is offered to; the call that was on goes on when it speaks again, and who waits is served", async () => {
    await agent.ready();
    const call = await direct(SILENCED);
    await agent.answer();
    await proveVoice(call, agent.page);
    const talking = await api.contact(of(SILENCED, "connected"), "the call");
    const waiting = await direct(WAITING);
    const { contactId } = await api.contact(of(WAITING, "queued"), "who waits");
    const offers = async () => (await api.journal(contactId)).filter(({ type }) => type === "offer.made");
    const board = await watchStates(supervisor.page, ON_THE_WALLBOARD);
    const pid = (await env.server.exchangePid()) ?? expect.fail("there is no exchange");
    process.kill(pid, "SIGSTOP");
    try {
      for (const { page } of [agent, idle]) await page.locator(ON_THE_DESK.away).waitFor();
      await supervisor.page.locator(ON_THE_WALLBOARD.away).waitFor();
      expect(await offers()).toEqual([]);
    } finally {
      process.kill(pid, "SIGCONT");
    }
    await proveVoice(call, agent.page);
    expectNoPhantoms(await board());
    expect(await offers()).toEqual([]);
    await idle.page.locator('[data-testid="phone-status"][data-registered="true"]').waitFor();
    await idle.ready();
    await idle.answer();
    await proveVoice(waiting, idle.page);
    await idle.hangUp();
    await idle.finish("resolved", "waited for a silent exchange");
    await agent.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
    await agent.hangUp();
    expect(await call.ended()).toBe(16);
    await agent.finish("resolved", "only silent");
    const closed = await api.contact(of(SILENCED, "closed"), "the call closed");
    expect(closed).toMatchObject({ contactId: talking.contactId, answeredAt: talking.answeredAt, outcome: "handled" });
  });
});
