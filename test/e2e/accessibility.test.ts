import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openTab } from "./browsers.ts";
import { type GalleryView, openView, testId, themesOf } from "./gallery-view.ts";
import { GALLERY_VIEWS } from "./gallery-views.ts";
import { type Gallery, openGallery } from "./gallery.ts";
import { AGENT_HZ } from "./tones.ts";

/**
 * Every view of the console, each state worth looking at, in real Chromium: WCAG 2.2 AA by axe in both themes, twice the size
 * without loss, no movement where none is wanted.
 */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Themes differ in colours and in nothing else: the second one needs no more looking at. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A zoom of 200 % halves the window in CSS pixels (WCAG 1.4.4, 1.4.10). */
const HALF = { width: 640, height: 360 };

/** Views looked at side by side: half a core is idle while a page is loaded. */
const PAGES = 2;

/** These pages get what processor time the calls leave (test/stages.mjs); how fast a view comes is no question here. */
const PATIENCE_MS = 120_000;

let gallery: Gallery;
let browser: Browser;
const free: Page[] = [];
const folder = mkdtempSync(join(tmpdir(), "cordboard-accessibility-"));

beforeAll(async () => {
  [gallery, browser] = await Promise.all([openGallery(), openBrowser(folder, { toneHz: AGENT_HZ })]);
  for (let opened = 0; opened < PAGES; opened += 1) {
    const page = await openTab(browser, { reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE_MS);
    free.push(page);
  }
});
afterAll(async () => {
  await browser.close();
  await gallery.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A page that nobody else looks at meanwhile. */
async function withPage(look: (page: Page) => Promise<void>): Promise<void> {
  const page = free.pop();
  if (page === undefined) throw new Error(`more than ${PAGES} tests at a time`);
  await look(page).finally(() => free.push(page));
}

/**
 * Rule and element of everything axe finds wrong now. Left out is only React Aria's own announcer: for some seconds it names a button
 * that was pressed and is gone since.
 */
async function violations(page: Page, rules: "all" | "of-colour"): Promise<readonly string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const runOnly = rules === "all" ? { type: "tag", values: WCAG } : { type: "rule", values: COLOUR_RULES };
  const options = { runOnly, resultTypes: ["violations"] };
  const result = (await page.evaluate(
    `axe.run({ exclude: ["[data-live-announcer]"] }, ${JSON.stringify(options)})`,
  )) as AxeResults;
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
  );
}

/** Looked at is what a colour becomes: without the moment over which it changes, which each element that inherits it begins anew. */
const setTheme = (page: Page, theme: "light" | "dark") =>
  page.evaluate(`(async () => {
    const atOnce = new CSSStyleSheet();
    atOnce.replaceSync("*, ::before, ::after { transition: none !important }");
    document.adoptedStyleSheets = [atOnce];
    document.documentElement.dataset.theme = ${JSON.stringify(theme)};
    for (let frame = 0, still = 0; frame < 200 && still < 3; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      still = document.getAnimations().some((each) => each instanceof CSSTransition) ? 0 : still + 1;
    }
  })()`);

/** A menu or dialog moves to its new place some frames after the window has changed: waits until nothing moves for three. */
const halve = async (page: Page) => {
  await page.setViewportSize(HALF);
  await page.evaluate(`(async () => {
    const places = () => [...document.querySelectorAll("button, a, input, textarea, h1, h2, [role=option], [role=menuitem]")]
      .map((element) => { const { left, top, right } = element.getBoundingClientRect(); return left + "," + top + "," + right; })
      .join(" ");
    for (let frame = 0, still = 0, last = ""; frame < 200 && still < 3; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = places();
      still = now === last && innerWidth === 640 ? still + 1 : 0;
      last = now;
    }
  })()`);
};

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
    // The console scrolls inside: were the page itself longer than the window, focusing something could scroll all of it away.
    // A list that was open while the window shrank is placed anew, by a frame of its own.
    ...(document.querySelector("[data-testid=nav-settings]") !== null && page.scrollHeight > page.clientHeight + 1 &&
      document.querySelector("[role=menu], [role=listbox]") === null
      ? ["the page scrolls: " + page.scrollHeight + " of " + page.clientHeight] : []),
    ...wide.map((element) => element.outerHTML.slice(0, 160)),
  ];
})()`;

/** Buttons of a call that something else lies on, or that are out of the window; with how many there are. */
const CALL_BUTTONS = `(() => {
  const buttons = [...document.querySelectorAll(
    "[data-testid=call-band] > div:first-child button, [data-testid=call-strip] [role=toolbar] button, [data-testid=second-call] button, [data-testid=call-panel] [data-testid=mute-button], [data-testid=hang-up-button]",
  )];
  const covered = buttons.flatMap((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.15], [0.5, 0.85]];
    const over = points.map(([x, y]) => document.elementFromPoint(left + x * width, top + y * height))
      .find((found) => found === null || !button.contains(found));
    return over === undefined ? [] : [button.dataset.testid + " below " + (over === null ? "the window" : over.outerHTML.slice(0, 120))];
  });
  return { count: buttons.length, covered };
})()`;
interface CallButtons {
  readonly count: number;
  readonly covered: readonly string[];
}

/** What is offered in an open list or menu, else in a dialog, and can be brought to nobody's pointer: cut off, or below something. */
const OUT_OF_REACH = `(() => {
  const offered = [...document.querySelectorAll("[role=option], [role=menuitem]")];
  const inside = offered.length > 0 ? offered : [...document.querySelectorAll("dialog[open] :is(button, input:not([type=checkbox]), textarea, a)")];
  const shown = inside.filter((element) => element.closest("[aria-hidden=true], .visually-hidden") === null && element.getBoundingClientRect().width > 1);
  return shown.flatMap((element) => {
    element.scrollIntoView({ block: "nearest" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    const isMet = over !== null && (element.contains(over) || (over.contains(element) && over.closest("dialog, [role=listbox], [role=menu]") !== null));
    return isMet ? [] : [element.outerHTML.slice(0, 120) + " below " + (over === null ? "the window" : over.outerHTML.slice(0, 120))];
  });
})()`;

/** Ways to another view that cannot be seen without scrolling the rail. */
const OUT_OF_THE_RAIL = `(() => {
  const rail = document.querySelector("[data-testid=nav-settings]")?.closest("nav");
  if (!rail) return [];
  const { top, bottom } = rail.getBoundingClientRect();
  return [...rail.querySelectorAll("a, button")].filter((entry) => {
    const box = entry.getBoundingClientRect();
    return box.height < 24 || box.top < Math.max(0, top) - 0.5 || box.bottom > Math.min(innerHeight, bottom) + 0.5;
  }).map((entry) => entry.dataset.testid);
})()`;

/** What in the bar at the top is out of the window; and one's own name if it is cut short. */
const OUT_OF_THE_BAR = `(() => {
  const bar = document.querySelector("[data-testid=user-menu]")?.closest("header");
  if (!bar) return [];
  return [...bar.querySelectorAll("*")].filter((element) => {
    const { left, right, top, width } = element.getBoundingClientRect();
    const { clipPath, overflowX } = getComputedStyle(element);
    // For screen readers only.
    if (width <= 1 || clipPath !== "none" || element.closest("[hidden]") !== null) return false;
    const isName = element.closest("[data-testid=user-menu]") !== null;
    const isCut = isName && overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    return isCut || left < 0 || top < 0 || right > innerWidth + 0.5;
  }).map((element) => element.outerHTML.slice(0, 120));
})()`;
/** Of a call: a state whose second line is cut, and controls that do not stand in one row. */
const TORN_APART = `(() => {
  const cut = [...document.querySelectorAll("[data-testid=agent-state] span")].filter(
    ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
      clientWidth > 0 && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 2),
  );
  const rows = [...document.querySelectorAll("[data-testid^=call-] [role=toolbar]")].filter((toolbar) => {
    const middles = [...toolbar.querySelectorAll("button")].map((button) => {
      const { top, bottom } = button.getBoundingClientRect();
      return (top + bottom) / 2;
    });
    return Math.max(...middles) - Math.min(...middles) > 2;
  });
  return [...cut, ...rows].map((element) => element.outerHTML.slice(0, 160));
})()`;
const TEXT_TWICE = "document.documentElement.style.fontSize = '200%'";

/** What the tour's card lies on: the thing it points at, words and figures of the desk. */
const BELOW_THE_TOUR = `(() => {
  const card = document.querySelector("[data-testid=tour]").getBoundingClientRect();
  return [...document.querySelectorAll("[data-tour=here], [data-testid=idle] :is(h1, p, dl, ul, button)")].filter((element) => {
    // Where its words are: a centred line is as wide as the page.
    const words = document.createRange();
    words.selectNodeContents(element);
    const { left, right, top, bottom } = words.getBoundingClientRect();
    return left < card.right && right > card.left && top < card.bottom && bottom > card.top;
  }).map((element) => element.outerHTML.slice(0, 120));
})()`;

/** Whatever is open over the console: nothing stands between an agent and the call. */
async function expectAllInReach(page: Page, { group, name }: GalleryView, size: string): Promise<void> {
  expect(((await page.evaluate(OUT_OF_REACH)) as string[]).join("\n"), size).toBe("");
  const { count, covered } = (await page.evaluate(CALL_BUTTONS)) as CallButtons;
  expect(covered.join("\n"), size).toBe("");
  if (group === "in-call" || /^transfer picker|^palette in a call/u.test(name)) expect(count, size).toBeGreaterThan(1);
}

describe.concurrent.each(GALLERY_VIEWS)("$group: $name", (shown) => {
  it("has nothing that WCAG 2.2 AA forbids, in both themes, fits at 200 %, and leaves a call's buttons in reach", async () => {
    await withPage(async (page) => {
      await page.setViewportSize({ width: 1_280, height: 720 });
      await openView(page, gallery.url, shown, "en");
      for (const [index, theme] of themesOf(shown).entries()) {
        await setTheme(page, theme);
        const found = await violations(page, index === 0 ? "all" : "of-colour");
        expect(found.join("\n"), `in the ${theme} theme`).toBe("");
      }
      await expectAllInReach(page, shown, "at 1280 x 720");
      await halve(page);
      expect(((await page.evaluate(OVERFLOW)) as string[]).join("\n"), "at 200 %").toBe("");
      expect(await page.evaluate(OUT_OF_THE_RAIL), "at 200 %").toEqual([]);
      await expectAllInReach(page, shown, "at 200 %");
      expect(await page.evaluate(OUT_OF_THE_BAR), "at 200 %").toEqual([]);
      expect(await page.evaluate(TORN_APART), "at 200 %").toEqual([]);
      await page.setViewportSize({ width: 1_280, height: 720 });
      await page.evaluate(TEXT_TWICE);
      expect(await page.evaluate(OUT_OF_THE_BAR), "at 200 % text").toEqual([]);
      expect(await page.evaluate(TORN_APART), "at 200 % text").toEqual([]);
    });
  });
});

/** Where a list opens, and how long it is, is decided when it opens: here the window is small by then. */
const LISTS = GALLERY_VIEWS.filter(({ group, name }) => group === "in-call" || name.startsWith("transfer picker"));
describe.concurrent.each(LISTS)("$group: $name, opened at 200 %", (shown) => {
  it("is whole, can be read to its end, and leaves the call's buttons in reach", async () => {
    await withPage(async (page) => {
      await page.setViewportSize(HALF);
      await openView(page, gallery.url, shown, "en");
      expect(((await page.evaluate(OVERFLOW)) as string[]).join("\n")).toBe("");
      await expectAllInReach(page, shown, "opened at 200 %");
    });
  });
});

describe("the rail of somebody who may go everywhere", () => {
  const longest = GALLERY_VIEWS.find(({ name }) => name === "people");
  const ENTRIES = 10;
  it.each([
    ["en", "200 % zoom", HALF, ""],
    ["zh", "200 % zoom", HALF, ""],
    ["en", "200 % text", { width: 1_280, height: 720 }, TEXT_TWICE],
    ["zh", "200 % text", { width: 1_280, height: 720 }, TEXT_TWICE],
  ] as const)(
    "is whole without scrolling, by pointer and by Tab (%s, %s)",
    async (language, _size, viewport, change) => {
      await withPage(async (page) => {
        await page.setViewportSize(viewport);
        await openView(page, gallery.url, longest ?? expect.fail("no such view"), language);
        await page.evaluate(change);
        expect(await page.evaluate(OUT_OF_THE_RAIL)).toEqual([]);
        await page.evaluate("document.querySelector('[data-testid=nav-desk]').focus()");
        const reached: unknown[] = [];
        for (let entry = 0; entry < ENTRIES; entry += 1) {
          reached.push(
            await page.evaluate(`(() => {
            const { left, top, width, height } = document.activeElement.getBoundingClientRect();
            const isMet = document.activeElement.contains(document.elementFromPoint(left + width / 2, top + height / 2));
            return document.activeElement.dataset.testid + (isMet ? "" : " is covered");
          })()`),
          );
          await page.keyboard.press("Tab");
        }
        expect(reached).toEqual(
          ["desk", "search", "history", "agenda", "waiting", "lists", "wallboard", "admin", "settings", "help"].map(
            (view) => `nav-${view}`,
          ),
        );
        expect(await page.evaluate("document.querySelector('[data-testid=nav-desk]').closest('nav').scrollTop")).toBe(
          0,
        );
      });
    },
  );
});

describe("the bar at the top for somebody with a long name", () => {
  const NAME = "Alexandra Featherstonehaugh-Cholmondeley";
  it.each([
    ["en", "ready", "200 % zoom", HALF, ""],
    ["zh", "ready", "200 % zoom", HALF, ""],
    ["en", "ready", "200 % text", { width: 1_280, height: 720 }, TEXT_TWICE],
    ["zh", "ready", "200 % text", { width: 1_280, height: 720 }, TEXT_TWICE],
    ["en", "connected", "100 %", { width: 1_280, height: 720 }, ""],
    // One line, for the call's sake: the name is told, not shown.
    ["en", "connected", "200 % zoom", HALF, ""],
    ["zh", "connected", "200 % text", { width: 1_280, height: 720 }, TEXT_TWICE],
  ] as const)("says whose it is, whole (%s, %s, %s)", async (language, state, size, viewport, change) => {
    await withPage(async (page) => {
      await page.setViewportSize(viewport);
      const user = testId("user-menu");
      const at = `?state=${state}&who=long#/desk`;
      await openView(page, gallery.url, { group: "desk", name: "", at, shows: user, isMain: false }, language);
      await page.evaluate(change);
      expect(await page.evaluate(OUT_OF_THE_BAR)).toEqual([]);
      expect(await page.getByRole("button", { name: NAME }).count()).toBe(1);
      const name = await page.locator(`${user} span span`).boundingBox();
      expect((name?.width ?? 0) > 1).toBe(state === "ready" || size === "100 %");
    });
  });
});

describe("the first tour", () => {
  const tour = GALLERY_VIEWS.find(({ name }) => name === "first tour");
  it.each(["en", "zh"] as const)(
    "covers neither what it talks about nor anything of the idle desk (%s)",
    async (language) => {
      await withPage(async (page) => {
        await page.setViewportSize({ width: 1_280, height: 720 });
        await openView(page, gallery.url, tour ?? expect.fail("no such view"), language);
        for (let step = 1; step <= 5; step += 1) {
          expect(await page.evaluate(BELOW_THE_TOUR), `step ${step}`).toEqual([]);
          await page.locator('[data-testid="tour-next"]').click();
        }
      });
    },
  );
});

describe("whoever wants no movement", () => {
  const moving = GALLERY_VIEWS.filter(({ name }) =>
    ["desk offered", "desk connected", "desk consulting"].includes(name),
  );
  it.each(moving)("sees none at $name", async (shown) => {
    await withPage(async (page) => {
      await page.setViewportSize({ width: 1_280, height: 720 });
      await openView(page, gallery.url, shown, "en");
      const animations = await page.evaluate(
        "document.getAnimations().filter((each) => each.effect.getComputedTiming().duration > 1).map((each) => each.effect.target.outerHTML.slice(0, 120))",
      );
      expect(animations).toEqual([]);
    });
  });
});
