import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_SERVICE_NUMBERS, DEMO_VIP } from "../../server/demo/demo-cases.ts";
import { StartedDesktop } from "../fakes/started-desktop.ts";
import { openTab } from "./browsers.ts";
import { bridgeShell } from "./bridge-shell.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ } from "./tones.ts";

const electron = await vi.hoisted(async () => {
  const { ElectronFake } = await import("../fakes/electron-fake.ts");
  return new ElectronFake();
});
vi.mock("electron", () => electron.module);

const DIALLED = "+8613800138790";
const KEY = { answer: "F9", "hang-up": "F10", mute: "F11", hold: "F12", ready: "F7", "not-ready": "F8" } as const;
const press = (action: keyof typeof KEY) => electron.press(`CommandOrControl+Shift+${KEY[action]}`);
const toolTip = (text: string) => vi.waitFor(() => expect(electron.tray.toolTip).toBe(`Cordboard · ${text}`), 5_000);

let env: Environment;
let desktop: StartedDesktop;
let agent: ConsolePage;

beforeAll(async () => {
  env = await startEnvironment();
  desktop = new StartedDesktop(electron, { env: { CORDBOARD_SERVER_URL: `${env.server.url}/` } });
  const page = await openTab(await env.browser(AGENT_HZ));
  await bridgeShell(page, desktop);
  agent = new ConsolePage(page);
  await page.goto(`${env.server.url}/`);
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(async () => {
  desktop?.dispose();
  await env?.stop();
});

const callIn = () =>
  env.carrier.call({ from: DEMO_VIP.phone, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
const ringing = () => agent.page.locator('[data-testid="answer"]:not([disabled]):not([data-pending])').waitFor();

describe("the console in its shell", () => {
  it("finds the bridge, and keeps a link that came before the sign-in until afterwards", async () => {
    desktop.links.offerArguments(["cordboard", "--", `tel:${DIALLED}`]);
    expect(await agent.page.evaluate(() => Object.keys(Reflect.get(globalThis, "cordboardShell")).toSorted())).toEqual([
      "on",
      "request",
    ]);
    await agent.fillSignIn("ana", env.server.password("ana"));
    await agent.inState("not-ready");
    await toolTip("Not ready");
    await agent.byId("dial-link").waitFor();
  });

  it("dials the link's number once the agent has said so, and not before", async () => {
    env.carrier.subscriber(DIALLED, "answer", CUSTOMER_HZ);
    expect((await agent.byId("dial-link-number").innerText()).replaceAll("\u00a0", " ")).toBe("+86 138 0013 8790");
    await agent.byId("dial-link-confirm").click();
    const call = await env.carrier.receives(DIALLED);
    await call.answered();
    await toolTip("On a call");
    await agent.byId("dial-link").waitFor({ state: "detached" });
    press("hang-up");
    await agent.inWrapUp();
    await agent.finish("resolved", "");
    await toolTip("Not ready");
  });

  it("is answered, muted, held and hung up by keys that work everywhere, both hearing each other in between", async () => {
    press("ready");
    await toolTip("Ready");
    const call = await callIn();
    await toolTip("Incoming call");
    const notices = () => electron.notices.filter(({ isShown }) => isShown);
    await vi.waitFor(() => expect(notices()).toHaveLength(1));
    // Whoever looks over the shoulder learns of a call, not of the customer.
    expect(JSON.stringify(notices()[0]?.options)).not.toContain(DEMO_VIP.name);
    await ringing();
    press("answer");
    await toolTip("On a call");
    expect(notices()).toEqual([]);
    expect(electron.log.at(-1)).toBe("awake");
    await proveVoice(call, agent.page);
    press("mute");
    await toolTip("On a call · muted");
    press("mute");
    await toolTip("On a call");
    press("hold");
    await agent.byId("resume").waitFor();
    press("hold");
    await agent.byId("hold").waitFor();
    press("hang-up");
    await agent.inWrapUp();
    await toolTip("Wrap-up");
    expect(electron.log.at(-1)).toBe("may sleep");
    await agent.finish("resolved", "");
    await toolTip("Ready");
  });

  it("keeps a call through a locked screen and takes the agent out of the line after it", async () => {
    await callIn();
    await ringing();
    press("answer");
    await toolTip("On a call");
    electron.powerMonitor.emit("lock-screen");
    press("hang-up");
    await agent.inWrapUp();
    await agent.finish("resolved", "");
    await toolTip("Not ready");
    electron.powerMonitor.emit("unlock-screen");
  });

  it("goes on with the remembered session when the program starts anew", async () => {
    desktop.change({ rememberSignIn: true });
    await agent.byId("nav-settings").click();
    // Off and on again by the switch: it hands the session over.
    await agent.byId("remember-sign-in").click();
    await agent.byId("remember-sign-in").click();
    await vi.waitFor(() => expect(desktop.request("session-recall")).not.toBeNull());
    await agent.page.evaluate(() => sessionStorage.clear());
    await agent.page.reload();
    await agent.inState("not-ready");
    await agent.page.getByTestId("user-menu").click();
    await agent.page.getByTestId("menu-sign-out").click();
    await agent.byId("login-form").waitFor();
    expect(desktop.request("session-recall")).toBeNull();
    await toolTip("Signed out");
  });

  it("had nothing to complain of", () => {
    expect(agent.problems).toEqual([]);
  });

  it("comes back into the call after its page has crashed", async () => {
    await agent.fillSignIn("ana", env.server.password("ana"));
    await agent.inState("not-ready");
    await vi.waitFor(() => expect(desktop.request("session-recall")).not.toBeNull());
    // A page that has just signed in has no telephone for a moment, and nobody is ready without one: the key is refused with
    // the reason, and pressed again.
    await vi.waitFor(
      () => {
        press("ready");
        expect(electron.tray.toolTip).toBe("Cordboard · Ready");
      },
      { timeout: 15_000, interval: 500 },
    );
    const call = await callIn();
    await ringing();
    press("answer");
    await toolTip("On a call");
    await proveVoice(call, agent.page);

    // The page's process dies as it would in Electron, which then tells the shell.
    const { page: dead } = agent;
    const crashed = dead.waitForEvent("crash");
    const devtools = await dead.context().newCDPSession(dead);
    devtools.send("Page.crash").catch(() => undefined); // answered by nobody
    await crashed;
    const loads = desktop.window.loaded.length;
    desktop.window.webContents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 139 });
    expect(desktop.window.loaded.slice(loads)).toEqual([`${env.server.url}/`]);

    // A tab that has crashed cannot be driven any more: another one loads what the shell asked for.
    const page = await openTab(await env.browser(AGENT_HZ));
    await bridgeShell(page, desktop);
    agent = new ConsolePage(page);
    await page.goto(`${env.server.url}/`);
    await agent.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
    await proveVoice(call, page);
    press("hang-up");
    await agent.inWrapUp();
  });
});
