import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearToneOnPage } from "./hear-remote-audio.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { breakSipSockets, iceNames, watchMedia } from "./pages/watch-media.ts";
import { watchedCalls } from "./pages/watch-calls.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ, HEARD_DB } from "./tones.ts";

/** Before the first look of the server by itself (1.5 s): sooner is by the page's word. */
const READY_AT_ONCE_MS = 1_500;
/** As long as it measures (`line-check.ts`), and what it needs to begin. */
const LINE_CHECK_MS = 8_500;

let env: Environment;
let ana: ConsolePage;

beforeAll(async () => {
  env = await startEnvironment();
  ana = await ConsolePage.signIn(await env.browser(AGENT_HZ), env.server.url, {
    login: "ana",
    password: env.server.password("ana"),
  });
  await ana.page.addInitScript(watchMedia);
  await ana.page.reload();
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

function calling(from: string): Promise<CarrierCall> {
  return env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
}

/** From the click on "sign in" until the agent may become ready, on the page's own clock. */
async function signInAgainMs(): Promise<number> {
  await ana.byId("user-menu").click();
  await ana.byId("menu-sign-out").click();
  await ana.byId("login-name").waitFor();
  const begun = performance.now();
  await ana.fillSignIn("ana", env.server.password("ana"));
  await ana.page.locator('[data-testid="become-ready"]:not([disabled])').waitFor();
  return performance.now() - begun;
}

describe("an agent's line to the exchange", () => {
  it("signed out and in again: ready can be pressed at once, and the phone rings", async () => {
    const took = [await signInAgainMs(), await signInAgainMs(), await signInAgainMs()];
    // A busy machine may be late once; a server that finds out by looking is late each time.
    expect(Math.min(...took), `sign-ins took ${took.map(Math.round).join(", ")} ms`).toBeLessThan(READY_AT_ONCE_MS);
    await ana.ready();
    const call = await calling("+8613800138731");
    await ana.answer();
    await proveVoice(call, ana.page);
    await ana.hangUp();
    await ana.finish("resolved", "after the sign-in");
  });

  it("a change of network: new ICE credentials by one re-INVITE in the same call, and voice both ways again", async () => {
    const call = await calling("+8613800138732");
    await ana.answer();
    await proveVoice(call, ana.page);
    const [before, invited] = [await iceNames(ana.page), (await watchedCalls(ana.page)).invitedAt.length];
    await ana.page.context().setOffline(true);
    expect(await breakSipSockets(ana.page)).toBe(1);
    await ana.page.context().setOffline(false);
    await expect
      .poll(async () => (await iceNames(ana.page)).here !== before.here, { timeout: 20_000, interval: 100 })
      .toBe(true);
    await expect
      .poll(async () => (await iceNames(ana.page)).state, { timeout: 20_000, interval: 100 })
      .toMatch(/^stable (?:connected|completed)$/u);
    await proveVoice(call, ana.page);
    await ana.hold();
    await ana.resume();
    await proveVoice(call, ana.page);
    // The same call all along: nobody was parked and rung again.
    expect((await watchedCalls(ana.page)).invitedAt).toHaveLength(invited);
    expect(call.isOver).toBe(false);
    await ana.hangUp();
    expect(await call.ended()).toBe(16);
    await ana.finish("resolved", "network changed");
    await ana.notReady();
  });

  it("the line check: one hears oneself back from the exchange, and the way is measured", async () => {
    await ana.page.evaluate(() => (location.hash = "#/check"));
    await ana.byId("run-line-check").click();
    await echoIsPlayed();
    await hearToneOnPage(ana.page, AGENT_HZ, HEARD_DB);
    await ana.byId("line-figures").waitFor();
    expect(await ana.byId("check-line").getAttribute("data-verdict")).toBe("good");
    expect(await ana.byId("line-figures").innerText()).toMatch(/\d/u);
  });

  it("a customer who calls during the line check is not kept waiting by it", async () => {
    await ana.page.evaluate(() => (location.hash = "#/check"));
    const began = performance.now();
    await ana.byId("run-line-check").click();
    await echoIsPlayed();
    await ana.ready();
    const call = await calling("+8613800138733");
    await ana.answer();
    // Left alone, the check would still be at it.
    expect(performance.now() - began).toBeLessThan(LINE_CHECK_MS);
    await proveVoice(call, ana.page);
    await ana.hangUp();
  });
});

async function echoIsPlayed(): Promise<void> {
  await ana.page.waitForFunction(() => {
    const audio = document.querySelector("[data-testid=remote-audio]");
    return audio instanceof HTMLMediaElement && audio.srcObject !== null;
  });
}
