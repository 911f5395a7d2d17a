import type { CDPSession, Page } from "playwright-core";
import { openTab } from "../e2e/browsers.ts";
import { startEnvironment } from "../e2e/environment.ts";
import { fieldOf } from "../e2e/pages/console-page.ts";
import { AGENT_HZ } from "../e2e/tones.ts";
import type { Bench, Figure } from "./bench-result.ts";

/** What a page may cost, as Lighthouse counts it; measured on this machine without throttling. */
const BUDGET = {
  "sign-in-lcp": { unit: "ms", limit: 1_000 },
  "desk-shown": { unit: "ms", limit: 1_500 },
  "desk-transfer": { unit: "KB", limit: 350 },
  "desk-requests": { unit: "", limit: 120 },
  "desk-dom-nodes": { unit: "", limit: 800 },
  "desk-long-tasks": { unit: "ms", limit: 300 },
} as const;
type BudgetName = keyof typeof BUDGET;
const NAMES = Object.keys(BUDGET).filter((name): name is BudgetName => Object.hasOwn(BUDGET, name));

/** The real server, a fresh browser: what is sent, how long until there is something to see, how long the page was busy. */
export const consoleBudget: Bench = {
  figures: NAMES,
  async run(report) {
    const env = await startEnvironment();
    try {
      const page = await openTab(await env.browser(AGENT_HZ));
      const devtools = await page.context().newCDPSession(page);
      const network = await watchNetwork(devtools);
      await page.addInitScript(OBSERVE);
      await page.goto(env.server.url);
      await page.getByTestId("login-form").waitFor();
      const lcpMs = Number(await page.evaluate("globalThis.largestPaintMs"));
      await fieldOf(page.getByTestId("login-name")).fill("ana");
      await fieldOf(page.getByTestId("login-password")).fill(env.server.password("ana"));
      const began = performance.now();
      await page.getByTestId("login-submit").click();
      await page.getByTestId("become-ready").waitFor();
      const shownMs = performance.now() - began;
      const values: Record<BudgetName, number> = {
        "sign-in-lcp": lcpMs,
        "desk-shown": shownMs,
        "desk-transfer": network.bytes / 1024,
        "desk-requests": network.requests,
        "desk-dom-nodes": await domNodes(page),
        "desk-long-tasks": Number(await page.evaluate("globalThis.longTasksMs")),
      };
      report(`${network.requests} requests, ${(network.bytes / 1024).toFixed(0)} KB`);
      return NAMES.map((name): Figure => {
        const { unit, limit } = BUDGET[name];
        return { name, unit, value: values[name], baseline: limit, remark: "baseline = budget" };
      });
    } finally {
      await env.stop();
    }
  },
};

const OBSERVE = `
  globalThis.largestPaintMs = 0;
  globalThis.longTasksMs = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.largestPaintMs = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  // Above 50 ms a task is long; what is above it is what a person waits (Total Blocking Time).
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.longTasksMs += entry.duration - 50;
  }).observe({ type: "longtask", buffered: true });
`;

/** Bytes as they came over the wire, compressed, with their headers. */
async function watchNetwork(devtools: CDPSession): Promise<{ readonly bytes: number; readonly requests: number }> {
  const seen = { bytes: 0, requests: 0 };
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    seen.bytes += encodedDataLength;
    seen.requests += 1;
  });
  await devtools.send("Network.enable");
  return seen;
}

async function domNodes(page: Page): Promise<number> {
  return Number(await page.evaluate("document.querySelectorAll('*').length"));
}
