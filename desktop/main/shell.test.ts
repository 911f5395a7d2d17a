import { beforeEach, describe, expect, it, vi } from "vitest";
import { ConsoleShell } from "./console-shell.ts";
import { openConsoleWindow } from "./console-window.ts";
import { keepsMachineAwake, tellsScreenLock } from "./lock-decision.ts";
import { languageOfLocale, shellText } from "./texts.ts";
import { trayBitmap } from "./tray-icon.ts";

const electron = await vi.hoisted(async () => (await import("../../test/fakes/electron-fake.ts")).createElectronFake());
vi.mock("electron", () => electron.module);

const server = new URL("http://127.0.0.1:8440/");
const ours = { senderFrame: { url: "http://127.0.0.1:8440/", parent: null } };

function openShell() {
  electron.reset();
  const window = openConsoleWindow(server, "/built", () => "en");
  const shell = new ConsoleShell(server, window);
  const fake = electron.windows.at(-1);
  if (fake === undefined) throw new Error("no window was opened");
  return { shell, fake };
}
const stateOf = (agentState: string) =>
  electron.invoke("cordboard:request:console-state", ours, { agentState, language: "en" });

describe("the console's window", () => {
  beforeEach(() => electron.reset());

  it("gives the page neither Node nor an unsandboxed preload", () => {
    const { fake } = openShell();
    expect(fake.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      backgroundThrottling: false,
      preload: "/built/preload.cjs",
    });
    expect(fake.loaded).toEqual(["http://127.0.0.1:8440/"]);
  });

  it("answers permission requests and checks by the same rule", () => {
    openShell();
    const { request, check } = electron.permissionHandlers();
    const asked: boolean[] = [];
    const ask = (permission: string, mediaTypes: string[], requestingUrl = server.href) =>
      request(null, permission, (granted: boolean) => asked.push(granted), {
        mediaTypes,
        requestingUrl,
        isMainFrame: true,
      });
    ask("media", ["audio"]);
    ask("media", ["video"]);
    ask("geolocation", []);
    ask("media", ["audio"], "https://evil.example/");
    expect(asked).toEqual([true, false, false, false]);
    expect(check(null, "media", server.origin, { mediaType: "audio", isMainFrame: true })).toBe(true);
    expect(check(null, "media", "https://evil.example", { mediaType: "audio", isMainFrame: true })).toBe(false);
    expect(check(null, "midi", server.origin, { isMainFrame: true })).toBe(false);
  });

  it("keeps every page and every new window with the server", () => {
    const { fake } = openShell();
    const prevented = (name: string, url: string) => {
      const event = { url, preventDefault: vi.fn() };
      fake.webContents.emit(name, event);
      return event.preventDefault.mock.calls.length === 1;
    };
    for (const name of ["will-navigate", "will-redirect", "will-frame-navigate"]) {
      expect(prevented(name, "https://evil.example/")).toBe(true);
      expect(prevented(name, "http://127.0.0.1:8440/wallboard.html")).toBe(false);
    }
    expect(fake.openWindow("https://evil.example/")).toEqual({ action: "deny" });
    expect(fake.openWindow("http://127.0.0.1:8440/wallboard.html")).toMatchObject({
      action: "allow",
      overrideBrowserWindowOptions: { webPreferences: { sandbox: true, contextIsolation: true } },
    });
  });

  it("explains an unreachable server in the agent's language", () => {
    const { fake } = openShell();
    fake.webContents.emit("did-fail-load", {}, -102, "ERR_CONNECTION_REFUSED", server.href, true);
    expect(fake.loaded.at(-1)).toBe("/built/offline.html");
    fake.emit("closed");
  });
});

describe("the shell", () => {
  it("listens to the server's page only, and to fitting payloads only", async () => {
    openShell();
    const strangers = [
      { senderFrame: { url: "https://evil.example/", parent: null } },
      { senderFrame: { url: server.href, parent: {} } },
      { senderFrame: null },
    ];
    for (const event of strangers) {
      expect(() => electron.invoke("cordboard:request:shell-info", event, null)).toThrowError(/console's page only/u);
    }
    expect(() => electron.invoke("cordboard:request:console-state", ours, { agentState: "x" })).toThrowError(
      /does not fit/u,
    );
    expect(electron.invoke("cordboard:request:shell-info", ours, null)).toEqual({
      version: "0.1.0",
      platform: process.platform,
    });
  });

  it("keeps the machine awake exactly while somebody talks or is about to", () => {
    openShell();
    for (const state of ["ready", "offered", "on-contact", "on-contact", "wrap-up"]) stateOf(state);
    expect(electron.powerLog).toEqual(["start", "stop"]);
  });

  it("tells a locked screen to a ready agent, never in a call, and a waking machine always", () => {
    const { fake } = openShell();
    stateOf("on-contact");
    electron.powerMonitor.emit("lock-screen");
    stateOf("ready");
    electron.powerMonitor.emit("lock-screen");
    electron.powerMonitor.emit("resume");
    expect(fake.sent.map(([channel]) => channel)).toEqual([
      "cordboard:event:screen-locked",
      "cordboard:event:machine-resumed",
    ]);
  });

  it("asks before a call is cut by closing, and not otherwise", () => {
    const { fake } = openShell();
    const close = () => {
      const event = { preventDefault: vi.fn() };
      fake.emit("close", event);
      return event.preventDefault.mock.calls.length === 0;
    };
    stateOf("on-contact");
    electron.dialogAnswers.push(0);
    expect(close()).toBe(false);
    stateOf("wrap-up");
    expect(close()).toBe(true);
    expect(electron.dialogAnswers).toHaveLength(0);
  });

  it("shows an offered call without stealing the keyboard", () => {
    const { fake } = openShell();
    electron.invoke("cordboard:request:demand-attention", ours, null);
    expect(fake.log).toContain("showInactive");
    expect(fake.log).not.toContain("focus");
  });

  it("shows the state in the tray in the console's language", () => {
    openShell();
    electron.invoke("cordboard:request:console-state", ours, { agentState: "ready", language: "zh" });
    expect(electron.trays.at(-1)?.toolTip).toBe("Cordboard · 就绪");
  });
});

describe("small decisions", () => {
  it.each([
    ["signed-out", false, false],
    ["not-ready", false, false],
    ["ready", true, false],
    ["offered", true, true],
    ["on-contact", false, true],
    ["wrap-up", false, false],
  ] as const)("%s: locked screen told %s, machine kept awake %s", (state, told, awake) => {
    expect([tellsScreenLock(state), keepsMachineAwake(state)]).toEqual([told, awake]);
  });

  it("speaks the system's language before the console does", () => {
    expect(["zh-CN", "zh_TW", "en-GB", "de"].map(languageOfLocale)).toEqual(["zh", "zh", "en", "en"]);
    expect(shellText("zh", "tray.quit")).not.toBe(shellText("en", "tray.quit"));
  });

  it("draws a circle with clear corners and a coloured middle", () => {
    const pixels = trayBitmap("ready", 16);
    expect(pixels).toHaveLength(16 * 16 * 4);
    expect([...pixels.slice(0, 4)]).toEqual([0, 0, 0, 0]);
    const middle = (8 * 16 + 8) * 4;
    expect([...pixels.slice(middle, middle + 4)]).toEqual([55, 127, 26, 255]);
  });
});
