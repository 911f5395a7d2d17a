import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PreventableEvent } from "../../../test/fakes/electron-window-fake.ts";
import { StartedDesktop } from "../../../test/fakes/started-desktop.ts";
import { FALLBACK_CSP } from "./guard-session.ts";

const electron = await vi.hoisted(async () => {
  const { ElectronFake } = await import("../../../test/fakes/electron-fake.ts");
  return new ElectronFake();
});
vi.mock("electron", () => electron.module);

const SERVER = "http://127.0.0.1:8440/";
const EVIL = "https://evil.example/";
let desktop: StartedDesktop;
beforeEach(() => {
  desktop = new StartedDesktop(electron, { builtDir: join(import.meta.dirname, "..") });
});
afterEach(() => desktop.dispose());
const page = () => desktop.window.webContents;

describe("what a page is given", () => {
  it("is neither Node nor an unsandboxed preload, in a partition of its own", () => {
    expect(desktop.window.options.webPreferences).toEqual({
      preload: join(import.meta.dirname, "..", "preload.cjs"),
      partition: "persist:cordboard",
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      plugins: false,
      safeDialogs: true,
      devTools: true,
      backgroundThrottling: false,
      autoplayPolicy: "no-user-gesture-required",
      spellcheck: false,
    });
    expect(electron.partitions.at(-1)).toBe("persist:cordboard");
    expect(page().webRtcPolicy).toBe("default");
    expect(desktop.window.loaded).toEqual([SERVER]);
  });

  it("is the same in the windows it opens", () => {
    expect(page().openHandler({ url: `${SERVER}wallboard.html` })).toEqual({
      action: "allow",
      overrideBrowserWindowOptions: {
        autoHideMenuBar: true,
        webPreferences: desktop.window.options.webPreferences,
      },
    });
  });
});

describe("where a page may go", () => {
  it.each(["will-navigate", "will-redirect", "will-frame-navigate"] as const)("%s stays with the server", (event) => {
    const isMainFrame = event !== "will-frame-navigate";
    expect(page().goes(event, `${SERVER}wallboard.html`, isMainFrame)).toBe(true);
    for (const url of [EVIL, "file:///etc/passwd", "data:text/html,x", "javascript:alert(1)", "tel:+49301234567"])
      expect(page().goes(event, url, isMainFrame)).toBe(false);
  });

  it("no new window elsewhere, no webview anywhere", () => {
    for (const url of [EVIL, "about:blank", "mailto:a@b.example", "file:///etc/passwd"])
      expect(page().openHandler({ url })).toEqual({ action: "deny" });
    const attached = new PreventableEvent();
    page().emit("will-attach-webview", attached);
    expect(attached.prevented).toBe(true);
  });

  it("guards every page that Electron ever makes, not only the first", async () => {
    const { FakePage } = await import("../../../test/fakes/electron-window-fake.ts");
    const other = new FakePage();
    electron.app.emit("web-contents-created", {}, other);
    expect(other.goes("will-navigate", EVIL)).toBe(false);
    expect(other.openHandler({ url: EVIL })).toEqual({ action: "deny" });
  });
});

describe("what a session allows", () => {
  it("answers permission requests and checks by the same rule", () => {
    const asked: boolean[] = [];
    const ask = (permission: string, mediaTypes: string[], requestingUrl = SERVER) =>
      electron.ask("permission-request", null, permission, (granted: boolean) => asked.push(granted), {
        mediaTypes,
        requestingUrl,
        isMainFrame: true,
      });
    ask("media", ["audio"]);
    ask("media", ["video"]);
    ask("geolocation", []);
    ask("media", ["audio"], EVIL);
    expect(asked).toEqual([true, false, false, false]);
    const check = (permission: string, origin: string, mediaType?: string) =>
      electron.ask("permission-check", null, permission, origin, { mediaType, isMainFrame: true });
    expect(check("media", "http://127.0.0.1:8440", "audio")).toBe(true);
    expect(check("media", EVIL, "audio")).toBe(false);
    expect(check("midi", "http://127.0.0.1:8440")).toBe(false);
  });

  it("has no devices, no pairing and no shared screen for anybody", () => {
    expect(electron.ask("device", { deviceType: "hid", origin: SERVER })).toBe(false);
    const said: unknown[] = [];
    electron.ask("bluetooth", {}, (answer: unknown) => said.push(answer));
    electron.ask("display", {}, (answer: unknown) => said.push(answer));
    expect(said).toEqual([{ confirmed: false }, null]);
  });

  it.each([
    [`${SERVER}api/session`, "xhr", true],
    ["wss://pbx.example:8089/ws", "webSocket", true],
    [`blob:${SERVER}1234`, "media", true],
    ["data:image/png;base64,AA", "image", true],
    ["cordboard-shell://page/offline.css", "stylesheet", true],
    ["wss://pbx.example:8089/ws", "xhr", false],
    [`${EVIL}track.gif`, "image", false],
    ["file:///etc/passwd", "xhr", false],
    ["data:text/html,x", "subFrame", false],
    [`blob:${EVIL}1234`, "media", false],
  ])("%s as %s is fetched: %s", (url, resourceType, isFetched) => {
    const decided: { cancel?: boolean }[] = [];
    electron.ask("before-request", { url, resourceType }, (answer: { cancel?: boolean }) => decided.push(answer));
    expect(decided).toEqual([{ cancel: !isFetched }]);
  });

  it("gives a page a policy where a proxy has taken the server's away, and leaves the server's alone", () => {
    const policies: unknown[] = [];
    const receive = (url: string, responseHeaders: Record<string, string[]>) =>
      electron.ask("headers-received", { url, resourceType: "mainFrame", responseHeaders }, (answer: unknown) =>
        policies.push(answer),
      );
    receive(SERVER, { "content-type": ["text/html"] });
    receive(SERVER, { "Content-Security-Policy": ["default-src 'none'"] });
    expect(policies).toEqual([
      { responseHeaders: { "content-type": ["text/html"], "Content-Security-Policy": [FALLBACK_CSP] } },
      {},
    ]);
    expect(FALLBACK_CSP).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*/u);
  });

  it("saves files of the server only", () => {
    const download = (chain: string[]) => {
      const event = new PreventableEvent();
      electron.sessionEvents.emit("will-download", event, { getURLChain: () => chain, getURL: () => chain.at(-1) });
      return !event.prevented;
    };
    expect(download([`${SERVER}api/export.csv`])).toBe(true);
    expect(download([`blob:${SERVER}1234`])).toBe(true);
    expect(download([`${SERVER}x`, EVIL])).toBe(false);
    expect(download([])).toBe(false);
  });
});

describe("what is not there", () => {
  const sources = readdirSync(join(import.meta.dirname, ".."), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(import.meta.dirname, "..", name), "utf8"))
    .join("\n");

  it("nobody who forgives certificates, opens foreign links or switches protection off", () => {
    for (const event of ["certificate-error", "select-client-certificate", "login"]) {
      expect(electron.app.listenerCount(event)).toBe(0);
      expect(page().listenerCount(event)).toBe(0);
    }
    expect(sources).not.toMatch(
      /openExternal|setCertificateVerifyProc|@electron\/remote|executeJavaScript|loadFile\(/u,
    );
    expect(sources).not.toMatch(/webSecurity: false|nodeIntegration: true|contextIsolation: false|sandbox: false/u);
    expect(sources).not.toMatch(/setUsePlainTextEncryption|enableBlinkFeatures|ignore-certificate-errors"\)/u);
  });
});
