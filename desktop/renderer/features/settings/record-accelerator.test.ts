import { describe, expect, it } from "vitest";
import { acceleratorKeys, isModifier, recordAccelerator } from "./record-accelerator.ts";

const press = (text: string) => {
  const parts = text.split("+");
  return {
    code: parts.at(-1) ?? "",
    ctrlKey: parts.includes("Ctrl"),
    metaKey: parts.includes("Meta"),
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
    isAltGraph: parts.includes("AltGr"),
  };
};

describe("recording a key combination", () => {
  it.each([
    ["Ctrl+Alt+KeyJ", "Control+Alt+J"],
    ["Ctrl+Shift+F9", "Control+Shift+F9"],
    ["Meta+Digit1", "Super+1"],
    ["Alt+ArrowUp", "Alt+Up"],
    ["F13", "F13"],
    ["MediaPlayPause", "MediaPlayPause"],
    ["KeyJ", null],
    ["Shift+KeyJ", null],
    ["F5", null],
    ["Ctrl+Alt+AltGr+KeyQ", null],
    ["Ctrl+Semicolon", null],
    ["Ctrl+Enter", null],
  ])("%s is %s", (text, accelerator) => {
    expect(recordAccelerator(press(text))).toBe(accelerator);
  });

  it("waits while only modifiers are down", () => {
    expect(["ControlLeft", "ShiftRight", "AltLeft", "MetaLeft", "KeyA"].map(isModifier)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it("shows what is printed on the keyboard", () => {
    expect(acceleratorKeys("CommandOrControl+Shift+F9", false)).toEqual(["Ctrl", "Shift", "F9"]);
    expect(acceleratorKeys("CommandOrControl+Shift+F9", true)).toEqual(["⌘", "⇧", "F9"]);
    expect(acceleratorKeys("Super+PageUp", false)).toEqual(["Win", "Page Up"]);
  });
});
