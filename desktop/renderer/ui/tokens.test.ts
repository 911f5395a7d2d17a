import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const renderer = join(import.meta.dirname, "..");
/** Set by a component on its own element or the page, or by React Aria. */
const SET_ELSEWHERE = ["--rows", "--notices-height", "--trigger-width"];

function styleSheets(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".css"))
    .map((path) => join(folder, path));
}

it("every token that a style names is defined: a colour that is not there is no colour at all", () => {
  const sheets = styleSheets(renderer).map((path) => ({ path, css: readFileSync(path, "utf8") }));
  const defined = new Set(SET_ELSEWHERE);
  for (const { css } of sheets) for (const [, token] of css.matchAll(/^\s*(--[\w-]+):/gmu)) defined.add(token ?? "");
  const missing = sheets.flatMap(({ path, css }) =>
    [...css.matchAll(/var\((--[\w-]+)/gu)]
      .map(([, token]) => token ?? "")
      .filter((token) => !defined.has(token))
      .map((token) => `${path}: ${token}`),
  );
  expect(defined.size).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});
