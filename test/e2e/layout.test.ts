import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, openTab } from "./browsers.ts";
import { type Gallery, openGallery } from "./gallery.ts";
import { AGENT_HZ } from "./tones.ts";

/** How views are laid out where it is close, measured in real Chromium: jsdom lays out nothing. */
const folder = mkdtempSync(join(tmpdir(), "cordboard-layout-"));
let gallery: Gallery;
let browser: Browser;

beforeAll(async () => {
  [gallery, browser] = await Promise.all([openGallery(), openBrowser(folder, { toneHz: AGENT_HZ })]);
});
afterAll(async () => {
  await browser.close();
  await gallery.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Of each row its height, and how much is free above the name and below the last line of the first cell, in pixels. */
const ROWS = `[...document.querySelectorAll("[data-testid=queue-row]")].map((row) => {
  const [cell, first, last] = [row.cells[0], row.cells[0].firstElementChild, row.cells[0].lastElementChild].map((each) =>
    each.getBoundingClientRect(),
  );
  return { height: cell.height, above: first.top - cell.top, below: cell.bottom - last.bottom };
})`;

it.each([
  [1_280, 720, "en"],
  [1_280, 720, "zh"],
  [1_920, 1_080, "en"],
  [1_920, 1_080, "zh"],
] as const)(
  "a closed queue with a long name has a row like the others, and room in it: %i x %i, %s",
  async (width, height, language) => {
    const page = await openTab(browser, { viewport: { width, height } });
    await page.goto(gallery.url(`?page=wall&role=supervisor&queues=6&agents=20&closed=faults&lang=${language}`));
    await page.getByTestId("queue-closed").waitFor();
    await page.evaluate("document.fonts.ready");
    const rows = (await page.evaluate(ROWS)) as readonly { height: number; above: number; below: number }[];
    expect(rows).toHaveLength(6);
    const heights = rows.map((row) => row.height);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(3);
    const free = Math.min(...rows.flatMap(({ above, below }) => [above, below]));
    expect(free).toBeGreaterThan(height / 300);
    await page.context().close();
  },
);

it.each(["en", "zh"])(
  "the strip above another view names in full who is on the line at twice the size, in one row: %s",
  async (language) => {
    const page = await openTab(browser, { viewport: { width: 640, height: 360 } });
    await page.goto(gallery.url(`?state=unknown&lang=${language}#/settings`));
    const strip = page.getByTestId("call-strip");
    await strip.waitFor();
    await page.evaluate("document.fonts.ready");
    const who = strip.getByText(language === "en" ? "Number withheld" : "号码已隐藏", { exact: true });
    expect(await who.evaluate((name) => name.scrollWidth <= name.clientWidth)).toBe(true);
    const hangUp = await strip.getByTestId("hangup").boundingBox();
    const mute = await strip.getByTestId("mute").boundingBox();
    expect(hangUp?.y).toBe(mute?.y);
    await page.context().close();
  },
);
