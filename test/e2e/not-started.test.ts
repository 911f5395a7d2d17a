import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entryScripts } from "../../server/composition/built-files.ts";
import { LOGIN_OF, PASSWORD, startWire, type Wire } from "../contract/wire-harness.ts";
import { openBrowser, openTab } from "./browsers.ts";
import { buildRenderer } from "./build-renderer.ts";
import { AGENT_HZ } from "./tones.ts";

/** The product's pages as the server brings them, policy included, to a browser whose network fails behind the page. */
const SAID = ".not-started section";
const PROGRAM = /\/assets\/.*\.(?:js|css)$/u;
const folder = mkdtempSync(join(tmpdir(), "cordboard-not-started-"));
let wire: Wire;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  const rendererFolder = join(folder, "renderer");
  await buildRenderer(rendererFolder);
  wire = await startWire({ rendererFolder });
  ({ origin } = wire);
  browser = await openBrowser(folder, { toneHz: AGENT_HZ });
});
afterAll(async () => {
  await browser.close();
  await wire.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A tab, and what its console said against the page's policy. */
async function tab(...args: Parameters<typeof openTab> extends [Browser, ...infer Rest] ? Rest : never) {
  const page = await openTab(browser, ...args);
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) refused.push(message.text());
  });
  return { page, refused };
}

const isShown = (page: Page) => page.locator(SAID).first().isVisible();
const abort = (route: Route) => route.abort();

describe.each([
  ["/", "login-form"],
  ["/wallboard", "login-form"],
  ["/phone", "phone-page"],
])("the page %s", (path, shows) => {
  const start = `[data-testid="${shows}"]`;

  it("says in both languages that its program did not come, not at once, and starts when it is asked to try again", async () => {
    const { page, refused } = await tab({ colorScheme: "dark" });
    await page.route(PROGRAM, abort);
    await page.goto(`${origin}${path}`);
    expect(await isShown(page)).toBe(false);
    await page.locator(SAID).first().waitFor();
    expect(await page.locator(`${SAID}[lang="en"] h1`).textContent()).toBe("This page has not started");
    expect(await page.locator(`${SAID}[lang="zh-CN"] h1`).textContent()).toBe("页面尚未启动");
    const background = () => page.locator(".not-started").evaluate((said) => getComputedStyle(said).backgroundColor);
    const dark = await background();
    await page.emulateMedia({ colorScheme: "light" });
    expect(await background()).not.toBe(dark);
    await page.setViewportSize({ width: 640, height: 360 });
    await page.locator(`${SAID}[lang="zh-CN"] a`).scrollIntoViewIfNeeded();
    await page.unroute(PROGRAM);
    await page.locator(`${SAID}[lang="en"] a`).click();
    await page.locator(start).first().waitFor();
    expect(await isShown(page)).toBe(false);
    expect(refused).toEqual([]);
    await page.context().close();
  });

  it("says nothing when it starts, and takes back what it said when it starts late", async () => {
    const { page, refused } = await tab();
    await page.goto(`${origin}${path}`);
    await page.locator(start).first().waitFor();
    expect(await page.locator(".not-started").evaluate((said) => getComputedStyle(said).display)).toBe("none");
    expect(refused).toEqual([]);
    let bring = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      bring = resolve;
    });
    await page.route(/\/assets\/.*\.js$/u, (route) => late.then(() => route.continue()));
    await page.reload({ waitUntil: "commit" });
    await page.locator(SAID).first().waitFor();
    bring();
    await page.locator(start).first().waitFor();
    expect(await isShown(page)).toBe(false);
    await page.context().close();
  });

  it("says at once that scripts are switched off", async () => {
    const { page } = await tab({ javaScriptEnabled: false });
    await page.goto(`${origin}${path}`);
    const words = (lang: string) => page.locator(`.not-started noscript [lang="${lang}"] p`);
    await words("en").waitFor();
    expect(await words("en").textContent()).toMatch(/^JavaScript is switched off/u);
    await words("zh-CN").waitFor();
    expect(await words("zh-CN").textContent()).toMatch(/^此浏览器已禁用 JavaScript/u);
    expect(await page.locator(SAID).first().isVisible()).toBe(false);
    await page.context().close();
  });
});

it("the console says at once that the rest of its program did not come", async () => {
  const { page } = await tab();
  await page.route(/\/assets\/console-.*\.js$/u, abort);
  const began = performance.now();
  await page.goto(`${origin}/`);
  await page.locator(SAID).first().waitFor();
  expect(performance.now() - began).toBeLessThan(9_000);
  await page.context().close();
});

describe("a page that was left open over an update", () => {
  const rendererFolder = join(folder, "renderer");
  /** A wall on a server whose pages begin with these scripts. */
  async function openWall(scripts: readonly string[]) {
    const server = await startWire({ rendererFolder, entryScripts: scripts });
    const { page } = await tab();
    await page.goto(`${server.origin}/wallboard`);
    await page.locator("[data-testid=login-name]").fill(LOGIN_OF.supervisor);
    await page.locator("[data-testid=login-password]").fill(PASSWORD);
    const hello = page
      .waitForEvent("websocket")
      .then(async (socket) =>
        socket.waitForEvent("framereceived", ({ payload }) => String(payload).includes('"hello"')),
      );
    await page.locator("[data-testid=login-submit]").click();
    await hello;
    await page.locator("[data-testid=wall-screen]").waitFor();
    return { server, page };
  }

  it("says so, with a button that reloads it", async () => {
    const { server, page } = await openWall(["index-0fTheNext.js"]);
    await page.locator("[data-testid=newer-banner]").waitFor();
    const reloaded = page.waitForEvent("load");
    await page.locator("[data-testid=reload-page]").click();
    await reloaded;
    await page.context().close();
    await server.stop();
  });

  it("and one that is as new as the server's says nothing", async () => {
    const built = entryScripts(rendererFolder);
    expect(built).toHaveLength(3);
    const { server, page } = await openWall(built);
    // What the server said is drawn within a frame.
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    expect(await page.locator("[data-testid=newer-banner]").count()).toBe(0);
    await page.context().close();
    await server.stop();
  });
});
