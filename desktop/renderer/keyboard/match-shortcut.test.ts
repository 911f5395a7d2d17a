import { describe, expect, it } from "vitest";
import { SHORTCUT_IDS } from "./shortcuts.ts";
import { isLead, type KeyPress, matchingShortcuts, matchShortcut } from "./match-shortcut.ts";

function press(text: string): KeyPress {
  const parts = text.split("+");
  const key = parts.at(-1) ?? "";
  return {
    code: /^[A-Z]$/.test(key) ? `Key${key}` : key,
    key: /^[A-Z]$/.test(key) ? key.toLowerCase() : key,
    ctrlKey: parts.includes("Ctrl"),
    metaKey: parts.includes("Cmd"),
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
  };
}

describe("matchShortcut", () => {
  it.each([
    //  keys               typing  result
    ["A", false, "answer"],
    ["A", true, null],
    ["Alt+A", true, "answer"],
    ["Ctrl+A", false, null],
    ["Shift+M", false, null],
    ["M", false, "mute"],
    ["X", false, null], //         a letter in the wrong place never ends a call
    ["Alt+X", false, "hang-up"],
    ["Alt+X", true, "hang-up"],
    ["Ctrl+Enter", true, "finish"],
    ["Cmd+Enter", true, "finish"],
    ["Ctrl+Shift+Enter", true, "finish-not-ready"],
    ["Enter", false, null],
    ["/", false, "search"],
    ["/", true, null],
    ["Shift+?", false, "help"],
    ["Shift+?", true, null],
  ] as const)("%s (typing: %s) is %s", (keys, typing, expected) => {
    expect(matchShortcut(press(keys), null, typing)).toBe(expected);
  });

  it("takes two keys one after the other, and only in that order", () => {
    expect(isLead(press("G"), false)).toBe(true);
    expect(isLead(press("G"), true)).toBe(false);
    expect(matchShortcut(press("H"), "KeyG", false)).toBe("go-history");
    expect(matchShortcut(press("H"), null, false)).toBe("hold");
    expect(matchShortcut(press("M"), "KeyG", false)).toBe(null);
  });
});

describe("the table of keys", () => {
  const codes = ["Enter", "/", "?", ",", "Digit1", "Digit2", "Digit3", ...[..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]];
  const held = ["", "Alt+", "Ctrl+", "Cmd+", "Shift+", "Ctrl+Shift+", "Ctrl+Alt+"];
  const presses = held.flatMap((keys) => codes.map((code) => keys + code));

  it.each([null, "KeyG"])("gives no press to two actions (after %s)", (lead) => {
    const conflicts = presses.flatMap((keys) =>
      [false, true].flatMap((typing) => {
        const found = matchingShortcuts(press(keys), lead, typing);
        return found.length > 1 ? [`${keys}, typing ${typing}: ${found.join(", ")}`] : [];
      }),
    );
    expect(conflicts).toEqual([]);
  });

  it("leaves no action without a key that reaches it", () => {
    const reached = new Set(
      [null, "KeyG"].flatMap((lead) => presses.flatMap((keys) => matchingShortcuts(press(keys), lead, false))),
    );
    expect(SHORTCUT_IDS.filter((id) => !reached.has(id))).toEqual(["disposition"]);
  });
});
