import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import { openBrowser, openTab } from "../e2e/browsers.ts";
import { type Gallery, openGallery } from "../e2e/gallery.ts";
import { AGENT_HZ } from "../e2e/tones.ts";
import { type Bench, type Figure, percentile } from "./bench-result.ts";

const LATENCY_LIMIT_MS = 50;
const KEYS = 200;
const WARM_UP_KEYS = 20;
/** The fastest that a keyboard sends keys at all: its repetition while one is held down. */
const KEY_EVERY_MS = 33;
/** Shifts before the first look at the memory: what is made once (compiled code, 400 marks of offers) has been made by then. */
const WARM_UP_SHIFTS = 2;
const SHIFTS = 4;
const SHIFT_LIMIT_MS = 240_000;
/** What may stay behind after four shifts of 240 calls each: two per cent. */
const GROWTH_LIMIT = 1.02;

/**
 * How the console feels under load: the real renderer, as built, in real Chromium, on a fake server that sends what a real one
 * would and much more of it.
 */
export const inputLatency: Bench = {
  figures: ["input-latency-p95"],
  run: (report) => onFakeServer((gallery, browser) => typedIntoRush(gallery, browser, report)),
};

/** The same console at the end of a day. */
export const shiftMemory: Bench = {
  figures: ["console-shift-memory"],
  run: (report) => onFakeServer((gallery, browser) => memoryOfShifts(gallery, browser, report)),
};

async function onFakeServer(measure: (gallery: Gallery, browser: Browser) => Promise<Figure>): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-feel-"));
  const gallery = await openGallery();
  const browser = await openBrowser(folder, { toneHz: AGENT_HZ });
  try {
    return [await measure(gallery, browser)];
  } finally {
    await browser.close();
    await gallery.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the key to the picture with its letter, typed into the agents' filter of a board that gets 500 updates a second. */
async function typedIntoRush(gallery: Gallery, browser: Browser, report: (line: string) => void): Promise<Figure> {
  const page = await openTab(browser);
  await page.goto(gallery.url("?state=ready&role=supervisor&measure=rush#/wallboard"));
  const field = page.locator('[data-testid="agent-search"]').first();
  await field.waitFor();
  await page.locator('[data-testid="queue-table"]').waitFor();
  await field.focus();
  await page.evaluate(MEASURE_KEYS);
  const sentBefore = await sent(page);
  const began = performance.now();
  for (let key = 0; key < KEYS + WARM_UP_KEYS; key += 1) {
    await page.keyboard.press(key % 12 === 11 ? "Control+a" : "abcdefghijkl".charAt(key % 12));
    await pause(Math.max(0, began + (key + 1) * KEY_EVERY_MS - performance.now()));
  }
  const seconds = (performance.now() - began) / 1_000;
  const rate = ((await sent(page)) - sentBefore) / seconds;
  const latencies = ((await page.evaluate("globalThis.keyLatenciesMs")) as number[]).slice(WARM_UP_KEYS);
  await page.context().close();
  report(
    `${latencies.length} keys, ${rate.toFixed(0)} updates a second: p50 ${percentile(latencies, 0.5).toFixed(1)} ms, p95 ${percentile(latencies, 0.95).toFixed(1)} ms, max ${Math.max(...latencies).toFixed(1)} ms`,
  );
  return {
    name: "input-latency-p95",
    unit: "ms",
    value: percentile(latencies, 0.95),
    baseline: LATENCY_LIMIT_MS,
    remark: `baseline = limit; key to paint, ${rate.toFixed(0)} wallboard updates a second`,
  };
}

/** The browser's time of the key event to the task after the frame that shows it. */
const MEASURE_KEYS = `(() => {
  globalThis.keyLatenciesMs = [];
  addEventListener("keydown", (event) => {
    if (event.key.length > 1) return;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => globalThis.keyLatenciesMs.push(performance.now() - event.timeStamp);
      channel.port2.postMessage(null);
    });
  }, { capture: true });
})()`;

async function sent(page: Page): Promise<number> {
  return Number(await page.evaluate("document.documentElement.dataset.sent ?? 0"));
}

/** Bytes in use after a collection, at the idle desk: after the warm-up, and after each shift since. */
async function memoryOfShifts(gallery: Gallery, browser: Browser, report: (line: string) => void): Promise<Figure> {
  const page = await openTab(browser);
  await page.goto(gallery.url("?state=ready&measure=shift#/desk"));
  const devtools = await page.context().newCDPSession(page);
  const bytes: number[] = [];
  for (let shifts = 1; shifts <= WARM_UP_SHIFTS + SHIFTS; shifts += 1) {
    await page.waitForFunction(`Number(document.documentElement.dataset.shifts ?? 0) >= ${shifts}`, undefined, {
      timeout: SHIFT_LIMIT_MS,
    });
    const used = await bytesInUse(devtools);
    if (shifts >= WARM_UP_SHIFTS) bytes.push(used);
    // Idle at the end of each, those of the warm-up, too.
    await page.evaluate('document.dispatchEvent(new Event("next-shift"))');
    report(`after ${shifts} shifts of 240 calls: ${(used / 1_048_576).toFixed(2)} MB`);
  }
  await page.context().close();
  const [first = 1] = bytes;
  const last = bytes.at(-1) ?? 0;
  return {
    name: "console-shift-memory",
    unit: "MB",
    value: last / 1_048_576,
    baseline: (first * GROWTH_LIMIT) / 1_048_576,
    remark: `baseline = after the warm-up + 2 %; ${SHIFTS} more shifts of 240 calls with their boards`,
  };
}

async function bytesInUse(devtools: CDPSession): Promise<number> {
  // Twice: what a finaliser lets go of is collected the second time.
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize;
}
