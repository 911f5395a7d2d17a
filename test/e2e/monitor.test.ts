import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { toneLevelDb } from "../carrier/tone-level.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearRemoteAudio, hearToneOnPage } from "./hear-remote-audio.ts";
import { onExchange } from "./on-exchange.ts";
import { signedIn, talkingWith } from "./people-with-tones.ts";
import type { ConsolePage } from "./pages/console-page.ts";
import { AGENT_HZ, CUSTOMER_HZ, GONE_DB, HEARD_DB, OTHER_HZ, speaks } from "./tones.ts";

/** A second agent's microphone, and who calls them: far enough from the others. */
const NEXT_AGENT_HZ = 860;
const NEXT_CUSTOMER_HZ = 1_370;

/** From its end to an exchange without any of it. */
const OVER_MS = 1_000;
/** From a server that says it is ready to its first look at the exchange being through. */
const FIRST_LOOK_MS = 3_000;
/** Its start, the line's, the login's. */
const EXCHANGE_BACK_LIMIT_MS = 40_000;

/** A supervisor clicks Listen on the board: the agent, the customer and the supervisor each have a tone, and record what they hear. */
let env: Environment;
let ana: ConsolePage;
let sofia: ConsolePage;

beforeAll(async () => {
  env = await startEnvironment();
  ana = await signedIn(env, "ana", AGENT_HZ);
  sofia = await signedIn(env, "sofia", OTHER_HZ);
  await ana.ready();
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

async function listen(): Promise<void> {
  await sofia.page.locator('[data-testid="agent-listen"]:not([aria-disabled="true"])').first().click();
  await strip("listen").waitFor({ timeout: 20_000 });
}

const strip = (mode: string) =>
  sofia.page.locator(`[data-testid="monitor-strip"][data-state="live"][data-mode="${mode}"]`);

async function choose(mode: "listen" | "whisper" | "barge"): Promise<void> {
  await sofia.byId(`monitor-${mode}`).click();
  await strip(mode).waitFor();
}

/** What the exchange has of monitors: legs and snoops, and the bridges they meet in. */
async function monitorParts(): Promise<readonly string[]> {
  const { channels, bridges } = await onExchange(env);
  return [...channels, ...bridges].map(({ id }) => id).filter((id) => id.startsWith("monitor-"));
}

const nothingLeft = (limitMs = OVER_MS) =>
  vi.waitFor(async () => expect(await monitorParts()).toEqual([]), { timeout: limitMs, interval: 50 });

describe("a supervisor on a call", () => {
  it("hears both; a whisper reaches the agent alone, on hold too; barging in reaches both; stopping leaves nothing", async () => {
    const call = await talkingWith(env, ana, "+8613800138711");
    await listen();
    await hearToneOnPage(sofia.page, AGENT_HZ, HEARD_DB);
    await hearToneOnPage(sofia.page, CUSTOMER_HZ, HEARD_DB);
    expect(toneLevelDb(await hearRemoteAudio(ana.page), OTHER_HZ)).toBeLessThan(GONE_DB);
    expect(toneLevelDb(await call.hear(1), OTHER_HZ)).toBeLessThan(GONE_DB);
    await ana.page.locator('[data-testid="monitored"][data-mode="listen"]').waitFor();

    await choose("whisper");
    await hearToneOnPage(ana.page, OTHER_HZ, HEARD_DB);
    await hearToneOnPage(sofia.page, CUSTOMER_HZ, HEARD_DB);
    expect(toneLevelDb(await call.hear(2), OTHER_HZ)).toBeLessThan(GONE_DB);
    await ana.page.locator('[data-testid="monitored"][data-mode="whisper"]').waitFor();
    await ana.hold();
    await hearToneOnPage(ana.page, OTHER_HZ, HEARD_DB);
    await hearToneOnPage(sofia.page, AGENT_HZ, HEARD_DB);
    expect(toneLevelDb(await call.hear(1), OTHER_HZ)).toBeLessThan(GONE_DB);
    await ana.resume();
    await call.hearUntil(speaks(AGENT_HZ), "Ana again");
    expect(toneLevelDb(await call.hear(1), OTHER_HZ)).toBeLessThan(GONE_DB);

    await choose("barge");
    await call.hearUntil((sound) => speaks(OTHER_HZ)(sound) && speaks(AGENT_HZ)(sound), "both of them");
    await hearToneOnPage(ana.page, OTHER_HZ, HEARD_DB);
    await choose("listen");
    await call.hearUntil((sound) => toneLevelDb(sound, OTHER_HZ) < GONE_DB, "Ana alone");

    await sofia.byId("monitor-stop").click();
    await sofia.byId("monitor-strip").waitFor({ state: "detached" });
    await nothingLeft();
    await call.hearUntil(speaks(AGENT_HZ), "Ana still");
    await call.hangUp();
    await ana.inWrapUp();
    await ana.finish("resolved", "Listened to.");
  }, 120_000);

  it("goes from one agent to the next: the one left is told and no longer heard, the one chosen is, a whisper comes along to nobody", async () => {
    const first = await talkingWith(env, ana, "+8613800138711");
    await ana.page.locator('[data-testid="agent-state"][data-state="on-contact"]').waitFor();
    const bo = await signedIn(env, "bo", NEXT_AGENT_HZ);
    await bo.ready();
    const { serviceDirect } = DEMO_SERVICE_NUMBERS;
    const second = await env.carrier.call({ from: "+8613800138713", to: serviceDirect, toneHz: NEXT_CUSTOMER_HZ });
    await bo.answer();
    await sofia.page
      .locator('[data-testid="agent-row"][data-agent-id="user-ana"] [data-testid="agent-listen"]')
      .click();
    await strip("listen").waitFor({ timeout: 20_000 });
    await choose("whisper");
    await hearToneOnPage(ana.page, OTHER_HZ, HEARD_DB);

    const began = performance.now();
    await sofia.page.locator('[data-testid="agent-row"][data-agent-id="user-bo"] [data-testid="agent-listen"]').click();
    await strip("listen").filter({ hasText: "Bo" }).waitFor({ timeout: 2_000 });
    expect(performance.now() - began).toBeLessThan(2_000);
    await hearToneOnPage(sofia.page, NEXT_AGENT_HZ, HEARD_DB);
    await hearToneOnPage(sofia.page, NEXT_CUSTOMER_HZ, HEARD_DB);
    await ana.byId("monitored").waitFor({ state: "detached" });
    await bo.page.locator('[data-testid="monitored"][data-mode="listen"]').waitFor();
    const atSofia = await hearRemoteAudio(sofia.page);
    expect(toneLevelDb(atSofia, AGENT_HZ)).toBeLessThan(GONE_DB);
    expect(toneLevelDb(await hearRemoteAudio(ana.page), OTHER_HZ)).toBeLessThan(GONE_DB);
    expect(toneLevelDb(await hearRemoteAudio(bo.page), OTHER_HZ)).toBeLessThan(GONE_DB);
    expect(toneLevelDb(await second.hear(1), OTHER_HZ)).toBeLessThan(GONE_DB);
    expect(await monitorParts()).toHaveLength(3);

    await sofia.byId("monitor-stop").click();
    await nothingLeft();
    await Promise.all([first.hangUp(), second.hangUp()]);
    await ana.inWrapUp();
    await ana.finish("resolved", "Left alone.");
    await bo.inWrapUp();
    await bo.finish("resolved", "Listened to next.");
    await bo.notReady();
  }, 120_000);

  it("is gone within a second when the customer hangs up, and is told so", async () => {
    const call = await talkingWith(env, ana, "+8613800138712");
    await listen();
    await choose("barge");
    await call.hangUp();
    await nothingLeft();
    await sofia.byId("monitor-strip").waitFor({ state: "detached" });
    await ana.finish("resolved", "Barged into.");
  }, 60_000);

  it("their page is reloaded, the server is killed, the exchange is killed: each time it is over, the call goes on as long as there is an exchange, and one click begins again", async () => {
    const call = await talkingWith(env, ana, "+8613800138713");
    sofia.page.on("dialog", (dialog) => void dialog.accept());
    const api = await env.api("sofia");
    const { contactId } = await api.contact(({ phase }) => phase === "connected", "the call");

    await bargeIn(call);
    await sofia.page.reload();
    await isOver(call, OVER_MS);

    await bargeIn(call);
    await env.server.killHard();
    // Nobody is there who could end it: who talks and who is heard stays as it was.
    await call.hearUntil((sound) => speaks(OTHER_HZ)(sound) && speaks(AGENT_HZ)(sound), "both without a server");
    await env.server.startAgain();
    await isOver(call, FIRST_LOOK_MS);
    const ends = (await api.journal(contactId)).filter(({ type }) => type === "monitor.stopped");
    expect(ends.map(({ payload }) => payload)).toMatchObject([{ because: "page-gone" }, { because: "restart" }]);

    await listen();
    await hearToneOnPage(sofia.page, CUSTOMER_HZ, HEARD_DB);
    const exchange = (await env.server.exchangePid()) ?? expect.fail("there is no exchange");
    process.kill(exchange, "SIGKILL");
    await ana.inWrapUp();
    await sofia.byId("monitor-strip").waitFor({ state: "detached" });
    await ana.finish("follow-up", "cut off by the exchange");
    await ana.page
      .locator('[data-testid="agent-state"][data-state="ready"]')
      .waitFor({ timeout: EXCHANGE_BACK_LIMIT_MS });
    expect(await onExchange(env)).toMatchObject({ bridges: [] });
    expect(await monitorParts()).toEqual([]);
  }, 150_000);
});

async function bargeIn(call: CarrierCall): Promise<void> {
  await listen();
  await choose("barge");
  await call.hearUntil((sound) => speaks(OTHER_HZ)(sound) && speaks(AGENT_HZ)(sound), "both of them");
}

/** Of the supervisor nothing is left, neither on the exchange nor in an ear nor on a screen; the others talk as before. */
async function isOver(call: CarrierCall, limitMs: number): Promise<void> {
  await nothingLeft(limitMs);
  await sofia.byId("monitor-strip").waitFor({ state: "detached" });
  await call.hearUntil((sound) => speaks(AGENT_HZ)(sound) && toneLevelDb(sound, OTHER_HZ) < GONE_DB, "Ana alone");
  await hearToneOnPage(ana.page, CUSTOMER_HZ, HEARD_DB);
  expect(toneLevelDb(await hearRemoteAudio(ana.page), OTHER_HZ)).toBeLessThan(GONE_DB);
  await ana.byId("monitored").waitFor({ state: "detached" });
}
