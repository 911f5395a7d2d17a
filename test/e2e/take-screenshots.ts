/**
 * `npx tsx test/e2e/take-screenshots.ts [en|zh] [gallery|product|<group>...]`: every state of every view of the gallery, and a walk
 * through the running product, in both languages and themes, into test-results/screenshots. For looking at: nothing is compared.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type Language, LANGUAGES } from "../../shared/domain/contact.ts";
import { openBrowser, openTab } from "./browsers.ts";
import { startEnvironment } from "./environment.ts";
import { type GalleryView, openView, themesOf, VIEW_GROUPS } from "./gallery-view.ts";
import { GALLERY_VIEWS } from "./gallery-views.ts";
import { openGallery } from "./gallery.ts";
import { Photographer, SMALL } from "./photographer.ts";
import { ProductWalk } from "./product-walk.ts";
import { AGENT_HZ } from "./tones.ts";

const folder = join(import.meta.dirname, "..", "..", "test-results", "screenshots");
/** A zoom of 200 % on a small screen: half the CSS pixels, each four times as large. */
const ZOOMED = { viewport: { width: SMALL.width / 2, height: SMALL.height / 2 }, deviceScaleFactor: 2 };
const ZOOMED_GROUPS: readonly string[] = ["desk", "two-calls"];

const wishes = process.argv.slice(2);
const languages = LANGUAGES.filter(
  (language) => wishes.includes(language) || !LANGUAGES.some((each) => wishes.includes(each)),
);
const named = VIEW_GROUPS.filter((group) => wishes.includes(group));
const withGallery = wishes.includes("gallery") || named.length > 0 || !wishes.includes("product");
const withProduct = wishes.includes("product") || (!wishes.includes("gallery") && named.length === 0);

const photographer = new Photographer(folder);
if (withGallery)
  await photographGallery(GALLERY_VIEWS.filter(({ group }) => named.length === 0 || named.includes(group)));
if (withProduct) for (const language of languages) await photographProduct(language);

async function photographGallery(views: readonly GalleryView[]): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "cordboard-pictures-"));
  const [gallery, browser] = await Promise.all([openGallery(), openBrowser(scratch, { toneHz: AGENT_HZ })]);
  try {
    for (const language of languages) {
      const locale = language === "zh" ? "zh-CN" : "en-GB";
      const page = await openTab(browser, { locale, reducedMotion: "reduce" });
      const zoomed = await openTab(browser, { locale, reducedMotion: "reduce", ...ZOOMED });
      for (const view of views) {
        const { group, name, isMain } = view;
        const themes = themesOf(view);
        try {
          await openView(page, gallery.url, view, language);
          await photographer.take(page, { group, name, language, large: isMain, themes });
          if (!ZOOMED_GROUPS.includes(group)) continue;
          await openView(zoomed, gallery.url, view, language);
          await photographer.take(zoomed, { group, name, language, zoom: "200-percent", themes: ["light"] });
        } catch (error) {
          // The others are worth looking at all the same; what stood on the screen is kept.
          process.exitCode = 1;
          process.stderr.write(`${language} ${group}: ${name}: ${String(error)}\n`);
          await page.screenshot({
            path: join(folder, `failed-${group}-${name.replace(/\W+/gu, "-")}.${language}.png`),
          });
        }
      }
      await page.context().close();
      await zoomed.context().close();
    }
  } finally {
    await browser.close();
    await gallery.stop();
    rmSync(scratch, { recursive: true, force: true });
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
