import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import { openBrowser, openTab } from "../e2e/browsers.ts";
import { type Gallery, openGallery } from "../e2e/gallery.ts";
import { AGENT_HZ } from "../e2e/tones.ts";
import { type Bench, type Figure, percentile } from "./bench-result.ts";
import { type HeapCensus, heapCensus } from "./heap-census.ts";

const LATENCY_LIMIT_MS = 50;
const KEYS = 200;
const WARM_UP_KEYS = 20;
/** The fastest that a keyboard sends keys at all: its repetition while one is held down. */
const KEY_EVERY_MS = 33;
/** Shifts before the first look at the memory: what is made once (compiled code, 400 marks of offers) has been made by then. */
const WARM_UP_SHIFTS = 2;
const SHIFTS = 4;
const SHIFT_LIMIT_MS = 240_000;
const CALLS_A_SHIFT = 240;
/** What may stay behind after four shifts: one per cent, which is 80 bytes a call. */
const GROWTH_LIMIT = 1.01;
/** Of objects, however small: one for every tenth call. A leak leaves at least one a call. */
const OBJECTS_A_CALL = 0.1;

/**
 * How the console feels under load: the real renderer, as built, in real Chromium, on a fake server that sends what a real one
 * would and much more of it.
 */
export const inputLatency: Bench = {
  figures: ["input-latency-p95"],
  run: (report) => onFakeServer(async (gallery, browser) => [await typedIntoRush(gallery, browser, report)]),
};

/** The same console at the end of a day. */
export const shiftMemory: Bench = {
  figures: ["console-shift-memory", "console-shift-objects"],
  run: (report) => onFakeServer((gallery, browser) => memoryOfShifts(gallery, browser, report)),
};

async function onFakeServer(measure: (gallery: Gallery, browser: Browser) => Promise<Figure[]>): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-feel-"));
  const gallery = await openGallery();
  const browser = await openBrowser(folder, { toneHz: AGENT_HZ });
  try {
    return await measure(gallery, browser);
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

/** What the program holds at the idle desk: after the warm-up, and after four more shifts. Beside it, each shift's bytes in all. */
async function memoryOfShifts(gallery: Gallery, browser: Browser, report: (line: string) => void): Promise<Figure[]> {
  const page = await openTab(browser);
  await page.goto(gallery.url("?state=ready&measure=shift#/desk"));
  const devtools = await page.context().newCDPSession(page);
  const censuses: HeapCensus[] = [];
  for (let shifts = 1; shifts <= WARM_UP_SHIFTS + SHIFTS; shifts += 1) {
    await page.waitForFunction(`Number(document.documentElement.dataset.shifts ?? 0) >= ${shifts}`, undefined, {
      timeout: SHIFT_LIMIT_MS,
    });
    const used = await bytesInUse(devtools);
    report(`after ${shifts} shifts of ${CALLS_A_SHIFT} calls: ${megabytes(used)} MB in all`);
    if (shifts === WARM_UP_SHIFTS || shifts === WARM_UP_SHIFTS + SHIFTS) {
      const census = await heapCensus(devtools);
      censuses.push(census);
      const { programBytes, objects, codeBytes, timelineBytes } = census;
      report(
        `  of the program ${megabytes(programBytes)} MB, ${objects} objects; code ${megabytes(codeBytes)} MB; timeline of slow frames ${megabytes(timelineBytes)} MB`,
      );
    }
    // Idle at the end of each, those of the warm-up, too.
    await page.evaluate('document.dispatchEvent(new Event("next-shift"))');
  }
  await page.context().close();
  const [first, last] = censuses;
  if (first === undefined || last === undefined) throw new Error("the heap was not looked at");
  const remark = `after the warm-up + ${((GROWTH_LIMIT - 1) * 100).toFixed(0)} %; ${SHIFTS} more shifts of ${CALLS_A_SHIFT} calls with their boards`;
  return [
    {
      name: "console-shift-memory",
      unit: "MB",
      value: last.programBytes / MEGABYTE,
      baseline: (first.programBytes * GROWTH_LIMIT) / MEGABYTE,
      remark: `baseline = ${remark}`,
    },
    {
      name: "console-shift-objects",
      unit: "objects",
      value: last.objects,
      baseline: first.objects + SHIFTS * CALLS_A_SHIFT * OBJECTS_A_CALL,
      remark: `baseline = after the warm-up + one for every ${(1 / OBJECTS_A_CALL).toFixed(0)} calls`,
    },
  ];
}

const MEGABYTE = 1_048_576;
const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(2);

async function bytesInUse(devtools: CDPSession): Promise<number> {
  // Twice: what a finaliser lets go of is collected the second time.
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize;
}
