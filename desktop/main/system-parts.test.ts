import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import chinese from "../renderer/i18n/zh/common.json" with { type: "json" };
import english from "../renderer/i18n/en/common.json" with { type: "json" };
import { CrashReports } from "./diagnostics/crash-reports.ts";
import { DesktopLog } from "./diagnostics/desktop-log.ts";
import { watchMainProcess } from "./diagnostics/watch-main-process.ts";
import { GlobalHotkeys } from "./global-hotkeys.ts";
import { hardenCommandLine } from "./harden-command-line.ts";
import { isInCall, tellsScreenLock } from "./lock-decision.ts";
import { autostartEntry, startAtLogin } from "./login-item.ts";
import { noticeText } from "./offer-notices.ts";
import { SessionVault } from "./session-vault.ts";
import { languageOfLocale, shellText } from "./texts.ts";
import { trayBitmap } from "./tray-icon.ts";

const electron = await vi.hoisted(async () => {
  const { ElectronFake } = await import("../../test/fakes/electron-fake.ts");
  return new ElectronFake();
});
vi.mock("electron", () => electron.module);

let folder = "";
let log: DesktopLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-parts-"));
  log = new DesktopLog({ folder: join(folder, "logs"), now: () => 0 });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  electron.app.ends.length = 0;
  electron.app.removeAllListeners();
  electron.shortcuts.clear();
});

describe("small decisions", () => {
  it.each([
    ["signed-out", false, false],
    ["not-ready", false, false],
    ["ready", true, false],
    ["offered", true, true],
    ["on-contact", false, true],
    ["wrap-up", false, false],
  ] as const)("%s: locked screen told %s, in a call %s", (state, told, inCall) => {
    expect([tellsScreenLock(state), isInCall(state)]).toEqual([told, inCall]);
  });

  it("speaks the system's language before the console does", () => {
    expect(["zh-CN", "zh_TW", "en-GB", "de"].map(languageOfLocale)).toEqual(["zh", "zh", "en", "en"]);
    expect(shellText("zh", "tray.quit")).not.toBe(shellText("en", "tray.quit"));
  });

  it.each([
    ["en", english],
    ["zh", chinese],
  ] as const)("calls a state in the tray what the console calls it (%s)", (language, { state }) => {
    for (const name of ["signed-out", "not-ready", "ready", "offered", "on-contact", "wrap-up"] as const)
      expect(shellText(language, `state.${name}`)).toBe(state[name]);
  });

  it.each([
    // offers  name   locked   body
    [true, true, false, "Ada Berg · Service"],
    [true, false, false, "Service"],
    [true, true, true, "Service"],
    [false, true, false, null],
  ])("notices %s, names %s, locked %s: %s", (notifyOffers, showCustomerName, isScreenLocked, body) => {
    const offer = { customerName: "Ada Berg", queueName: "Service" };
    const text = noticeText(offer, { notifyOffers, showCustomerName, isScreenLocked }, "en");
    expect(text?.body ?? null).toBe(body);
  });

  it("draws a shape of its own for every state", () => {
    const states = ["signed-out", "not-ready", "ready", "offered", "on-contact", "wrap-up"] as const;
    // Where something is drawn, whatever its colour.
    const outlines = states.map((state) =>
      trayBitmap(state, 16)
        .filter((_byte, at) => at % 4 === 3)
        .join(),
    );
    expect(new Set(outlines).size).toBe(states.length);
    const ready = trayBitmap("ready", 16);
    expect([...ready.slice(0, 4)]).toEqual([0, 0, 0, 0]);
    const middle = (8 * 16 + 8) * 4;
    expect([...ready.slice(middle, middle + 4)]).toEqual([55, 127, 26, 255]);
  });

  it("takes switches away that would open an installed console", () => {
    const given = new Set(["remote-debugging-port", "ignore-certificate-errors", "lang"]);
    const refused = hardenCommandLine({
      hasSwitch: (name) => given.has(name),
      removeSwitch: (name) => void given.delete(name),
    });
    expect([refused, [...given]]).toEqual([["remote-debugging-port", "ignore-certificate-errors"], ["lang"]]);
  });
});

describe("global keys", () => {
  const none = { answer: null, "hang-up": null, mute: null, hold: null, ready: null, "not-ready": null };
  const apply = (hotkeys: Partial<Record<keyof typeof none, string>>) => {
    const pressed: string[] = [];
    const keys = new GlobalHotkeys(log, (action) => pressed.push(action));
    keys.apply({ hotkeysEnabled: true, hotkeys: { ...none, ...hotkeys } });
    return { keys, pressed };
  };

  it("give two actions with the same key to neither", () => {
    const { keys } = apply({ answer: "Control+Shift+F9", "hang-up": "Shift+CommandOrControl+F9", mute: "Alt+F1" });
    const isSame = process.platform !== "darwin";
    expect(keys.states).toMatchObject({ answer: isSame ? "double" : "on", mute: "on" });
    expect(electron.shortcuts.has("Control+Shift+F9")).toBe(!isSame);
  });

  it("never ask the system for what is no combination", () => {
    const { keys } = apply({ answer: "A" });
    expect([keys.states.answer, electron.shortcuts.size]).toEqual(["unusable", 0]);
  });

  it("leave other keys alone when they are given back", () => {
    electron.shortcuts.set("Alt+F12", () => undefined);
    const { keys } = apply({ answer: "Alt+F1" });
    keys.close();
    expect([...electron.shortcuts.keys()]).toEqual(["Alt+F12"]);
  });
});

describe.runIf(process.platform === "linux")("starting with the desktop session on Linux", () => {
  it("is a file that comes and goes", () => {
    const path = join(folder, "autostart", "cordboard.desktop");
    startAtLogin(true, { XDG_CONFIG_HOME: folder, APPIMAGE: "/opt/My Apps/Cordboard.AppImage" }, "/nowhere");
    expect(readFileSync(path, "utf8")).toContain('Exec="/opt/My Apps/Cordboard.AppImage"\n');
    startAtLogin(false, { XDG_CONFIG_HOME: folder }, "/nowhere");
    expect(existsSync(path)).toBe(false);
  });

  it("runs nothing but the program, whatever its folder is called", () => {
    expect(autostartEntry(['/opt/a"; rm -rf $HOME `x` %f \\'])).toContain(
      'Exec="/opt/a\\\\"; rm -rf \\\\$HOME \\\\`x\\\\` %%f \\\\\\\\"\n',
    );
  });
});

describe("the remembered session", () => {
  const server = new URL("https://cordboard.example/");
  const vault = () => new SessionVault(join(folder, "session.bin"), log);

  it("is given to no other server", () => {
    expect(vault().remember(server, "session")).toBe(true);
    expect(vault().recall(new URL("https://other.example/"))).toBeNull();
    expect(vault().recall(server)).toBe("session");
  });

  it("that no longer opens is forgotten", () => {
    vault().remember(server, "session");
    electron.keyring = null;
    expect(vault().recall(server)).toBeNull();
    electron.keyring = "gnome_libsecret";
    expect(vault().recall(server)).toBe("session");
    rmSync(join(folder, "session.bin"));
    expect(vault().recall(server)).toBeNull();
  });
});

describe("an error nobody caught", () => {
  const watch = (inCall: boolean, ageMs: number) => {
    let nowMs = 0;
    const done: string[] = [];
    const watched = watchMainProcess({
      crashes: new CrashReports(log, () => nowMs),
      log,
      now: () => nowMs,
      agentState: () => (inCall ? "on-contact" : "ready"),
      isInCall: () => inCall,
      beforeRestart: () => done.push("may quit"),
      giveUp: () => done.push("told"),
    });
    nowMs = ageMs;
    process.listeners("uncaughtException").at(-1)?.(new Error("broken"), "uncaughtException");
    watched.stop();
    return [...done, ...electron.app.ends];
  };

  it.each([
    ["starts the program anew", false, 3_600_000, ["may quit", "relaunch", "exit"]],
    ["of a young program ends it, so that it does not start for ever", false, 5_000, ["may quit", "told", "exit"]],
    ["in a call leaves the program running: the voice is in another process", true, 3_600_000, []],
  ])("%s", (_name, inCall, ageMs, done) => {
    expect(watch(inCall, ageMs)).toEqual(done);
    expect(readFileSync(join(folder, "logs", "desktop.log"), "utf8")).toContain('"message":"broken"');
  });

  it("and a helper process that dies are written down", () => {
    const watched = watchMainProcess({
      crashes: new CrashReports(log, () => 0),
      log,
      now: () => 0,
      agentState: () => "ready",
      isInCall: () => false,
      beforeRestart: () => undefined,
      giveUp: () => undefined,
    });
    electron.app.emit("child-process-gone", {}, { type: "GPU", reason: "crashed" });
    watched.stop();
    expect(readFileSync(join(folder, "logs", "desktop.log"), "utf8")).toContain('"type":"GPU"');
  });
});
