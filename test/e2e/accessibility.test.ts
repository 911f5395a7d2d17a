import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openTab } from "./browsers.ts";
import { type Gallery, openGallery } from "./gallery.ts";
import { AGENT_HZ } from "./tones.ts";

/**
 * Every view of the console, each state worth looking at, in real Chromium: WCAG 2.2 AA by axe in both themes, twice the size
 * without loss, no movement where none is wanted.
 */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface View {
  readonly name: string;
  /** Query and hash of the gallery. */
  readonly at: string;
  /** What is there when the view stands. */
  readonly shows: string;
  readonly doFirst?: (page: Page) => Promise<unknown>;
}

const testId = (id: string) => `[data-testid="${id}"]`;
const view = (name: string, at: string, shows: string, doFirst?: View["doFirst"]): View => ({
  name,
  at,
  shows: testId(shows),
  ...(doFirst === undefined ? {} : { doFirst }),
});
const press = (key: string, shows: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await page.locator(testId(shows)).first().waitFor();
};

const VIEWS: readonly View[] = [
  view("sign-in", "?state=signed-out", "login-form"),
  ...["ready", "not-ready", "missed", "no-queues", "pbx-gone"].map((state) =>
    view(`desk, ${state}`, `?state=${state}#/desk`, "idle"),
  ),
  view("first tour", "?state=ready&tour=1#/desk", "tour"),
  view("desk, offered", "?state=offered#/desk", "offer-card"),
  ...["connected", "held", "wrap-up", "unknown", "several", "long", "dialing", "outbound"].map((state) =>
    view(`desk, ${state}`, `?state=${state}#/desk`, "contact-card"),
  ),
  view("desk, connection lost", "?state=connected&link=reconnecting#/desk", "reconnect-banner"),
  view("taken over", "?state=ready&link=elsewhere#/desk", "session-ended"),
  view("notice", "?state=ready&link=missed#/desk", "notices"),
  view("state menu", "?state=ready#/desk", "agent-state", press("n", "menu-break")),
  view("search", "?state=ready#/search", "search-view", async (page) => {
    await page.locator("input").first().fill("lin");
    await page.locator(testId("search-result")).first().waitFor();
  }),
  view("customer", "?state=ready#/customers/cust-0001", "customer-view"),
  view("search during a call", "?state=connected#/search", "call-strip"),
  view("history", "?state=ready#/history", "history-row"),
  view("history of a team", "?state=ready&role=supervisor#/history", "history-row"),
  view("missed offers", "?state=ready#/history", "history-row", async (page) => {
    await page.locator(testId("tab-missed")).click();
    await page.locator(testId("missed-offer")).first().waitFor();
  }),
  view("history, empty", "?state=ready&mood=empty#/history", "empty-state"),
  view("history, failing", "?state=ready&mood=failing#/history", "error-state"),
  view("agenda", "?state=ready#/agenda", "agenda-entry"),
  view("agenda, another time", "?state=ready#/agenda", "agenda-entry", async (page) => {
    await page.locator(testId("agenda-move")).first().click();
    await page.locator(testId("agenda-form")).waitFor();
  }),
  view("promise a call", "?state=wrap-up#/desk", "contact-card", press("b", "agenda-form")),
  view("call lists", "?state=ready#/lists", "call-list"),
  view("settings", "?state=ready#/settings", "settings-view"),
  view("keys", "?state=ready#/desk", "idle", press("?", "shortcut-overlay")),
  view("palette", "?state=ready#/desk", "idle", press("Control+k", "palette")),
  view("palette, customers", "?state=ready#/desk", "idle", async (page) => {
    await press("Control+k", "palette")(page);
    await page.keyboard.type("lin");
    await page.locator('[data-item^="customer-"]').first().waitFor();
  }),
  view("dial", "?state=ready#/desk", "idle", press("c", "dial-dialog")),
  view("wallboard", "?state=ready&role=supervisor#/wallboard", "queue-table"),
  view("people", "?state=ready&role=admin#/admin", "user-row"),
  view("a person", "?state=ready&role=admin#/admin", "user-row", async (page) => {
    await page.locator(testId("user-row")).first().click();
    await page.locator(testId("user-dialog")).waitFor();
  }),
  view("announcements", "?state=ready&role=admin#/admin", "user-row", async (page) => {
    await page.locator(testId("tab-prompts")).click();
    await page.locator(testId("prompt-row")).first().waitFor();
  }),
  view("journal of a contact", "?state=ready&role=supervisor#/contacts/c-1", "journal-entry"),
  view("no permission", "?state=ready#/admin", "empty-state"),
];

let gallery: Gallery;
let browser: Browser;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), "cordboard-accessibility-"));

beforeAll(async () => {
  [gallery, browser] = await Promise.all([openGallery(), openBrowser(folder, { toneHz: AGENT_HZ })]);
  page = await openTab(browser, { reducedMotion: "reduce" });
});
afterAll(async () => {
  await browser.close();
  await gallery.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open({ at, shows, doFirst }: View, language: "en" | "zh" = "en"): Promise<void> {
  // Another address than before in any case: a change of the hash alone would not load the page.
  await page.goto("about:blank");
  await page.goto(gallery.url(at.replace("?", `?lang=${language}&`)));
  await page.locator(shows).first().waitFor();
  await doFirst?.(page);
}

/** Rule and element of everything axe finds wrong now. */
async function violations(): Promise<readonly string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const options = { runOnly: { type: "tag", values: WCAG }, resultTypes: ["violations"] };
  const result = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults;
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
  );
}

/** Colours that change over a moment are looked at when they have. */
const setTheme = (theme: "light" | "dark") =>
  page.evaluate(`(async () => {
    document.documentElement.dataset.theme = ${JSON.stringify(theme)};
    // A colour that is inherited changes a frame after its parent's: two frames in a row without a change end it.
    for (let frame = 0, still = 0; frame < 200 && still < 3; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      still = document.getAnimations().some((each) => each instanceof CSSTransition) ? 0 : still + 1;
    }
  })()`);

/** What is wider than the window, or cannot be scrolled to. */
const OVERFLOW = `(() => {
  const width = document.documentElement.clientWidth;
  const scrolled = (element) => {
    for (let at = element.parentElement; at !== null; at = at.parentElement) {
      const { overflowX } = getComputedStyle(at);
      if (at !== document.documentElement && at !== document.body && overflowX !== "visible" && overflowX !== "clip") return true;
    }
    return false;
  };
  const wide = [...document.querySelectorAll("button, a, input, textarea, h1, h2, [role=option]")].filter((element) => {
    const box = element.getBoundingClientRect();
    const hidden = element.closest(".visually-hidden") !== null || element.closest("[hidden]") !== null;
    return box.width > 1 && !hidden && (box.right > width + 1 || box.left < -1) && !scrolled(element);
  });
  const page = document.scrollingElement;
  return [
    ...(page.scrollWidth > width + 1 ? ["the page scrolls sideways: " + page.scrollWidth + " of " + width] : []),
    ...wide.map((element) => element.outerHTML.slice(0, 160)),
  ];
})()`;

describe.each(VIEWS)("$name", (shown) => {
  it("has nothing that WCAG 2.2 AA forbids, in both themes, and fits at 200 %", async () => {
    await page.setViewportSize({ width: 1_280, height: 720 });
    await open(shown);
    for (const theme of ["light", "dark"] as const) {
      await setTheme(theme);
      expect({ theme, violations: await violations() }).toEqual({ theme, violations: [] });
    }
    // A zoom of 200 % halves the window in CSS pixels (WCAG 1.4.4, 1.4.10).
    await page.setViewportSize({ width: 640, height: 360 });
    expect(await page.evaluate(OVERFLOW)).toEqual([]);
  });
});

describe("whoever wants no movement", () => {
  it.each(["?state=offered#/desk", "?state=connected#/desk"])("sees none at %s", async (at) => {
    await page.setViewportSize({ width: 1_280, height: 720 });
    await open(view("", at, "call-band"));
    const moving = await page.evaluate(
      "document.getAnimations().filter((each) => each.effect.getComputedTiming().duration > 1).map((each) => each.effect.target.outerHTML.slice(0, 120))",
    );
    expect(moving).toEqual([]);
  });
});
