import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { OwnNetwork } from "./own-network.ts";
import { ConsolePage, fieldOf } from "./pages/console-page.ts";
import { watchedCalls } from "./pages/watch-calls.ts";
import { iceNames, watchMedia } from "./pages/watch-media.ts";
import { talkingWith } from "./people-with-tones.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ, musicWithout, speaks } from "./tones.ts";

const NOTE = "On the train, says she; the line ma";
/** A page is missed after 4.5 s at the latest, its voice 2 s later; the rest is the ear's. */
const MUSIC_WITHIN_MS = 9_000;
/** What is tried, not a wait: a tunnel, and a dead spot longer than a browser's first tries to connect. */
const LOST_MS = 12_000;
/** Before the customer would be given music (6.5 s), on a busy machine too. */
const NEW_WAY_WITHIN_MS = 6_000;

const network = OwnNetwork.make();
if (network === null)
  console.info("SKIP network.test.ts: this machine lets nobody make a network of their own (`ip netns add`, as root)");
const music = musicWithout(AGENT_HZ, CUSTOMER_HZ);

let env: Environment;
let ana: ConsolePage;
let call: CarrierCall;
let invites = 0;

describe.skipIf(network === null)("an agent at a machine of their own, in one call that nobody hangs up", () => {
  beforeAll(async () => {
    env = await startEnvironment();
    const browser = await env.anotherBrowser({ toneHz: AGENT_HZ, ...(network === null ? {} : { network }) });
    ana = await ConsolePage.signIn(browser, env.server.url, { login: "ana", password: env.server.password("ana") });
    await ana.page.addInitScript(watchMedia);
    await ana.page.reload();
    await ana.ready();
    call = await talkingWith(env, ana, "+8613800138741");
    await fieldOf(ana.byId("note")).fill(NOTE);
    await ana.page.locator('[data-testid="draft-status"][data-status="saved"]').waitFor();
  });
  afterAll(async () => {
    await env?.stop();
    network?.remove();
  });
  beforeEach(async () => {
    invites = (await watchedCalls(ana.page)).invitedAt.length;
  });

  it("another address all of a sudden: one re-INVITE over a new socket, and voice both ways before anybody is parked", async () => {
    const before = await iceNames(ana.page);
    network?.move();
    await wayIsNew(before.here);
    await goesOn(0);
  });

  it("a tunnel that closes and opens with another address: the same talk", async () => {
    const before = await iceNames(ana.page);
    network?.unplug();
    await ana.byId("reconnect-banner").waitFor();
    network?.plug();
    await wayIsNew(before.here);
    await goesOn(0);
  });

  it("no packet arrives, nothing is closed: music soon and until the agent is back, then the same talk", async () => {
    network?.lose();
    const backAt = performance.now() + LOST_MS;
    try {
      await call.hearUntil(music, "music while the network is gone", MUSIC_WITHIN_MS);
      await ana.byId("reconnect-banner").waitFor();
      while (performance.now() < backAt) expect(music(await call.hear(1)), "music, and nobody").toBe(true);
    } finally {
      network?.comeBack();
    }
    const heard: boolean[] = [];
    const isAgent = speaks(AGENT_HZ);
    await call.hearUntil((sound) => {
      heard.push(isAgent(sound) || music(sound));
      return isAgent(sound);
    }, "the agent again");
    // The first moments of the agent lie in one piece with the music's last.
    expect(heard.slice(0, -2), "music until the agent is back").not.toContain(false);
    await goesOn(1);
    await ana.hold();
    await call.hearUntil(music, "music on hold");
    await ana.resume();
    await proveVoice(call, ana.page);
    await ana.hangUp();
    expect(await call.ended()).toBe(16);
  });
});

/** New ICE credentials, on which both agree, and packets on that way. */
async function wayIsNew(before: string): Promise<void> {
  const limits = { timeout: NEW_WAY_WITHIN_MS, interval: 100 };
  await expect.poll(async () => (await iceNames(ana.page)).here !== before, limits).toBe(true);
  await expect.poll(async () => (await iceNames(ana.page)).state, limits).toMatch(/^stable (?:connected|completed)$/u);
}

/** The same call, the note, both hear each other; the server rang this page so many times for it. */
async function goesOn(timesRung: number): Promise<void> {
  await proveVoice(call, ana.page);
  await ana.byId("reconnect-banner").waitFor({ state: "detached" });
  await ana.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
  expect(await fieldOf(ana.byId("note")).inputValue()).toBe(NOTE);
  expect((await watchedCalls(ana.page)).invitedAt).toHaveLength(invites + timesRung);
  expect(call.isOver).toBe(false);
}
