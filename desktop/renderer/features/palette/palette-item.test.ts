import { describe, expect, it } from "vitest";
import { matching, type PaletteItem } from "./palette-item.ts";

const item = (
  id: string,
  label: string,
  group: PaletteItem["group"] = "action",
  aside = "",
  also = "",
): PaletteItem => ({
  id,
  group,
  label,
  icon: "check",
  aside,
  also,
  run: () => undefined,
});
const ITEMS = [
  item("mute", "Mute, unmute"),
  item("unhold", "Hold, resume the muted call"),
  item("history", "History", "go", "", "past calls lishi ls"),
  item("theme", "Dark theme", "look", "appearance"),
];
const ids = (text: string) => matching(ITEMS, text).map(({ id }) => id);

describe("what the palette finds", () => {
  it.each([
    ["", ["mute", "unhold", "history", "theme"]],
    ["mute", ["mute", "unhold"]],
    ["CALL hold", ["unhold"]],
    ["appear", ["theme"]],
    ["LS", ["history"]],
    ["his past", ["history"]],
    ["alls", []],
    ["nothing like it", []],
  ])("%j", (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });
});
