import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { entryScripts } from "./built-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-built-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const page = (name: string, head: string) => writeFileSync(join(folder, name), `<head>${head}</head><div id="root">`);

it("names the script with which each built page begins, as the build writes it, and not what it only loads ahead", () => {
  page(
    "index.html",
    '<script type="module" crossorigin src="./assets/index-Ab12Cd34.js"></script><link rel="modulepreload" href="./assets/react-X.js">',
  );
  page("wallboard.html", '<script type="module" crossorigin src="./assets/wallboard-Ef56Gh78.js"></script>');
  expect(entryScripts(folder)).toEqual(["index-Ab12Cd34.js", "wallboard-Ef56Gh78.js"]);
});

it("names none where nothing is built, or a page begins without one", () => {
  expect(entryScripts(null)).toEqual([]);
  expect(entryScripts(folder)).toEqual([]);
  page("index.html", "<title>Cordboard</title>");
  expect(entryScripts(folder)).toEqual([]);
});
