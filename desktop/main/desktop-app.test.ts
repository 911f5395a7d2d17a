import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_SETTINGS } from "../../shared/ipc/desktop-settings.ts";
import { StartedDesktop } from "../../test/fakes/started-desktop.ts";

const electron = await vi.hoisted(async () => {
  const { ElectronFake } = await import("../../test/fakes/electron-fake.ts");
  return new ElectronFake();
});
vi.mock("electron", () => electron.module);

let desktop: StartedDesktop;
const start = (options: ConstructorParameters<typeof StartedDesktop>[1] = {}) => {
  desktop = new StartedDesktop(electron, options);
  return desktop;
};
afterEach(() => {
  desktop.dispose();
  electron.log.length = 0;
  electron.questions.length = 0;
  electron.dialogAnswers.length = 0;
  electron.app.ends.length = 0;
  electron.shortcuts.clear();
  electron.takenKeys.clear();
  electron.defaultClients.clear();
  electron.keyring = "gnome_libsecret";
});

describe("the console's requests", () => {
  it("are heard from the server's own page only, and only when they fit", () => {
    start();
    const strangers = [
      { senderFrame: { url: "https://evil.example/", parent: null } },
      { senderFrame: { url: "http://127.0.0.1:8440/", parent: {} } },
      { senderFrame: { url: "cordboard-shell://page/offline.html", parent: null } },
      { senderFrame: null },
    ];
    for (const name of electron.handlers.keys()) {
      for (const event of strangers) {
        expect(() => electron.invoke(name.replace("cordboard:request:", ""), event, null)).toThrowError(
          /console's page only/u,
        );
      }
    }
    expect(() => desktop.request("console-state", { agentState: "x" })).toThrowError(/does not fit/u);
    expect(() => desktop.request("settings-change", { serverUrl: "https://evil.example" })).toThrowError(
      /does not fit/u,
    );
    expect(desktop.request("shell-info")).toEqual({ version: "0.1.0", platform: process.platform, apiVersion: 2 });
  });
});

describe("power and screen lock", () => {
  it("keeps the machine awake exactly while somebody talks or is about to", () => {
    start();
    for (const state of ["ready", "offered", "on-contact", "on-contact", "wrap-up"]) desktop.is(state);
    expect(electron.log).toEqual(["awake", "may sleep"]);
  });

  it("tells a locked screen to a ready agent, never in a call, and after the call if it is still locked", () => {
    start();
    desktop.is("on-contact");
    electron.powerMonitor.emit("lock-screen");
    desktop.is("wrap-up");
    expect(desktop.told).toEqual([]);
    desktop.is("ready");
    expect(desktop.told).toEqual([["screen-locked", null]]);
    electron.powerMonitor.emit("unlock-screen");
    desktop.is("ready");
    expect(desktop.told.map(([name]) => name)).toEqual(["screen-locked", "machine-resumed"]);
  });

  it("takes a closed lid for a locked screen", () => {
    start();
    desktop.is("ready");
    electron.powerMonitor.emit("suspend");
    electron.powerMonitor.emit("resume");
    expect(desktop.told.map(([name]) => name)).toEqual(["screen-locked", "machine-resumed"]);
  });
});

describe("an offered call", () => {
  const offer = { customerName: "林慧敏", queueName: "Service" };

  it("is brought to the eye without taking the keyboard, and named only where the setting allows it", () => {
    start();
    desktop.is("offered");
    desktop.request("offer-shown", offer);
    expect(desktop.window.log).toContain("showInactive");
    expect(desktop.window.log).not.toContain("focus");
    expect(electron.notices.at(-1)?.options).toMatchObject({ title: "A call is offered to you", body: "Service" });
    desktop.change({ showCustomerName: true });
    desktop.request("offer-shown", offer);
    expect(electron.notices.at(-1)?.options.body).toBe("林慧敏 · Service");
    electron.powerMonitor.emit("lock-screen");
    desktop.request("offer-shown", offer);
    expect(electron.notices.at(-1)?.options.body).toBe("Service");
  });

  it("has one notice, which goes with the offer and leads to the console", () => {
    start();
    desktop.is("offered");
    desktop.request("offer-shown", offer);
    const [notice] = electron.notices.slice(-1);
    notice?.emit("click");
    expect(desktop.window.log).toContain("focus");
    desktop.request("offer-shown", offer);
    const second = electron.notices.at(-1);
    desktop.is("on-contact");
    expect(second?.isShown).toBe(false);
  });

  it("needs no notice where the agent is looking already, or wants none", () => {
    start();
    const before = electron.notices.length;
    desktop.window.focused = true;
    desktop.request("offer-shown", offer);
    desktop.window.focused = false;
    desktop.change({ notifyOffers: false });
    desktop.request("offer-shown", offer);
    expect(electron.notices).toHaveLength(before);
  });
});

describe("the tray", () => {
  it("shows the state in the console's language, and that the microphone is off", () => {
    start();
    desktop.is("ready", { language: "zh" });
    expect(electron.tray.toolTip).toBe("Cordboard · 就绪");
    desktop.is("on-contact", { muted: true });
    expect(electron.tray.toolTip).toBe("Cordboard · On a call · muted");
  });

  it("offers what can be done in this state", () => {
    start();
    electron.tray.choose("Ready for calls");
    expect(desktop.told).toEqual([]);
    desktop.is("not-ready");
    electron.tray.choose("Ready for calls");
    desktop.is("on-contact");
    electron.tray.choose("Ready for calls");
    electron.tray.choose("Not ready");
    electron.tray.choose("Settings…");
    expect(desktop.told.map(([, command]) => command)).toEqual(["ready", "not-ready", "settings"]);
    electron.tray.choose("Open the log folder");
    expect(electron.log.at(-1)).toBe(`open ${join(desktop.folder, "logs")}`);
  });
});

describe("global keys", () => {
  it("act while the window is not in front, and tell the page which action it is", () => {
    start();
    electron.press("CommandOrControl+Shift+F9");
    electron.press("CommandOrControl+Shift+F10");
    expect(desktop.told).toEqual([
      ["hotkey", "answer"],
      ["hotkey", "hang-up"],
    ]);
  });

  it("say which of them another program has", () => {
    electron.takenKeys.add("CommandOrControl+Shift+F11");
    start();
    const { hotkeys } = desktop.request("settings-read") as { hotkeys: unknown };
    expect(hotkeys).toMatchObject({ mute: "taken", answer: "on" });
  });

  it("can be changed, switched off, and recorded without acting", () => {
    start();
    const hotkeys = { ...DEFAULT_SETTINGS.hotkeys, answer: "Alt+F2", hold: null };
    expect(desktop.change({ hotkeys }).hotkeys).toMatchObject({ answer: "on", hold: "off" });
    electron.press("Alt+F2");
    desktop.request("hotkeys-pause", true);
    electron.press("Alt+F2");
    desktop.request("hotkeys-pause", false);
    expect(desktop.told).toEqual([["hotkey", "answer"]]);
    expect(desktop.change({ hotkeysEnabled: false }).hotkeys.answer).toBe("off");
    expect(electron.shortcuts.size).toBe(0);
  });

  it("are given back at the end", () => {
    start();
    electron.app.quit();
    expect(electron.shortcuts.size).toBe(0);
  });
});

describe("telephone links", () => {
  it("wait for the page, whether it runs or not, and are taken once", () => {
    start();
    desktop.links.offerArguments(["cordboard", "--some-switch", "--", "tel:+49-30-1234567"]);
    expect(desktop.told).toEqual([["dial-link-waiting", null]]);
    expect(desktop.window.log).toContain("focus");
    expect(desktop.request("dial-link-take")).toEqual({ number: "+49301234567", extension: null });
    expect(desktop.request("dial-link-take")).toBeNull();
  });

  it("make this program the system's choice only when the person wants it", () => {
    start();
    expect(electron.defaultClients.size).toBe(0);
    expect(desktop.change({ openLinks: true }).opensLinks).toBe(true);
    // `--` last: what follows it is never taken for a switch.
    expect(electron.log.filter((line) => line.startsWith("client"))).toEqual([
      `client tel ${process.execPath} --`,
      `client callto ${process.execPath} --`,
    ]);
    expect(desktop.change({ openLinks: false }).opensLinks).toBe(false);
  });
});

describe("a remembered session", () => {
  it("is kept encrypted, only where asked for, and only for its server", () => {
    start();
    expect(desktop.request("session-remember", "the session")).toBe(false);
    desktop.change({ rememberSignIn: true });
    expect(desktop.request("session-remember", "the session")).toBe(true);
    expect(readFileSync(join(desktop.folder, "session.bin"), "utf8")).not.toContain("the session");
    expect(desktop.request("session-recall")).toBe("the session");
    desktop.request("session-remember", null);
    expect(desktop.request("session-recall")).toBeNull();
  });

  it("is forgotten when the wish is taken back", () => {
    start();
    desktop.change({ rememberSignIn: true });
    desktop.request("session-remember", "the session");
    desktop.change({ rememberSignIn: false });
    desktop.change({ rememberSignIn: true });
    expect(desktop.request("session-recall")).toBeNull();
  });

  it("is not kept where the system's keyring is none, and says so", () => {
    electron.keyring = "basic_text";
    start();
    const status = desktop.change({ rememberSignIn: true });
    expect(status.keyring).toBe(process.platform !== "linux");
    expect(desktop.request("session-remember", "the session")).toBe(process.platform !== "linux");
  });
});

describe("settings", () => {
  it("outlive the program", () => {
    start().change({ closeToTray: true });
    const text = readFileSync(join(desktop.folder, "settings.json"), "utf8");
    expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1, closeToTray: true });
  });

  it("that are damaged cost only what is damaged, and say so", () => {
    start({ settings: { schemaVersion: 1, closeToTray: true, hotkeys: { ...DEFAULT_SETTINGS.hotkeys, mute: 7 } } });
    expect(desktop.request("settings-read")).toMatchObject({
      problem: "repaired",
      settings: { closeToTray: true, hotkeys: DEFAULT_SETTINGS.hotkeys },
    });
    expect(readFileSync(join(desktop.folder, "settings.json.before-repair"), "utf8")).toContain("closeToTray");
  });
});
