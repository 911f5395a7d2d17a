import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Language } from "../../shared/domain/contact.ts";

export const SMALL = { width: 1_280, height: 720 };
export const LARGE = { width: 1_920, height: 1_080 };

interface Picture {
  readonly group: string;
  readonly name: string;
  readonly language: Language;
  /** Also on a large screen. */
  readonly large?: boolean;
  /** A word more for the file's name, where the page is not at its usual size; the size is then left as it is. */
  readonly zoom?: string;
  readonly themes?: readonly ("light" | "dark")[];
}

/** Writes pictures as `<folder>/<group>/<number>-<name>.<language>.<theme>.<width>.png`. */
export class Photographer {
  readonly #folder: string;
  readonly #counts = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The theme is switched where the page keeps it, so that a call goes on. */
  async take(
    page: Page,
    { group, name, language, large = false, zoom, themes = ["light", "dark"] }: Picture,
  ): Promise<void> {
    const key = `${group} ${language} ${zoom ?? ""}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    mkdirSync(join(this.#folder, group), { recursive: true });
    const title = `${String(count).padStart(2, "0")}-${name.replace(/[^a-z0-9]+/giu, "-")}`;
    for (const theme of themes) {
      await page.evaluate((wanted) => {
        document.documentElement.dataset["theme"] = wanted;
      }, theme);
      for (const size of zoom !== undefined ? [null] : large ? [SMALL, LARGE] : [SMALL]) {
        if (size !== null) await page.setViewportSize(size);
        const file = [title, language, theme, zoom ?? String(size?.width), "png"].join(".");
        await page.screenshot({ path: join(this.#folder, group, file), animations: "disabled" });
      }
      if (zoom === undefined) await page.setViewportSize(SMALL);
    }
    process.stdout.write(`${language} ${group}: ${name} ${zoom ?? ""}\n`);
  }
}
