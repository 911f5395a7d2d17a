import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StartedDesktop } from "../../../test/fakes/started-desktop.ts";

const electron = await vi.hoisted(async () => {
  const { ElectronFake } = await import("../../../test/fakes/electron-fake.ts");
  return new ElectronFake();
});
vi.mock("electron", () => electron.module);

const SERVER = "http://127.0.0.1:8440/";
let desktop: StartedDesktop;
const start = (options: ConstructorParameters<typeof StartedDesktop>[1] = {}) => {
  desktop = new StartedDesktop(electron, options);
  return desktop.window;
};
const last = () => new URL(desktop.window.loaded.at(-1) ?? "about:blank");
const die = (reason = "crashed") =>
  desktop.window.webContents.emit("render-process-gone", {}, { reason, exitCode: 139 });
const fail = (errorCode = -102, isMainFrame = true) =>
  desktop.window.webContents.emit("did-fail-load", {}, errorCode, "ERR_CONNECTION_REFUSED", SERVER, isMainFrame);

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  desktop.dispose();
  electron.isServerThere = false;
  electron.questions.length = 0;
  electron.dialogAnswers.length = 0;
  electron.app.ends.length = 0;
});

describe("a server that cannot be reached", () => {
  it("is explained in the agent's language, and the console comes by itself when the server does", async () => {
    start();
    desktop.is("ready", { language: "zh" });
    fail();
    expect(last().href).toMatch(/^cordboard-shell:\/\/page\/offline\.html/u);
    expect(last().searchParams.get("title")).toBe("无法连接 Cordboard 服务器");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(last().protocol).toBe("cordboard-shell:");
    electron.isServerThere = true;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(last().href).toBe(SERVER);
  });

  it("is not confused with a picture that is missing or a page that was left", () => {
    start();
    fail(-102, false);
    fail(-3);
    expect(last().href).toBe(SERVER);
  });

  it("can be another one: the address is checked, kept, and the program starts anew with it", () => {
    start();
    fail();
    const go = (server: string) => {
      const target = `cordboard-shell://page/connect?${new URLSearchParams({ server })}`;
      expect(desktop.window.webContents.goes("will-navigate", target)).toBe(false);
    };
    go("http://10.0.0.5:8440");
    expect(last().searchParams.get("problem")).toMatch(/https/u);
    expect(electron.app.ends).toEqual([]);
    go("https://cordboard.example");
    expect(electron.app.ends).toEqual(["relaunch", "quit"]);
    const settings = desktop.request("settings-read") as { settings: { serverUrl: string } };
    expect(settings.settings.serverUrl).toBe("https://cordboard.example/");
  });

  it("is the administrator's where the environment names it", () => {
    start({
      env: { CORDBOARD_SERVER_URL: "https://cordboard.example" },
      settings: { serverUrl: "https://other.example" },
    });
    expect(last().href).toBe("https://cordboard.example/");
    fail();
    expect(last().searchParams.has("connectLabel")).toBe(false);
    desktop.window.webContents.goes("will-navigate", "cordboard-shell://page/connect?server=https%3A%2F%2Fx.example");
    expect(electron.app.ends).toEqual([]);
  });

  it("is the one entered at this desk, and this machine's where that one is unusable", () => {
    start({ settings: { schemaVersion: 1, serverUrl: "https://cordboard.example" } });
    expect(last().href).toBe("https://cordboard.example/");
    desktop.dispose();
    vi.useFakeTimers();
    start({ settings: { schemaVersion: 1, serverUrl: "http://10.0.0.5/" } });
    expect(last().href).toBe(SERVER);
  });
});

describe("a page that crashes", () => {
  it("is loaded anew at once, with a report on the disk", () => {
    start();
    desktop.is("on-contact");
    const before = desktop.window.loaded.length;
    die();
    expect(desktop.window.loaded.slice(before)).toEqual([SERVER]);
    expect(readdirSync(join(desktop.folder, "logs", "crashes"))).toHaveLength(1);
  });

  it("is not loaded for ever: the fourth time in two minutes a person decides", async () => {
    start();
    for (let crash = 0; crash < 3; crash += 1) {
      die("oom");
      await vi.advanceTimersByTimeAsync(5_000);
      expect(last().href).toBe(SERVER);
    }
    const before = desktop.window.loaded.length;
    die("oom");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(desktop.window.loaded.slice(before)).toHaveLength(1);
    expect(last().searchParams.get("title")).toMatch(/several times/u);
    expect(desktop.window.webContents.goes("will-navigate", "cordboard-shell://page/retry")).toBe(false);
    expect(last().href).toBe(SERVER);
  });

  it("that ended in order stays ended", () => {
    start();
    const before = desktop.window.loaded.length;
    die("clean-exit");
    expect(desktop.window.loaded).toHaveLength(before);
  });

  it("leaves no notice and no recording of a key behind", () => {
    start();
    desktop.request("hotkeys-pause", true);
    desktop.is("offered");
    desktop.request("offer-shown", { customerName: null, queueName: null });
    die();
    expect(electron.notices.at(-1)?.isShown).toBe(false);
    expect(electron.shortcuts.size).toBe(6);
  });
});

describe("a page that hangs", () => {
  const killed = () => desktop.window.webContents.log.includes("crashed on purpose");

  it("is ended and brought back when nobody is in a call", async () => {
    start().emit("unresponsive");
    await vi.advanceTimersByTimeAsync(9_000);
    expect(killed()).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(killed()).toBe(true);
    expect(electron.questions).toEqual([]);
  });

  it("is left alone when it answers again", async () => {
    const window = start();
    window.emit("unresponsive");
    window.emit("responsive");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(killed()).toBe(false);
  });

  it("is a person's decision in a call, asked again as long as it hangs", async () => {
    const window = start();
    desktop.is("on-contact");
    electron.dialogAnswers.push(0, 1);
    window.emit("unresponsive");
    await vi.advanceTimersByTimeAsync(11_000);
    expect(electron.questions).toEqual(["The console does not answer"]);
    expect(killed()).toBe(false);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(killed()).toBe(true);
  });
});

describe("what nobody expects", () => {
  const logged = () => readFileSync(join(desktop.folder, "logs", "desktop.log"), "utf8");
  const reject = (error: Error) => {
    desktop.window.loadURL = () => Promise.reject(error);
  };

  it("is written down when a page cannot be shown; a page that does not load is told once, by its event", async () => {
    start();
    reject(Object.assign(new Error("ERR_CONNECTION_REFUSED"), { errno: -102, code: "ERR_CONNECTION_REFUSED" }));
    fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(logged()).toContain("console-not-loaded");
    expect(logged()).not.toContain("page-not-shown");
    reject(new TypeError("Object has been destroyed"));
    fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(logged()).toContain("page-not-shown");
    expect(logged()).toContain("Object has been destroyed");
  });

  it("is written down when the answer about a hanging page cannot be carried out", async () => {
    const window = start();
    desktop.is("on-contact");
    electron.dialogAnswers.push(1);
    window.webContents.forcefullyCrashRenderer = () => {
      throw new Error("no such process");
    };
    window.emit("unresponsive");
    await vi.advanceTimersByTimeAsync(11_000);
    expect(logged()).toContain("hang-not-settled");
    expect(logged()).toContain("no such process");
  });
});
