import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { loudnessDb } from "../carrier/tone-level.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { signedIn } from "./people-with-tones.ts";
import { type ConsolePage, fieldOf } from "./pages/console-page.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ, isWithout, musicWithout, OTHER_HZ, SPOKEN_DB } from "./tones.ts";
import { wokenAfter } from "./woken-after.ts";

/** Longer than the minute in which an agent's own call waits for them, with what it takes to miss them. What is tried, not a wait. */
const SLEEP_MS = 80_000;
/** Missed after 4.5 s by the page, 2 s later by the voice, a minute of grace; the rest is the ear's and the colleague's ring. */
const GRACE_OVER_MS = 75_000;
const MUSIC_WITHIN_MS = 8_000;
const LIMIT_MS = 240_000;
const NOTE = "Half a sentence before the lid was clo";

let env: Environment;
let browser: Browser;
let ana: ConsolePage;

beforeAll(async () => {
  env = await startEnvironment();
  browser = await env.browser(AGENT_HZ);
  ana = await signedIn(env, "ana", AGENT_HZ);
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

async function talking(from: string): Promise<CarrierCall> {
  const call = await env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
  await ana.answer();
  await proveVoice(call, ana.page);
  await fieldOf(ana.byId("note")).fill(NOTE);
  await ana.page.locator('[data-testid="draft-status"][data-status="saved"]').waitFor();
  return call;
}

/** Everything works again without a reload. */
async function isAwake(): Promise<void> {
  await ana.byId("reconnect-banner").waitFor({ state: "detached" });
  await ana.page.locator('[data-testid="phone-status"][data-registered="true"]').waitFor();
}

it(
  "a machine that sleeps longer than the call waits for it: music all the time, and awake the same customer rings with the note",
  async () => {
    await ana.ready();
    const call = await talking("+8613800138751");
    await wokenAfter(browser, SLEEP_MS, async (hasSlept) => {
      await call.hearUntil(musicWithout(AGENT_HZ), "music soon after the lid was closed", MUSIC_WITHIN_MS);
      while (!hasSlept()) {
        const sound = await call.hear(1);
        // In the queue the place is told between the music: something is heard, and never the agent.
        expect(isWithout(AGENT_HZ)(sound)).toBe(true);
        expect(loudnessDb(sound)).toBeGreaterThan(SPOKEN_DB);
      }
    });
    await isAwake();
    expect(call.isOver).toBe(false);
    // Back within a minute of losing the call: ready by itself, and who waits for longest is the same customer.
    await ana.answer();
    expect(await fieldOf(ana.byId("note")).inputValue()).toBe(NOTE);
    await proveVoice(call, ana.page);
    await ana.hangUp();
    expect(await call.ended()).toBe(16);
    await ana.finish("resolved", "after a long sleep");
    await ana.inState("ready");
  },
  LIMIT_MS,
);

/** Another two minutes, nearly all of them asleep. */
const isLong = process.env["CORDBOARD_LONG_TESTS"] !== undefined;

it.runIf(isLong)(
  "a colleague takes the customer with the note as soon as the minute is over; who wakes later finds no call and can go on",
  async () => {
    const bo = await signedIn(env, "bo", OTHER_HZ);
    const call = await talking("+8613800138752");
    await bo.ready();
    const fellAsleepAt = performance.now();
    await wokenAfter(browser, SLEEP_MS, async () => {
      await call.hearUntil(musicWithout(AGENT_HZ), "music soon after the lid was closed", MUSIC_WITHIN_MS);
      await bo.page
        .locator('[data-testid="answer"]:not([disabled]):not([data-pending])')
        .click({ timeout: GRACE_OVER_MS });
      await proveVoice(call, bo.page, OTHER_HZ);
      expect(performance.now() - fellAsleepAt).toBeGreaterThan(60_000);
      expect(await fieldOf(bo.byId("note")).inputValue()).toBe(NOTE);
    });
    await isAwake();
    // Nothing of who woke up disturbs the two.
    await proveVoice(call, bo.page, OTHER_HZ);
    await bo.hangUp();
    expect(await call.ended()).toBe(16);
    await bo.finish("resolved", "for Ana, who was asleep");
    await bo.notReady();
    await ana.inState("ready");
    const next = await talking("+8613800138753");
    await ana.hangUp();
    expect(await next.ended()).toBe(16);
    await ana.finish("resolved", "awake");
  },
  LIMIT_MS,
);
