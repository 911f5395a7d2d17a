import { render, screen } from "@testing-library/react";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ConsolePage } from "../../../test/fakes/console-page.tsx";
import { CollectedItems } from "./collected-items.tsx";

const root = join(import.meta.dirname, "../../..");

/** `key: "..."` of whatever menus and the waiting room write down of a caller. */
function recordedKeys(): readonly string[] {
  const files = ["ivr-flows", "server/app/waiting"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => readFileSync(join(root, folder, name), "utf8")),
  );
  const keys = files.flatMap((source) => [...source.matchAll(/\bkey: "([a-z-]+)"/g)].map(([, key]) => key ?? ""));
  return [...new Set(keys)];
}

it("each thing a caller told has a word of its own, and a number is written as one", () => {
  const keys = recordedKeys();
  expect(keys).toEqual(expect.arrayContaining(["language", "pin", "intent", "callback-number"]));
  const items = keys.map((key) => ({ key, value: "+8613800138002", verified: false, at: 0 }));
  render(<CollectedItems items={items} />, { wrapper: new ConsolePage({}).wrapper });
  const shown = [...screen.getByTestId("collected").children].map((item) => item.firstElementChild?.textContent ?? "");
  expect(shown.filter((label, index) => label === keys[index])).toEqual([]);
  expect(screen.getByText("+86 138 0013 8002")).toBeTruthy();
});
