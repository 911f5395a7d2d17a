import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import { GOOD_MOS } from "../../shared/domain/call-quality.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { toneLevelDb } from "../carrier/tone-level.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearToneOnPage } from "./hear-remote-audio.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { ownMicrophones, plug } from "./pages/own-microphones.ts";
import { breakSipSockets, iceNames, watchMedia } from "./pages/watch-media.ts";
import { watchedCalls } from "./pages/watch-calls.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ, GONE_DB, HEARD_DB, speaks } from "./tones.ts";

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
  afterEach(() => env.carrier.hangUpAll());

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
    const figures = await ana.byId("line-figures").innerText();
    const [score = 0, lossPercent = 0, jitterMs = 0] = [/Score ([\d.]+)/u, /([\d.]+)% lost/u, /jitter (\d+)/u].map(
      (figure) => Number(figure.exec(figures)?.[1] ?? expect.fail(figures)),
    );
    // A machine with more to do than it can really loses packets, and must not be told that its line is good.
    const isGood = (await ana.byId("check-line").getAttribute("data-verdict")) === "good";
    expect(isGood ? score >= GOOD_MOS : score <= GOOD_MOS, figures).toBe(true);
    expect(isGood || lossPercent > 0.5 || jitterMs > 10, figures).toBe(true);
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
    await ana.finish("resolved", "during the line check");
    await ana.notReady();
  });
});

describe("an agent's headset", () => {
  const MICROPHONES = [
    { name: "Headset", hz: 600 },
    { name: "Built-in microphone", hz: 900 },
  ];
  const BUILT_IN_HZ = 900;
  const HEADSET_HZ = 600;
  /** From the plug to a whole second of the other microphone's tone in the customer's ear, on a busy machine. */
  const TAKEN_OVER_MS = 3_000;
  let call: CarrierCall;

  beforeAll(async () => {
    await ana.page.addInitScript(ownMicrophones, MICROPHONES);
    await ana.page.reload();
    await ana.page.locator('[data-testid="phone-status"][data-registered="true"]').waitFor();
    await ana.ready();
    call = await calling("+8613800138734");
    await ana.answer();
  });

  const customerHears = (hz: number) => call.hearUntil(speaks(hz), `the microphone of ${hz} Hz`, TAKEN_OVER_MS);
  const choose = async (name: string) => {
    await ana.byId("device-microphone").click();
    await ana.page.getByRole("option", { name }).click();
  };
  const usedNow = (name: string, more: string) =>
    ana
      .byId("notices")
      .filter({ hasText: `${name}The call goes on${more}` })
      .waitFor();
  const silent = (sound: Parameters<typeof toneLevelDb>[0]) =>
    MICROPHONES.every(({ hz }) => toneLevelDb(sound, hz) < GONE_DB);

  it("chosen in the settings during a call: the customer hears it; pulled, the other one; plugged in again, it again", async () => {
    await call.hearUntil(speaks(HEADSET_HZ), "the system's microphone");
    await ana.page.evaluate(() => (location.hash = "#/settings"));
    await choose("Built-in microphone");
    await customerHears(BUILT_IN_HZ);
    await choose("Headset");
    await customerHears(HEADSET_HZ);
    await ana.page.evaluate(() => (location.hash = "#/"));
    await plug(ana.page, "Headset", false);
    await customerHears(BUILT_IN_HZ);
    await usedNow("Built-in microphone", ".");
    await plug(ana.page, "Headset", true);
    await customerHears(HEADSET_HZ);
    await usedNow("Headset", ".");
  });

  it("who is muted stays muted when it is pulled and when it is plugged in again", async () => {
    await ana.mute(true);
    await call.hearUntil(silent, "nothing of a muted agent");
    for (const [isIn, name] of [
      [false, "Built-in microphone"],
      [true, "Headset"],
    ] as const) {
      await plug(ana.page, "Headset", isIn);
      await usedNow(name, ", and you are still muted.");
      expect(silent(await call.hear(1))).toBe(true);
    }
    await ana.mute(false);
    await customerHears(HEADSET_HZ);
  });

  it("the last one pulled: the agent is told that the customer hears nothing; plugged in again, the voice is back", async () => {
    for (const { name } of MICROPHONES) await plug(ana.page, name, false);
    await microphoneBanner("missing").waitFor();
    await plug(ana.page, "Built-in microphone", true);
    await customerHears(BUILT_IN_HZ);
    await ana.byId("microphone-banner").waitFor({ state: "detached" });
    await plug(ana.page, "Headset", true);
    await customerHears(HEADSET_HZ);
  });

  it("permission taken back in a call: what to do is said, and allowed again the customer hears the agent", async () => {
    await allowMicrophone(false);
    await microphoneBanner("refused").waitFor();
    expect(await ana.byId("microphone-banner").innerText()).toMatch(/the customer cannot hear you.+Allow it/u);
    await call.hearUntil(silent, "nothing without a microphone");
    await allowMicrophone(true);
    await customerHears(HEADSET_HZ);
    await ana.byId("microphone-banner").waitFor({ state: "detached" });
    await ana.hangUp();
    await ana.finish("resolved", "unplugged");
    await ana.inState("ready");
  });

  it("permission taken back between two calls: not ready, with the remedy; allowed again, ready by itself", async () => {
    await allowMicrophone(false);
    await ana.inState("not-ready");
    expect(await microphoneBanner("refused").innerText()).toMatch(/nobody can call you.+Allow it/u);
    await allowMicrophone(true);
    await ana.inState("ready");
    await ana.byId("microphone-banner").waitFor({ state: "detached" });
  });
});

/** As with the icon beside the address. */
async function allowMicrophone(allowed: boolean): Promise<void> {
  const context = ana.page.context();
  // Playwright adds to what was granted before; what is not granted is forbidden.
  await context.clearPermissions();
  await context.grantPermissions(allowed ? ["microphone"] : []);
}

const microphoneBanner = (problem: string) =>
  ana.page.locator(`[data-testid="microphone-banner"][data-problem="${problem}"]`);

async function echoIsPlayed(): Promise<void> {
  await ana.page.waitForFunction(() => {
    const audio = document.querySelector("[data-testid=remote-audio]");
    return audio instanceof HTMLMediaElement && audio.srcObject !== null;
  });
}
