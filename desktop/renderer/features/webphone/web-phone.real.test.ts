import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AriTelephony } from "../../../../server/adapters/ari/ari-telephony.ts";
import { ensureTool } from "../../../../server/adapters/pbx/ensure-tool.ts";
import { findAsterisk } from "../../../../server/adapters/pbx/find-asterisk.ts";
import { type RunningPbx, startPbx } from "../../../../server/adapters/pbx/start-pbx.ts";
import type { TelephonyEvent } from "../../../../server/ports/telephony.ts";
import { asId, type ChannelId } from "../../../../shared/domain/ids.ts";
import type { Webphone } from "../../../../shared/wire/http.ts";
import { freePbxPorts } from "../../../../test/fakes/free-pbx-ports.ts";

/** The page in a real browser against a real PBX; the application behind it is a few lines of this test. */
const scratch = mkdtempSync(join(tmpdir(), "cordboard-webphone-"));
const CALLER = "+8613800138001";
let pbx: RunningPbx;
let telephony: AriTelephony;
let vite: ViteDevServer;
let browser: Browser;
let pageUrl = "";
const events: TelephonyEvent[] = [];
const watchers = new Set<() => void>();
let logins = 0;

function eventually<E>(find: () => E | undefined, what: string): Promise<E> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      watchers.delete(look);
      reject(new Error(`not seen: ${what}`));
    }, 20_000);
    const look = (): void => {
      const found = find();
      if (found === undefined) return;
      clearTimeout(limit);
      watchers.delete(look);
      resolve(found);
    };
    watchers.add(look);
    look();
  });
}

const next = <T extends TelephonyEvent["type"]>(type: T, from: number) =>
  eventually(
    () => events.slice(from).find((event): event is Extract<TelephonyEvent, { type: T }> => event.type === type),
    type,
  );

async function issue(callerNumber: string | null): Promise<Webphone> {
  logins += 1;
  const name = `webphone-test-${logins}`;
  const secret = `secret-of-the-test-${logins}-0123456789`;
  await telephony.pushEndpoint({ name, secret, kind: "webphone", callerId: { name: "", number: callerNumber ?? "" } });
  return {
    sip: { username: name, secret, wsUrl: pbx.wsUrl, domain: "127.0.0.1" },
    expiresAt: Date.now() + 3_600_000,
    numbers: [{ dnis: "4001", names: { en: "Service" } }],
    callers: [
      { number: CALLER, label: "Zhang Wei", hint: "vip" },
      { number: null, label: "Anonymous", hint: "withheld" },
    ],
  };
}

async function openPage(
  prepare: (page: Page) => Promise<void> = async () => undefined,
  beside: Page | null = null,
): Promise<Page> {
  const context = beside === null ? await browser.newContext({ locale: "en-GB" }) : beside.context();
  const page = await context.newPage();
  await prepare(page);
  await page.route("**/api/webphone", async (route) => {
    const body: unknown = route.request().postDataJSON();
    const number = typeof body === "object" && body !== null ? Reflect.get(body, "callerNumber") : null;
    await route.fulfill({ json: await issue(typeof number === "string" ? number : null) });
  });
  await page.goto(`${pageUrl}phone.html`);
  await page.getByTestId("dial-form").waitFor();
  return page;
}

/** Dials 4001 and answers as the application. */
async function connectedCall(page: Page): Promise<ChannelId> {
  const from = events.length;
  await page.getByTestId("call-button").click();
  const arrived = await next("call-arrived", from);
  await telephony.answer(arrived.channelId);
  await page.locator('[data-testid="call-panel"][data-phase="connected"]').waitFor();
  return arrived.channelId;
}

beforeAll(async () => {
  const ports = await freePbxPorts();
  const ariSecret = "ari-secret-of-the-test-0123456789";
  const installation = await findAsterisk({ onProgress: () => undefined });
  pbx = await startPbx(
    {
      role: "cordboard",
      runDir: join(scratch, "pbx"),
      ports,
      ariUser: "test",
      ariSecret,
      appName: "webphone-test",
      trunks: [],
      wss: { enabled: false },
    },
    { installation, onProgress: () => undefined },
  );
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
  telephony = new AriTelephony({
    httpUrl: pbx.httpUrl,
    user: "test",
    secret: ariSecret,
    app: "webphone-test",
    log: silent,
    random: () => 0.5,
    mediaAddress: "127.0.0.1",
  });
  telephony.onEvent((event) => {
    events.push(event);
    for (const look of watchers) look();
  });
  await telephony.start();
  vite = await createServer({
    configFile: "desktop/vite.config.ts",
    cacheDir: join(scratch, "vite"),
    logLevel: "error",
    server: { host: "127.0.0.1", port: 0, hmr: false },
  });
  await vite.listen();
  pageUrl = vite.resolvedUrls?.local[0] ?? "";
  const tool = await ensureTool("chromium");
  browser = await chromium.launch({
    executablePath: tool.command,
    args: [
      ...tool.args,
      "--no-sandbox",
      "--headless=new",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      "--allow-loopback-in-peer-connection",
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await vite?.close();
  await telephony?.stop();
  await pbx?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

describe("the web phone on a real PBX", () => {
  it("calls with the chosen number, hears the other side, hangs up", async () => {
    const page = await openPage();
    const from = events.length;
    const channelId = await connectedCall(page);
    const arrived = await next("call-arrived", from);
    expect(arrived).toMatchObject({ source: "webphone", callerNumber: CALLER, dnis: "4001" });
    await telephony.startMusic(channelId);
    await page.waitForFunction(() => {
      const audio = document.querySelector<HTMLAudioElement>("[data-testid=remote-audio]");
      return audio !== null && audio.srcObject instanceof MediaStream && !audio.paused && audio.currentTime > 0.3;
    });
    await page.getByTestId("hang-up-button").click();
    await eventually(
      () => events.find((event) => event.type === "leg-ended" && event.channelId === channelId),
      "the leg's end",
    );
    expect(await page.getByTestId("ended-panel").getAttribute("data-why")).toBe("you-hung-up");
    await page.context().close();
  });

  it("sends every digit exactly once, however fast they are typed", async () => {
    const page = await openPage();
    const from = events.length;
    const channelId = await connectedCall(page);
    const keys = "8602113579*0#";
    for (const key of keys) await page.keyboard.press(key);
    const digits = (): string =>
      events
        .slice(from)
        .filter((event) => event.type === "digit" && event.channelId === channelId)
        .map((event) => (event.type === "digit" ? event.digit : ""))
        .join("");
    await eventually(() => (digits().length >= keys.length ? true : undefined), `the digits ${keys}, got ${digits()}`);
    expect(digits()).toBe(keys);
    expect(await page.getByTestId("sent-digits").textContent()).toBe(keys);
    for (const key of ["1", "1", "2"]) await page.getByTestId(`key-${key}`).click();
    await eventually(() => (digits().length >= keys.length + 3 ? true : undefined), "the clicked digits");
    expect(digits()).toBe(`${keys}112`);
    await telephony.hangup(channelId, "normal");
    await page.locator('[data-testid="ended-panel"][data-why="they-hung-up"]').waitFor();
    await page.context().close();
  });

  it("rings when somebody calls its number, answers, and tells a missed call", async () => {
    const page = await openPage();
    await page.locator('[data-testid="reachable"][data-reachable="true"]').waitFor();
    const ring = async (channelId: ChannelId) => {
      await callNewestPage(channelId);
      await page.getByTestId("incoming-panel").waitFor();
    };
    const answered = asId<ChannelId>("webphone-test-answered");
    const from = events.length;
    await ring(answered);
    await page.getByTestId("answer-button").click();
    await next("leg-answered", from);
    await page.locator('[data-testid="call-panel"][data-phase="connected"]').waitFor();
    await telephony.hangup(answered, "normal");
    await page.getByTestId("back-button").click();
    const missed = asId<ChannelId>("webphone-test-missed");
    await ring(missed);
    await telephony.hangup(missed, "normal");
    await page.locator('[data-testid="ended-panel"][data-why="missed"]').waitFor();
    await page.context().close();
  });

  it("rings in one of two tabs: the other says so, takes over when asked, and has it when that one is closed", async () => {
    const first = await openPage();
    const rings = (page: Page) => page.locator('[data-testid="reachable"][data-reachable="true"]');
    await rings(first).waitFor();
    const second = await openPage(undefined, first);
    await second.getByTestId("take-over").waitFor();
    expect(await rings(second).count()).toBe(0);
    await second.getByTestId("take-over").click();
    await rings(second).waitFor();
    await first.getByTestId("take-over").waitFor();
    const channelId = asId<ChannelId>("webphone-test-second-tab");
    await callNewestPage(channelId);
    await second.getByTestId("incoming-panel").waitFor();
    expect(await first.getByTestId("incoming-panel").count()).toBe(0);
    await telephony.hangup(channelId, "normal");
    await second.close();
    await rings(first).waitFor();
    await first.context().close();
  });

  it("leaves no call behind when the caller hangs up before the answer, or closes the page", async () => {
    const page = await openPage();
    let from = events.length;
    await page.getByTestId("call-button").click();
    const early = await next("call-arrived", from);
    await page.getByTestId("hang-up-button").click();
    await eventually(
      () => events.find((event) => event.type === "leg-ended" && event.channelId === early.channelId),
      "the end of the unanswered call",
    );
    await page.getByTestId("back-button").click();
    from = events.length;
    const talking = await connectedCall(page);
    await page.goto("about:blank");
    await eventually(
      () => events.find((event) => event.type === "leg-ended" && event.channelId === talking),
      "the end of the call of the closed page",
    );
    await page.context().close();
  });

  it("keeps the conversation when the socket breaks, and still hears the far side's hang-up", async () => {
    const sockets: { cut: () => Promise<void> }[] = [];
    const page = await openPage(async (opened) => {
      await opened.routeWebSocket(/\/ws$/, (socket) => {
        const server = socket.connectToServer();
        sockets.push({
          cut: async () => {
            await socket.close({ code: 3_000, reason: "cut by the test" });
            await server.close({ code: 3_000, reason: "cut by the test" });
          },
        });
      });
    });
    const channelId = await connectedCall(page);
    await telephony.startMusic(channelId);
    expect(sockets).toHaveLength(1);
    await sockets[0]?.cut();
    await page.getByTestId("phone-status").filter({ hasText: "Connection unsteady" }).waitFor();
    await page
      .getByTestId("phone-status")
      .filter({ hasText: /^Connected$/ })
      .waitFor();
    expect(sockets).toHaveLength(2);
    await page.getByTestId("key-5").click();
    await eventually(
      () => events.find((event) => event.type === "digit" && event.channelId === channelId && event.digit === "5"),
      "a digit after the reconnect",
    );
    await telephony.hangup(channelId, "normal");
    await page.locator('[data-testid="ended-panel"][data-why="they-hung-up"]').waitFor();
    await page.context().close();
  });

  it("says what to do when the microphone is refused", async () => {
    const page = await openPage();
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));
    });
    await page.getByTestId("call-button").click();
    await page.locator('[data-testid="ended-panel"][data-why="microphone-denied"]').waitFor();
    expect(await page.getByTestId("ended-remedy").textContent()).toContain("allow the microphone");
    await page.context().close();
  });
});

/** The login that was asked for last. */
function callNewestPage(channelId: ChannelId): Promise<void> {
  return telephony.originate({
    channelId,
    to: { kind: "endpoint", name: `webphone-test-${logins}` },
    callerId: { name: "", number: "4001" },
    headers: {},
    ringTimeoutMs: 20_000,
    tag: "t",
  });
}
