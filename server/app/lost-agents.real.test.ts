import { afterAll, beforeAll, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../demo/demo-cases.ts";
import { type Environment, startEnvironment } from "../../test/e2e/environment.ts";
import { ConsolePage } from "../../test/e2e/pages/console-page.ts";
import { proveVoice } from "../../test/e2e/prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ } from "../../test/e2e/tones.ts";

let env: Environment;

beforeAll(async () => {
  env = await startEnvironment();
});
afterAll(() => env?.stop());

async function signIn(): Promise<ConsolePage> {
  const browser = await env.browser(AGENT_HZ);
  return ConsolePage.signIn(browser, env.server.url, { login: "ana", password: env.server.password("ana") });
}

it("a page that is reloaded, then killed, then taken over in one call: both hear each other again each time", async () => {
  const ana = await signIn();
  await ana.ready();
  const from = "+8613800138701";
  const call = await env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
  await ana.answer();
  await proveVoice(call, ana.page);

  // F5; the browser's question whether to leave a call is answered with yes.
  ana.page.on("dialog", (dialog) => void dialog.accept());
  await ana.page.reload();
  await ana.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
  await proveVoice(call, ana.page);

  // Killed: no goodbye of any kind; the same person begins anew.
  await ana.page.context().close();
  const again = await signIn();
  await again.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
  await proveVoice(call, again.page);

  // A second sign-in takes the call along.
  const elsewhere = await signIn();
  await elsewhere.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
  await proveVoice(call, elsewhere.page);

  await elsewhere.hangUp();
  await elsewhere.finish("resolved", "still there");
  await elsewhere.inState("ready");
  const supervisor = await env.api("sofia");
  const record = await supervisor.contact(
    (contact) => contact.ani.e164 === from && contact.phase === "closed",
    "the closed call",
  );
  expect(record).toMatchObject({ outcome: "handled", note: "still there", agentId: "user-ana" });
});
