import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { signedIn } from "./people-with-tones.ts";
import type { ConsolePage } from "./pages/console-page.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ, OTHER_HZ } from "./tones.ts";

/** Somebody at the carrier who calls, is missed, and is called back from wherever their number stands. */
const CALLER = "+861065529944";

let env: Environment;
let ana: ConsolePage;

beforeAll(async () => {
  env = await startEnvironment();
  env.carrier.subscriber(CALLER, "answer", CUSTOMER_HZ);
  ana = await signedIn(env, "ana", AGENT_HZ);
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

const direct = (from: string) =>
  env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });

/** The call is made, both hear each other. */
async function talksWithCaller(): Promise<CarrierCall> {
  const call = await env.carrier.receives(CALLER);
  await ana.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
  await proveVoice(call, ana.page);
  return call;
}

async function ends(call: CarrierCall, note: string): Promise<void> {
  await ana.hangUp();
  expect(await call.ended()).toBe(16);
  await ana.finish("resolved", note);
}

describe("a number that stands anywhere", () => {
  it("of a missed offer, which says why it was missed, is called with one press and a confirmation; L calls it again", async () => {
    await ana.ready();
    const missed = await direct(CALLER);
    await ana.page.locator('[data-testid="reject"]:not([disabled])').click();
    await ana.inState("not-ready");
    await missed.hangUp();
    await ana.byId("nav-history").click();
    await ana.byId("tab-missed").click();
    const row = ana.byId("missed-offer").first();
    await row.waitFor();
    expect(await row.getAttribute("data-reason")).toMatch(/reject/u);
    await row.getByTestId("phone-link").click();
    await ana.byId("dial-confirm").click();
    await ends(await talksWithCaller(), "called back");

    await ana.page.keyboard.press("Alt+l");
    await ana.byId("dial-confirm").waitFor();
    await ana.page.keyboard.press("Enter");
    const again = await talksWithCaller();
    // And a promise is made in the same call.
    await ana.byId("promise-call").click();
    await ana.byId("agenda-save").click();
    await ana.byId("agenda-form").waitFor({ state: "detached" });
    await ends(again, "rung again");
  });

  it("of a promised call is in the agenda after a reload, is called from there, and the promise is kept", async () => {
    await ana.page.reload();
    await ana.byId("nav-agenda").click();
    await ana.page.locator('[data-testid="agenda-entry"][data-state="open"]').getByTestId("agenda-call").click();
    await ana.byId("dial-confirm").click();
    const call = await talksWithCaller();
    await ana.byId("nav-desk").click();
    await ana.byId("promised-done").click();
    await ends(call, "as promised");
    await ana.byId("nav-agenda").click();
    await ana.page.locator('[data-testid="agenda-entry"][data-state="done"]').waitFor();
  });
});

describe("the history", () => {
  it("of an agent has their own calls only, a supervisor's the team's", async () => {
    const bo = await signedIn(env, "bo", OTHER_HZ);
    await bo.ready();
    const call = await direct("+8613800138771");
    await bo.answer();
    await proveVoice(call, bo.page, OTHER_HZ);
    await bo.hangUp();
    await bo.finish("resolved", "Bo's own");
    const sofia = await signedIn(env, "sofia", OTHER_HZ);
    const people = async (page: ConsolePage): Promise<readonly boolean[]> => {
      await page.byId("nav-history").click();
      await page.byId("history-row").first().waitFor();
      const text = await page.byId("history-view").innerText();
      return ["138 0013 8771", "106 552 9944"].map((number) => text.replaceAll("\u00a0", " ").includes(number));
    };
    const shown = async (page: ConsolePage) => JSON.stringify(await people(page));
    await expect.poll(() => shown(bo)).toBe("[true,false]");
    await expect.poll(() => shown(ana)).toBe("[false,true]");
    await expect.poll(() => shown(sofia)).toBe("[true,true]");
  });
});
