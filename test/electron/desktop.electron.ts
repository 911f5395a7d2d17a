import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS, DEMO_VIP } from "../../server/demo/demo-cases.ts";
import { type Environment, startEnvironment } from "../e2e/environment.ts";
import { CUSTOMER_HZ } from "../e2e/tones.ts";
import { buildShell, RunningDesktop } from "./running-desktop.ts";

let env: Environment;
let desktop: RunningDesktop;
const start = (options: { readonly args?: readonly string[]; readonly folder?: string } = {}) =>
  RunningDesktop.start({ serverUrl: `${env.server.url}/`, ...options });
const signIn = (login = "ana") => desktop.signIn(login, env.server.password(login));

beforeAll(async () => {
  buildShell();
  env = await startEnvironment();
});
afterAll(() => env.stop());
beforeEach(async () => {
  desktop = await start();
});
afterEach(() => desktop.stop());

describe("the window", () => {
  it("shows the server's console, which finds nothing of Node or Electron but the bridge", async () => {
    expect(new URL(desktop.page.url()).origin).toBe(new URL(env.server.url).origin);
    const world = await desktop.page.evaluate(() => ({
      node: ["require", "process", "module", "Buffer"].filter((name) => name in globalThis),
      shell: Object.keys(Reflect.get(globalThis, "cordboardShell")).toSorted(),
    }));
    expect(world).toEqual({ node: [], shell: ["on", "request"] });
  });

  it("goes nowhere else, opens nobody else, and runs nothing that is not the server's", async () => {
    const before = desktop.page.url();
    await desktop.page.evaluate(() => {
      location.assign("https://evil.example/");
      window.open("https://evil.example/");
    });
    const windows = await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect([desktop.page.url(), windows]).toEqual([before, 1]);
    const evaluated = await desktop.page.evaluate(() => {
      try {
        return Reflect.apply(Function, undefined, ["return 1"])() as number;
      } catch (error) {
        return error instanceof EvalError ? "refused" : "other";
      }
    });
    expect(evaluated).toBe("refused");
  });

  it("asks for the camera in vain", async () => {
    const camera = await desktop.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => "granted",
        (error: unknown) => (error instanceof DOMException ? error.name : "other"),
      ),
    );
    expect(camera).toBe("NotAllowedError");
  });
});

describe("an agent at work", () => {
  it("signs in, is told of by the tray, and answers a call with a key that works everywhere", async () => {
    const agent = await signIn();
    await agent.ready();
    await agent.inState("ready");
    const call = await env.carrier.call({
      from: DEMO_VIP.phone,
      to: DEMO_SERVICE_NUMBERS.serviceDirect,
      toneHz: CUSTOMER_HZ,
    });
    await agent.offer.waitFor();
    await agent.page.locator('[data-testid="answer"]:not([disabled])').waitFor();
    const isRegistered = await desktop.app.evaluate(({ globalShortcut }) =>
      globalShortcut.isRegistered("CommandOrControl+Shift+F9"),
    );
    expect(isRegistered).toBe(true);
    // The key as the shell hands it on; pressing it for real is the system's part.
    await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send("cordboard:event:hotkey", "answer"),
    );
    await agent.inState("on-contact");
    await call.hangUp();
    await agent.inState("wrap-up");
  });

  it("is not ready when the screen is locked", async () => {
    const agent = await signIn();
    await agent.ready();
    await agent.inState("ready");
    await desktop.app.evaluate(({ powerMonitor }) => void powerMonitor.emit("lock-screen"));
    await agent.inState("not-ready");
  });

  it("comes back into the console after the page has crashed", async () => {
    await signIn();
    const back = desktop.app.waitForEvent("window").catch(() => desktop.page);
    await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    const page = await Promise.race([
      back,
      desktop.page.waitForEvent("load").then(
        () => desktop.page,
        () => back,
      ),
    ]);
    // The session of the tab outlives its page.
    await page.getByTestId("agent-state").waitFor();
  });
});

describe("one instance", () => {
  it("takes the link of a second start and asks before it dials", async () => {
    await signIn();
    const second = desktop.startAgain(env.server.url, ["--", "tel:+49-30-1234567"]);
    expect(second.status).toBe(0);
    await desktop.page.getByTestId("dial-link").waitFor();
    expect(await desktop.page.getByTestId("dial-link-number").textContent()).toMatch(/^\+49/u);
    await desktop.page.getByTestId("dial-link-cancel").click();
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it("keeps a link that started it until somebody has signed in", async () => {
    const folder = desktop.folder;
    await desktop.stop({ keepFiles: true });
    desktop = await start({ folder, args: ["--", "tel:+49-30-1234567"] });
    await signIn();
    await desktop.page.getByTestId("dial-link").waitFor();
  });
});

describe("the settings", () => {
  it("outlive the program", async () => {
    await signIn();
    await desktop.page.getByTestId("nav-settings").click();
    await desktop.page.getByTestId("notify-name").click();
    const folder = desktop.folder;
    await desktop.stop({ keepFiles: true });
    desktop = await start({ folder });
    await signIn();
    await desktop.page.getByTestId("nav-settings").click();
    expect(await desktop.page.getByTestId("notify-name").locator("input").isChecked()).toBe(true);
  });
});
