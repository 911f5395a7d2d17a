import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Value from "typebox/value";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, DesktopSettingsSchema } from "../../../shared/ipc/desktop-settings.ts";
import { DesktopLog } from "../diagnostics/desktop-log.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import { readSettings } from "./read-settings.ts";
import { SettingsStore } from "./settings-store.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("settings from a text", () => {
  it("are the defaults where there is none", () => {
    expect(readSettings(null)).toEqual({ settings: DEFAULT_SETTINGS, repaired: [], isNewer: false });
  });

  it("without a version are those an administrator wrote by hand", () => {
    const { settings, repaired } = readSettings('{"server": "https://cordboard.example"}');
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, serverUrl: "https://cordboard.example" });
    expect(repaired).toEqual([]);
  });

  it("lose only what is wrong", () => {
    const text = JSON.stringify({
      ...DEFAULT_SETTINGS,
      openLinks: "yes",
      closeToTray: true,
      hotkeys: { answer: "Alt+F2", mute: 7 },
    });
    const { settings, repaired } = readSettings(text);
    expect(repaired).toEqual(["hotkeys.mute", "openLinks"]);
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      closeToTray: true,
      hotkeys: { ...DEFAULT_SETTINGS.hotkeys, answer: "Alt+F2" },
    });
  });

  it("of a later version are understood as far as they go", () => {
    const { settings, isNewer } = readSettings(JSON.stringify({ ...DEFAULT_SETTINGS, schemaVersion: 9, later: 1 }));
    expect([settings, isNewer]).toEqual([DEFAULT_SETTINGS, true]);
  });

  it("are carried over one version after the other", () => {
    const steps: number[] = [];
    readSettings("{}", {
      0: (old) => {
        steps.push(0);
        return old;
      },
    });
    expect(steps).toEqual([0]);
  });

  it("are always valid, whatever the file holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constantFrom("[]", "null", "1", "")), (text) =>
        Value.Check(DesktopSettingsSchema, readSettings(text).settings),
      ),
    );
  });
});

describe("the settings file", () => {
  const log = () => new DesktopLog({ folder: join(folder, "logs"), now: () => 0 });

  it("is replaced as a whole and leaves nothing beside it", () => {
    const path = join(folder, "settings.json");
    writeFileAtomically(path, "old");
    writeFileAtomically(path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["settings.json"]);
  });

  it("stays as it was where the new one cannot be written", () => {
    const path = join(folder, "settings.json");
    writeFileAtomically(path, "old");
    // A folder stands where the new text would be written.
    mkdirSync(`${path}.new`);
    expect(() => writeFileAtomically(path, "new")).toThrowError();
    expect(readFileSync(path, "utf8")).toBe("old");
  });

  it("holds until the end of the program on a disk that cannot be written, and says so", () => {
    const path = join(folder, "no", "settings.json");
    writeFileSync(join(folder, "no"), "a file, not a folder");
    const store = new SettingsStore(path, log());
    store.change({ closeToTray: true });
    expect([store.get().closeToTray, store.problem]).toEqual([true, "not-saved"]);
  });

  it("that cannot be read is kept aside and its defaults are used", () => {
    const path = join(folder, "settings.json");
    writeFileSync(path, "{ half a te");
    const store = new SettingsStore(path, log());
    expect([store.get(), store.problem]).toEqual([DEFAULT_SETTINGS, "repaired"]);
    store.change({ closeToTray: true });
    expect(readFileSync(`${path}.before-repair`, "utf8")).toBe("{ half a te");
    expect(new SettingsStore(path, log()).problem).toBeNull();
  });

  it("is the owner's alone", () => {
    const path = join(folder, "settings.json");
    new SettingsStore(path, log()).change({});
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});
