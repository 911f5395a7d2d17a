import { describe, expect, it } from "vitest";
import { parseAccelerator, sameKey } from "./accelerator.ts";
import { DEFAULT_SETTINGS } from "./desktop-settings.ts";

describe("global key combinations", () => {
  it.each(["CommandOrControl+Shift+F9", "Control+Alt+A", "Super+1", "Alt+PageUp", "F13", "MediaPlayPause"])(
    "%s is one",
    (text) => {
      expect(parseAccelerator(text)).not.toBeNull();
    },
  );

  it.each([
    ["a letter alone", "A"],
    ["a letter with Shift, which somebody types", "Shift+A"],
    ["a function key that every program uses", "F5"],
    ["modifiers alone", "Control+Shift"],
    ["the same modifier twice", "Control+Control+A"],
    ["an unknown modifier", "Hyper+A"],
    ["a key that does not exist", "Control+F25"],
    ["nothing", ""],
    ["a small letter", "Control+a"],
    ["blanks", "Control + A"],
  ])("%s is none", (_name, text) => {
    expect(parseAccelerator(text)).toBeNull();
  });

  it("are the same whichever way they are written", () => {
    expect(sameKey("Shift+CommandOrControl+F9", false)).toBe(sameKey("Control+Shift+F9", false));
    expect(sameKey("CommandOrControl+F9", true)).toBe(sameKey("Command+F9", true));
    expect(sameKey("CommandOrControl+F9", true)).not.toBe(sameKey("Control+F9", true));
  });

  it("by default differ from each other and are free of AltGr", () => {
    const keys = Object.values(DEFAULT_SETTINGS.hotkeys).filter((key) => key !== null);
    expect(new Set(keys.map((key) => sameKey(key, false))).size).toBe(6);
    for (const key of keys) expect(parseAccelerator(key)?.modifiers).not.toContain("Alt");
  });
});
