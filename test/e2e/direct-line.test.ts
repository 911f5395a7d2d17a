import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_NORMAL, DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearToneOnPage } from "./hear-remote-audio.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { PhonePage } from "./pages/phone-page.ts";
import type { ServerApi } from "./server-api.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ, HEARD_DB, OTHER_HZ } from "./tones.ts";

/** The queue lets it ring for 20 s before the next agent is asked. */
const NEXT_AGENT_WITHIN_MS = 40_000;

let env: Environment;
let ana: ConsolePage;
let bo: ConsolePage;
let supervisor: ServerApi;

beforeAll(async () => {
  env = await startEnvironment();
  supervisor = await env.api("sofia");
  const browser = await env.browser(AGENT_HZ);
  const signIn = (login: string) =>
    ConsolePage.signIn(browser, env.server.url, { login, password: env.server.password(login) });
  ana = await signIn("ana");
  bo = await signIn("bo");
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

/** Ana is asked first: she is idle for longer. */
async function bothReady(): Promise<void> {
  for (const console of [ana, bo]) {
    if ((await console.byId("agent-state").getAttribute("data-state")) !== "not-ready") await console.notReady();
    await console.ready();
    await console.inState("ready");
  }
}

const from = (number: string) => (contact: { readonly ani: { readonly e164: string | null } }) =>
  contact.ani.e164 === number;

describe("straight to an agent", () => {
  it("a rejected call rings at the next agent at once, and the caller keeps their place", async () => {
    await bothReady();
    const number = "+8613800138601";
    const call = await env.carrier.call({ from: number, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
    await ana.offer.waitFor();
    const { contactId, queuedAt } = await supervisor.contact(from(number), "the call");
    await ana.page.locator('[data-testid="reject"]:not([disabled])').click();
    await bo.offer.waitFor();
    await ana.offer.waitFor({ state: "detached" });
    await bo.answer();
    await proveVoice(call, bo.page);
    await bo.hangUp();
    await bo.finish("resolved", "taken over");
    const done = await supervisor.contact(
      (contact) => contact.contactId === contactId && contact.phase === "closed",
      "closed",
    );
    expect(done).toMatchObject({ agentId: "user-bo", missedOffers: 1, outcome: "handled", queuedAt });
  });

  it("a call nobody takes rings at the next agent after the queue's time, and the first is set to not ready", async () => {
    await bothReady();
    const number = "+8613800138602";
    await env.carrier.call({ from: number, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
    await ana.offer.waitFor();
    const { contactId, queuedAt } = await supervisor.contact(from(number), "the call");
    await bo.offer.waitFor({ timeout: NEXT_AGENT_WITHIN_MS });
    await ana.inState("not-ready");
    expect(await ana.byId("agent-state").getAttribute("data-reason")).toBe("ring-no-answer");
    await bo.answer();
    await bo.hangUp();
    await bo.finish("resolved", "second agent");
    const done = await supervisor.contact(
      (contact) => contact.contactId === contactId && contact.phase === "closed",
      "closed",
    );
    expect(done).toMatchObject({ agentId: "user-bo", missedOffers: 1, queuedAt });
  });
});

describe("the web phone in a second browser", () => {
  it("talks with the agent both ways, with the customer's data on the agent's screen, and hangs up", async () => {
    await bothReady();
    const phone = await PhonePage.open(await env.browser(OTHER_HZ), env.server.url);
    await phone.callAs(1);
    await phone.dial(DEMO_SERVICE_NUMBERS.serviceDirect);
    await ana.offer.waitFor();
    expect(await ana.byId("customer-name").innerText()).toContain(DEMO_NORMAL.name);
    await ana.answer();
    await phone.connected();
    await hearToneOnPage(ana.page, OTHER_HZ, HEARD_DB);
    await hearToneOnPage(phone.page, AGENT_HZ, HEARD_DB);
    await phone.page.getByTestId("hang-up-button").click();
    await phone.ended("you-hung-up");
    await ana.inWrapUp();
    await ana.finish("follow-up", "called from the browser");
    const [newest] = await supervisor.timeline(DEMO_NORMAL.customerId);
    expect(newest).toMatchObject({ disposition: "follow-up", note: "called from the browser", outcome: "handled" });
    expect([...ana.problems, ...bo.problems]).toEqual([]);
  });
});
