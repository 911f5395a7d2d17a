import { afterAll, beforeAll, describe, expect, it, onTestFailed } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearOnPageUntil, playsRemoteAudio } from "./hear-remote-audio.ts";
import { bridgesOfTwo } from "./on-exchange.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { openSocketProxy, type SocketProxy } from "./socket-proxy.ts";
import { AGENT_HZ, CUSTOMER_HZ, hearsOnly, musicWithout } from "./tones.ts";

/**
 * Two customers of one agent times everybody who leaves first, on the real exchange; the same rows run on fakes in
 * `own-calls.test.ts`. Li was fetched out of a parking place and is active, Wang is the other one. Whoever is left over is the Li of
 * the next row: they are parked, a new customer is taken, and they are fetched beside that one.
 */
const SECOND_HZ = 1_370;
const OUTSIDE_HZ = 1_130;
const OUTSIDE = "+861065529922";
const ALL_HZ = [AGENT_HZ, CUSTOMER_HZ, SECOND_HZ, OUTSIDE_HZ];
const only = (...heard: readonly number[]) => hearsOnly(ALL_HZ, heard);
const music = musicWithout(...ALL_HZ);

interface Customer {
  readonly call: CarrierCall;
  readonly hz: typeof CUSTOMER_HZ | typeof SECOND_HZ;
}

let env: Environment;
let toServer: SocketProxy;
let ana: ConsolePage;
let calls = 0;
/** Ana talks with them; null: she is free. */
let left: Customer | null = null;

beforeAll(async () => {
  let port = 0;
  toServer = await openSocketProxy(() => port);
  env = await startEnvironment();
  port = Number(new URL(env.server.url).port);
  env.carrier.subscriber(OUTSIDE, "answer", OUTSIDE_HZ);
  const who = { login: "ana", password: env.server.password("ana") };
  ana = await ConsolePage.signIn(await env.browser(AGENT_HZ), `http://127.0.0.1:${toServer.port}`, who);
  ana.page.on("dialog", (dialog) => void dialog.accept());
  await ana.ready();
});
afterAll(async () => {
  await env?.stop();
  await toServer?.close();
});

const second = (state: string) => ana.page.locator(`[data-testid="second-call"][data-state="${state}"]`).waitFor();
const alone = () => ana.byId("second-call").waitFor({ state: "detached" });
const bannerIs = (state: "visible" | "detached") => ana.byId("reconnect-banner").waitFor({ state });

async function taken(hz: Customer["hz"]): Promise<Customer> {
  calls += 1;
  const from = `+86138001374${String(calls).padStart(2, "0")}`;
  const call = await env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: hz });
  await ana.answer();
  return { call, hz };
}

async function park(): Promise<void> {
  await ana.byId("park").click();
  await ana.inWrapUp();
  await ana.finish("resolved", "");
}

/** Li active, Wang on hold. */
async function twoCustomers(): Promise<{ readonly li: Customer; readonly wang: Customer }> {
  const li = left ?? (await taken(SECOND_HZ));
  left = null;
  await park();
  const wang = await taken(li.hz === SECOND_HZ ? CUSTOMER_HZ : SECOND_HZ);
  await ana.byId("retrieve").click();
  await second("waiting");
  return { li, wang };
}

/** After a row that failed: nobody on the line, Ana ready. */
async function beginAnew(): Promise<void> {
  left = null;
  toServer.flow();
  await bannerIs("detached");
  await env.carrier.hangUpAll();
  const supervisor = await env.api("sofia");
  const inCall = async () => (await supervisor.contacts()).some(({ phase }) => !/^(?:wrap-up|closed)$/u.test(phase));
  await expect.poll(inCall, { timeout: 20_000 }).toBe(false);
  const state = () => ana.byId("agent-state").getAttribute("data-state");
  if ((await state()) === "wrap-up") await ana.finish("resolved", "");
  if ((await state()) === "not-ready") await ana.ready();
}

const states = {
  "two calls": async () => undefined,
  conference: async () => {
    await ana.byId("conference").click();
    await second("conference");
  },
  "conference held": async () => {
    await states.conference();
    await ana.hold();
    await second("waiting");
  },
} as const;

/** Each by what people do; resolves when the console shows what came of it. */
const leaving = {
  li: async ({ li }: Two) => {
    await li.call.hangUp();
    await alone();
  },
  wang: async ({ wang }: Two) => {
    await wang.call.hangUp();
    await alone();
  },
  "ana ends active": async ({ li }: Two) => {
    await ana.byId("hangup").click();
    expect(await li.call.ended()).toBe(16);
    await alone();
  },
  "ana ends other": async ({ wang }: Two) => {
    await ana.byId("let-go").click();
    expect(await wang.call.ended()).toBe(16);
    await alone();
  },
  /** A BYE: the page has lost the server, and hangs up all the same. */
  "ana's phone ends": async ({ li }: Two) => {
    toServer.stall();
    await bannerIs("visible");
    await ana.byId("hangup").click();
    expect(await li.call.ended()).toBe(16);
    toServer.flow();
    await bannerIs("detached");
    await ana.inWrapUp();
  },
  "ana's page anew": async () => {
    await ana.page.reload();
    await second("waiting");
    await playsRemoteAudio(ana.page);
  },
  kill: async () => {
    await env.server.killHard();
    await env.server.startAgain();
    await bannerIs("detached");
    await ana.page.locator('[data-testid="hangup"]:not([disabled])').waitFor();
  },
} as const;

type Two = Awaited<ReturnType<typeof twoCustomers>>;
type Leaves = keyof typeof leaving;
type Row = readonly [keyof typeof states, Leaves, heard: string];

/** `♪` hears music and nobody, `–` hears nobody. */
const ROWS: readonly Row[] = [
  ["two calls", "li", "wang: ♪, ana: –"],
  ["two calls", "wang", "li: ana, ana: li"],
  ["two calls", "ana ends active", "wang: ♪, ana: –"],
  ["two calls", "ana ends other", "li: ana, ana: li"],
  ["two calls", "ana's phone ends", "wang: ♪"],
  ["conference", "li", "wang: ana, ana: wang"],
  ["conference", "ana ends active", "wang: ana, ana: wang"],
  ["conference", "ana's page anew", "wang: ♪, li: ana, ana: li"],
];
/** The same of a conference and of one on hold: another minute. */
const LONG_ROWS: readonly Row[] = [
  ["conference", "wang", "li: ana, ana: li"],
  ["conference", "ana ends other", "li: ana, ana: li"],
  ["conference held", "li", "wang: ♪, ana: –"],
  ["conference held", "wang", "li: ♪, ana: –"],
  ["conference held", "ana ends active", "wang: ♪, ana: –"],
  ["conference held", "ana ends other", "li: ♪, ana: –"],
  ["conference held", "ana's phone ends", "wang: ♪"],
  ["conference held", "ana's page anew", "wang: ♪, li: ♪, ana: –"],
  ["conference held", "kill", "wang: ♪, li: ♪, ana: –"],
  ["two calls", "ana's page anew", "wang: ♪, li: ana, ana: li"],
  ["two calls", "kill", "wang: ♪, li: ana, ana: li"],
  ["conference", "ana's phone ends", "wang: ♪"],
  ["conference", "kill", "wang: li+ana, li: wang+ana, ana: wang+li"],
];

/** All at once: each has an ear of their own. */
async function hear(wanted: string, { li, wang }: Two): Promise<void> {
  const hzOf: Readonly<Record<string, number>> = { li: li.hz, wang: wang.hz, ana: AGENT_HZ };
  await Promise.all(
    wanted.split(", ").map(async (each) => {
      const [who = "", what = ""] = each.split(": ");
      const people = what === "–" ? [] : what.split("+");
      const isIt = what === "♪" ? music : only(...people.map((name) => hzOf[name] ?? expect.fail(`who is ${name}?`)));
      if (who === "ana") await hearOnPageUntil(ana.page, isIt, each);
      else await (who === "li" ? li : wang).call.hearUntil(isIt, each);
    }),
  );
}

/** Whoever is left talks with Ana; of two the other one goes first. */
async function oneLeft({ li, wang }: Two): Promise<Customer> {
  if (!li.call.isOver && !wang.call.isOver) {
    await wang.call.hangUp();
    await alone();
  }
  const customer = li.call.isOver ? wang : li;
  if ((await ana.byId("agent-state").getAttribute("data-state")) === "wrap-up") {
    // Who was on hold waits for somebody else, and Ana is the first who is free.
    await ana.finish("resolved", "");
    await ana.answer();
    await customer.call.hearUntil(only(AGENT_HZ), "Ana alone");
  } else if (await ana.byId("resume").isVisible()) await ana.resume();
  return customer;
}

describe("two customers of one agent", () => {
  const isLong = process.env["CORDBOARD_LONG_TESTS"] !== undefined;
  it.each(isLong ? [...ROWS, ...LONG_ROWS] : ROWS)("%s, then %s: %s", async (state, leaves, wanted) => {
    onTestFailed(beginAnew);
    const two = await twoCustomers();
    await states[state]();
    await leaving[leaves](two);
    await hear(wanted, two);
    left = await oneLeft(two);
  });

  it("a conference hung up by a page that has lost the server is left, as its button says: those two talk on, and nothing is left of them", async () => {
    onTestFailed(beginAnew);
    const { call, hz } = left ?? (await taken(CUSTOMER_HZ));
    await ana.passOn(OUTSIDE, "number", "ask");
    const outside = await env.carrier.receives(OUTSIDE);
    await second("active");
    await ana.byId("conference").click();
    await second("conference");
    toServer.stall();
    await bannerIs("visible");
    expect(await ana.byId("hangup").getAttribute("data-means")).toBe("leave");
    await ana.byId("hangup").click();
    await Promise.all([
      call.hearUntil(only(OUTSIDE_HZ), "the number outside alone"),
      outside.hearUntil(only(hz), "the customer alone"),
    ]);
    toServer.flow();
    await bannerIs("detached");
    await ana.inWrapUp();
    await ana.finish("resolved", "");
    await call.hangUp();
    await outside.ended();
    await ana.notReady();
    const supervisor = await env.api("sofia");
    const open = async () => (await supervisor.contacts()).filter(({ phase }) => phase !== "closed");
    await expect.poll(open, { timeout: 5_000 }).toEqual([]);
    expect(await bridgesOfTwo(env)).toEqual([]);
  });
});
