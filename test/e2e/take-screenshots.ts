/**
 * `npx tsx test/e2e/take-screenshots.ts [en|zh] [gallery|product|<group>...] [large|zoomed]`: every state of every view of the
 * gallery, and a walk through the running product, in both languages and themes, into test-results/screenshots. With `large` or
 * `zoomed` the gallery alone, every view at 1920 x 1080 or at 200 %. For looking at: nothing is compared.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { type Language, LANGUAGES } from "../../shared/domain/contact.ts";
import { openBrowser, openTab } from "./browsers.ts";
import { startEnvironment } from "./environment.ts";
import { type GalleryView, openView, themesOf, VIEW_GROUPS } from "./gallery-view.ts";
import { GALLERY_VIEWS } from "./gallery-views.ts";
import { type Gallery, openGallery } from "./gallery.ts";
import { LARGE, Photographer, SMALL } from "./photographer.ts";
import { ProductWalk } from "./product-walk.ts";
import { AGENT_HZ } from "./tones.ts";

const folder = join(import.meta.dirname, "..", "..", "test-results", "screenshots");
/** A zoom of 200 % on a small screen: half the CSS pixels, each four times as large. */
const ZOOMED = { viewport: { width: SMALL.width / 2, height: SMALL.height / 2 }, deviceScaleFactor: 2 };
const ZOOMED_GROUPS: readonly string[] = ["desk", "two-calls"];
const AT_SIZES = { large: { viewport: LARGE }, zoomed: ZOOMED } as const;

const wishes = process.argv.slice(2);
const languages = LANGUAGES.filter(
  (language) => wishes.includes(language) || !LANGUAGES.some((each) => wishes.includes(each)),
);
const named = VIEW_GROUPS.filter((group) => wishes.includes(group));
const onlyAt = (["large", "zoomed"] as const).filter((size) => wishes.includes(size));
const withGallery = wishes.includes("gallery") || named.length > 0 || !wishes.includes("product");
const withProduct =
  wishes.includes("product") || (!wishes.includes("gallery") && named.length === 0 && onlyAt.length === 0);

const photographer = new Photographer(folder);
if (withGallery) {
  const views = GALLERY_VIEWS.filter(({ group }) => named.length === 0 || named.includes(group));
  await inGallery(onlyAt.length === 0 ? (...at) => atUsualSizes(views, ...at) : (...at) => atOneSize(views, ...at));
}
if (withProduct) for (const language of languages) await photographProduct(language);

type TakeAll = (browser: Browser, gallery: Gallery, language: Language) => Promise<void>;

async function inGallery(takeAll: TakeAll): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "cordboard-pictures-"));
  const [gallery, browser] = await Promise.all([openGallery(), openBrowser(scratch, { toneHz: AGENT_HZ })]);
  try {
    for (const language of languages) await takeAll(browser, gallery, language);
  } finally {
    await browser.close();
    await gallery.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function look(language: Language) {
  return { locale: language === "zh" ? "zh-CN" : "en-GB", reducedMotion: "reduce" } as const;
}

async function atUsualSizes(
  views: readonly GalleryView[],
  ...[browser, gallery, language]: Parameters<TakeAll>
): Promise<void> {
  const page = await openTab(browser, look(language));
  const zoomed = await openTab(browser, { ...look(language), ...ZOOMED });
  for (const view of views) {
    const { group, name, isMain } = view;
    await orFailure(page, view, language, async () => {
      await openView(page, gallery.url, view, language);
      await photographer.take(page, { group, name, language, large: isMain, themes: themesOf(view) });
      if (!ZOOMED_GROUPS.includes(group)) return;
      await openView(zoomed, gallery.url, view, language);
      await photographer.take(zoomed, { group, name, language, zoom: "200-percent", themes: ["light"] });
    });
  }
  await page.context().close();
  await zoomed.context().close();
}

/** As somebody comes to it whose window has that size from the start. */
async function atOneSize(
  views: readonly GalleryView[],
  ...[browser, gallery, language]: Parameters<TakeAll>
): Promise<void> {
  for (const zoom of onlyAt) {
    const page = await openTab(browser, { ...look(language), ...AT_SIZES[zoom] });
    for (const view of views) {
      const { group, name } = view;
      await orFailure(page, view, language, async () => {
        await openView(page, gallery.url, view, language);
        await photographer.take(page, { group, name, language, zoom, themes: themesOf(view) });
      });
    }
    await page.context().close();
  }
}

/** The others are worth looking at all the same; what stood on the screen is kept. */
async function orFailure(
  page: Page,
  { group, name }: GalleryView,
  language: Language,
  take: () => Promise<void>,
): Promise<void> {
  try {
    await take();
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${language} ${group}: ${name}: ${String(error)}\n`);
    await page.screenshot({ path: join(folder, `failed-${group}-${name.replace(/\W+/gu, "-")}.${language}.png`) });
  }
}

async function photographProduct(language: Language): Promise<void> {
  const env = await startEnvironment();
  try {
    await new ProductWalk(env, language, photographer).all();
  } catch (error) {
    await keepFailure(await env.browser(AGENT_HZ));
    throw error;
  } finally {
    await env.stop();
  }
}

/** What stood on the screens when a view did not come. */
async function keepFailure(browser: Browser): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) await page.screenshot({ path: join(folder, `failed-${index}.png`) });
}
