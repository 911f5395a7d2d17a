import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import type { ConsolePage } from "./pages/console-page.ts";
import { signedIn } from "./people-with-tones.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ } from "./tones.ts";

/** The window that is judged, and one more report of the exchange (RTCP, every five seconds). */
const HEARD_OF_MS = 20_000;

let env: Environment;
let ana: ConsolePage;
beforeAll(async () => {
  env = await startEnvironment();
  ana = await signedIn(env, "ana", AGENT_HZ);
});
afterAll(() => env?.stop());

it("rings through one loudspeaker and speaks through another, each chosen in the settings", async () => {
  await ana.page.addInitScript(watchContexts);
  await ana.page.reload();
  await ana.ready();
  await ana.page.evaluate(() => (location.hash = "#/settings"));
  const speaker = await choose("speaker", 1);
  const ringer = await choose("ringer", 2);
  expect(speaker).not.toBe(ringer);
  await ana.page.evaluate(() => (location.hash = "#/"));
  const call = await called("+8613800138781");
  await ana.page.locator('[data-testid="answer"]:not([disabled])').waitFor();
  await expect.poll(async () => (await playedThrough()).ring).toEqual([ringer]);
  await ana.answer();
  await proveVoice(call, ana.page);
  expect((await playedThrough()).voice).toBe(speaker);
  await ana.hangUp();
  await ana.finish("resolved", "");
});

it("a line that loses packets, then one that is slow: the console says which and what helps, and it stays with the call", async () => {
  const network = await ana.page.context().newCDPSession(ana.page);
  // Chromium puts its network conditions on the sockets that are opened while there are any.
  await conditions(network, { latency: 1, packetLoss: 0 });
  const call = await called("+8613800138782");
  await ana.answer();
  await proveVoice(call, ana.page);
  await conditions(network, { latency: 1, packetLoss: 20 });
  await told("own-network");
  await ana.byId("voice-quality").click();
  const figures = ana.byId("voice-figures");
  expect(await figures.innerText()).toContain(
    "Your network loses parts of the talk. On Wi-Fi: move closer to the router",
  );
  await conditions(network, { latency: 500, packetLoss: 0 });
  await told("delay");
  expect(await figures.innerText()).toContain("Sound takes long to travel");
  const supervisor = await env.api("sofia");
  const { contactId } = await supervisor.contact(({ phase }) => phase === "connected", "the call");
  await ana.hangUp();
  await ana.finish("resolved", "");
  const [kept] = await supervisor.quality(contactId);
  expect(kept?.mosMin).toBeLessThan(3.6);
  expect(kept?.lossPercent).toBeGreaterThan(2);
  // A window of ten seconds in which both happened is put down to the one that took more from it.
  expect(["own-network", "delay"]).toContain(kept?.cause);
});

function called(from: string): Promise<CarrierCall> {
  return env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
}

async function told(cause: "own-network" | "delay"): Promise<void> {
  await ana.page
    .locator(`[data-testid="voice-quality"][data-level="poor"][data-cause="${cause}"]`)
    .waitFor({ timeout: HEARD_OF_MS });
}

function conditions(
  network: CDPSession,
  { latency, packetLoss }: { readonly latency: number; readonly packetLoss: number },
): Promise<unknown> {
  const unlimited = { offline: false, downloadThroughput: -1, uploadThroughput: -1 };
  return network.send("Network.emulateNetworkConditions", { ...unlimited, latency, packetLoss });
}

/** Runs in the page before anything else: keeps the audio contexts, of which one is the ring's. */
function watchContexts(): void {
  const contexts: AudioContext[] = [];
  Object.assign(globalThis, { cordboardContexts: contexts });
  const Plain = globalThis.AudioContext;
  globalThis.AudioContext = class extends Plain {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  };
}

/** The names of the browser's own loudspeakers through which this page plays: ring and voice. */
function playedThrough(): Promise<{ readonly ring: readonly string[]; readonly voice: string }> {
  return ana.page.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const speakers = devices.filter(({ kind }) => kind === "audiooutput");
    const nameOf = (id: unknown) => speakers.find(({ deviceId }) => deviceId === id)?.label ?? String(id);
    const contexts: unknown = Reflect.get(globalThis, "cordboardContexts");
    const audio = document.querySelector("[data-testid=remote-audio]");
    return {
      ring: (Array.isArray(contexts) ? contexts : [])
        .map((context: object) => nameOf(Reflect.get(context, "sinkId")))
        .filter((name) => name !== ""),
      voice: audio === null ? "" : nameOf(Reflect.get(audio, "sinkId")),
    };
  });
}

async function choose(what: "speaker" | "ringer", at: number): Promise<string> {
  await ana.byId(`device-${what}`).click();
  const option = ana.page.getByRole("option").nth(at);
  const name = await option.innerText();
  await option.click();
  return name;
}
