import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearOnPageUntil, playsRemoteAudio } from "./hear-remote-audio.ts";
import { bridgesOfTwo } from "./on-exchange.ts";
import { OwnNetwork } from "./own-network.ts";
import { signedIn } from "./people-with-tones.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { AGENT_HZ, CUSTOMER_HZ, hearsOnly, musicWithout, OTHER_HZ, speaks } from "./tones.ts";
import { killHard, wokenAfter } from "./woken-after.ts";

/**
 * Ana's page is lost while she has two on the line: a colleague whom she asks, a number outside in a conference, two customers. What
 * each of them hears meanwhile, that she comes back to the same place, and what becomes of them when she does not.
 */
const SECOND_HZ = 1_370;
const THIRD_PARTY_HZ = 1_130;
const OUTSIDE = "+861065529944";
const OTHER_OUTSIDE = "+861065529933";
const ALL_HZ = [AGENT_HZ, OTHER_HZ, CUSTOMER_HZ, SECOND_HZ, THIRD_PARTY_HZ];
const only = (...heard: readonly number[]) => hearsOnly(ALL_HZ, heard);
const music = musicWithout(...ALL_HZ);
/** A page is missed after 4.5 s at the latest, its voice 2 s later; the rest is the ear's. */
const MUSIC_WITHIN_MS = 9_000;
/** What is tried, not a wait. */
const SLEEP_MS = 9_000;
/** A minute of grace after at most 7 s, and what a busy machine adds. */
const GRACE_OVER_MS = 80_000;
const LONG_LIMIT_MS = 240_000;

/** Ana's machine in the rows that lose it; where nobody may make one, her browser stands still instead. */
const network = OwnNetwork.make();
let env: Environment;
let bo: ConsolePage;
let calls = 0;

beforeAll(async () => {
  env = await startEnvironment();
  env.carrier.subscriber(OUTSIDE, "answer", SECOND_HZ);
  env.carrier.subscriber(OTHER_OUTSIDE, "answer", THIRD_PARTY_HZ);
  bo = await signedIn(env, "bo", OTHER_HZ);
  // May be asked by a colleague, and gets no caller of the queue.
  await bo.notReady("training");
});
afterEach(async () => {
  await env?.carrier.hangUpAll();
  for (const context of (await env?.browser(AGENT_HZ))?.contexts() ?? []) await context.close();
});
afterAll(async () => {
  await env?.stop();
  network?.remove();
});

interface Agent {
  readonly login: string;
  readonly browser: Browser;
  readonly console: ConsolePage;
}

const signIn = async (login: string, browser: Browser): Promise<Agent> => {
  const who = { login, password: env.server.password(login) };
  return { login, browser, console: await ConsolePage.signIn(browser, env.server.url, who) };
};
const second = ({ page }: ConsolePage, state: string) =>
  page.locator(`[data-testid="second-call"][data-state="${state}"]`).waitFor();

/** Somebody who is not the agent, and can hear. */
interface Ear {
  readonly hz: number;
  hears(isIt: Parameters<CarrierCall["hearUntil"]>[0], what: string, limitMs?: number): Promise<unknown>;
}
const atCarrier = (call: CarrierCall, hz: number): Ear => ({
  hz,
  hears: (isIt, what, limitMs) => call.hearUntil(isIt, what, limitMs),
});
const boEar: Ear = { hz: OTHER_HZ, hears: (isIt, what, limitMs) => hearOnPageUntil(bo.page, isIt, what, limitMs) };

async function talking(agent: ConsolePage, toneHz: typeof CUSTOMER_HZ | typeof SECOND_HZ): Promise<CarrierCall> {
  calls += 1;
  const state = () => agent.byId("agent-state").getAttribute("data-state");
  // Of a test that failed.
  if ((await state()) === "wrap-up") await agent.finish("resolved", "");
  if ((await state()) === "not-ready") await agent.ready();
  const from = `+86138001375${String(calls).padStart(2, "0")}`;
  const call = await env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz });
  await agent.answer();
  await call.hearUntil(speaks(AGENT_HZ), "the agent");
  return call;
}

interface Place {
  readonly customer: Ear;
  readonly other: Ear;
  /** With whom the agent is again when they are back; the other one hears music. */
  readonly backWith: "customer" | "other";
  readonly state: "active" | "waiting";
  readonly calls: readonly CarrierCall[];
}

const places = {
  consultation: async (ana: ConsolePage): Promise<Place> => {
    const customer = await talking(ana, CUSTOMER_HZ);
    await ana.passOn("Bo And", "agent-", "ask");
    await bo.answer();
    await second(ana, "active");
    await boEar.hears(only(AGENT_HZ), "Ana");
    const ears = { customer: atCarrier(customer, CUSTOMER_HZ), other: boEar };
    return { ...ears, backWith: "other", state: "active", calls: [customer] };
  },
  conference: async (ana: ConsolePage, number = OUTSIDE, hz: number = SECOND_HZ): Promise<Place> => {
    const customer = await talking(ana, CUSTOMER_HZ);
    await ana.passOn(number, "number", "ask");
    const outside = await env.carrier.receives(number);
    await second(ana, "active");
    await ana.byId("conference").click();
    await second(ana, "conference");
    await outside.hearUntil(only(AGENT_HZ, CUSTOMER_HZ), "both");
    const ears = { customer: atCarrier(customer, CUSTOMER_HZ), other: atCarrier(outside, hz) };
    return { ...ears, backWith: "customer", state: "waiting", calls: [customer, outside] };
  },
  "two customers": async (ana: ConsolePage): Promise<Place> => {
    const li = await talking(ana, SECOND_HZ);
    await ana.byId("park").click();
    await ana.inWrapUp();
    await ana.finish("resolved", "");
    const wang = await talking(ana, CUSTOMER_HZ);
    await ana.byId("retrieve").click();
    await second(ana, "waiting");
    await li.hearUntil(only(AGENT_HZ), "Ana");
    const ears = { customer: atCarrier(li, SECOND_HZ), other: atCarrier(wang, CUSTOMER_HZ) };
    return { ...ears, backWith: "customer", state: "waiting", calls: [li, wang] };
  },
} as const;

const bothHearMusic = ({ customer, other }: Place) =>
  Promise.all([customer, other].map((each) => each.hears(music, "music and nobody", MUSIC_WITHIN_MS)));

/** Each resolves with the agent who is back; both have heard music until then. */
const losses = {
  "browser killed": async ({ login, browser }: Agent, place: Place): Promise<Agent> => {
    await killHard(browser);
    await bothHearMusic(place);
    return signIn(login, await env.browser(AGENT_HZ));
  },
  "tab closed": async ({ login, browser, console: { page } }: Agent, place: Place): Promise<Agent> => {
    page.on("dialog", (dialog) => void dialog.accept());
    const closed = page.waitForEvent("close");
    // As a person does it: the page is asked, and may do what it does when it goes.
    await page.close({ runBeforeUnload: true });
    await closed;
    await bothHearMusic(place);
    return signIn(login, browser);
  },
  "network gone": async (agent: Agent, place: Place): Promise<Agent> => {
    const musicWhile = async (isOver: () => boolean) => {
      await bothHearMusic(place);
      while (!isOver()) await bothHearMusic(place);
    };
    // Nothing arrives in either direction and nothing is closed.
    if (network === null) await wokenAfter(agent.browser, SLEEP_MS, musicWhile);
    else await lost(network, SLEEP_MS, musicWhile);
    return agent;
  },
} as const;

async function lost(there: OwnNetwork, lostMs: number, meanwhile: (isOver: () => boolean) => Promise<void>) {
  const until = performance.now() + lostMs;
  there.lose();
  try {
    await meanwhile(() => performance.now() >= until);
  } finally {
    there.comeBack();
  }
}

/** The browser that is lost, with a tone for a voice: of its own where it does not come back, elsewhere where its network goes. */
const browserFor = (loss: keyof typeof losses): Promise<Browser> => {
  if (loss === "browser killed") return env.anotherBrowser({ toneHz: AGENT_HZ });
  if (loss === "network gone" && network !== null) return env.anotherBrowser({ toneHz: AGENT_HZ, network });
  return env.browser(AGENT_HZ);
};

type Row = readonly [keyof typeof places, keyof typeof losses];
const ROWS: readonly Row[] = [
  ["consultation", "browser killed"],
  ["conference", "tab closed"],
];
const LONG_ROWS: readonly Row[] = [
  ["two customers", "network gone"],
  ["consultation", "tab closed"],
  ["consultation", "network gone"],
  ["conference", "browser killed"],
  ["conference", "network gone"],
  ["two customers", "browser killed"],
  ["two customers", "tab closed"],
];
const isLong = process.env["CORDBOARD_LONG_TESTS"] !== undefined;

describe("the page of an agent with two on the line is lost", () => {
  it.each(isLong ? [...ROWS, ...LONG_ROWS] : ROWS)(
    "%s, %s: music for both, then the same place",
    async (place, loss) => {
      const there = await signIn("ana", await browserFor(loss));
      const scene = await places[place](there.console);
      const { console: ana } = await losses[loss](there, scene);
      await second(ana, scene.state);
      await playsRemoteAudio(ana.page);
      const [talks, waits] =
        scene.backWith === "customer" ? [scene.customer, scene.other] : [scene.other, scene.customer];
      await Promise.all([
        talks.hears(only(AGENT_HZ), "Ana again, alone"),
        waits.hears(music, "music and nobody"),
        hearOnPageUntil(ana.page, only(talks.hz), "whom she talked with"),
      ]);
      await ana.byId("hangup").click();
      if (scene.backWith === "customer" && place === "two customers") {
        await ana.byId("second-call").waitFor({ state: "detached" });
        await ana.byId("hangup").click();
      }
      await ana.inWrapUp();
      await ana.finish("resolved", "");
      await ana.notReady();
      for (const call of scene.calls) expect(await call.ended()).toBe(16);
      await bo.inState("not-ready");
      expect(await bridgesOfTwo(env)).toEqual([]);
    },
  );
});

/** Too late: the page has nobody on it, is as ready as it was before, and gets the next customer with voice both ways. */
async function comesBackToNobody(agent: Agent | undefined): Promise<void> {
  if (network === null || agent === undefined) return;
  network.comeBack();
  const { console: late } = agent;
  await late.byId("reconnect-banner").waitFor({ state: "detached" });
  await late.byId("contact-card").waitFor({ state: "detached" });
  await late.inState("ready");
  const next = await talking(late, CUSTOMER_HZ);
  await hearOnPageUntil(late.page, only(CUSTOMER_HZ), "the next customer");
  await late.hangUp();
  expect(await next.ended()).toBe(16);
}

describe("who does not come back", () => {
  it.runIf(isLong)(
    "three agents, two whose browsers are dead and one whose network is: after the minute whoever was asked is let go, and each customer is in the queue and served",
    async () => {
      const scenes: Place[] = [];
      const agents: Agent[] = [];
      for (const [login, loss, place] of [
        ["ana", "browser killed", (page: ConsolePage) => places.conference(page)],
        ["chen", "browser killed", (page: ConsolePage) => places.conference(page, OTHER_OUTSIDE, THIRD_PARTY_HZ)],
        ["dara", "network gone", places["two customers"]],
      ] as const) {
        const agent = await signIn(login, await browserFor(network === null ? "browser killed" : loss));
        const scene = await place(agent.console);
        if (loss === "network gone" && network !== null) network.lose();
        else await killHard(agent.browser);
        await bothHearMusic(scene);
        scenes.push(scene);
        agents.push(agent);
      }
      const supervisor = await env.api("sofia");
      const queued = async () => (await supervisor.contacts()).filter(({ phase }) => phase === "queued").length;
      await expect.poll(queued, { timeout: GRACE_OVER_MS, interval: 500 }).toBe(4);
      const [first, other, two] = scenes;
      for (const scene of [first, other]) expect(await scene?.calls[1]?.ended()).toBe(16);
      const waiting = [first?.calls[0], other?.calls[0], ...(two?.calls ?? [])];
      expect(waiting.map((call) => call?.isOver)).toEqual([false, false, false, false]);
      await bo.ready();
      // In the order in which they had come, each with Bo alone.
      for (const customer of [first?.calls[0], other?.calls[0], ...(two?.calls ?? [])]) {
        await bo.answer();
        await customer?.hearUntil(only(OTHER_HZ), "Bo alone");
        await bo.hangUp();
        expect(await customer?.ended()).toBe(16);
        await bo.finish("resolved", "");
      }
      await bo.notReady();
      expect(await queued()).toBe(0);
      expect(await bridgesOfTwo(env)).toEqual([]);
      await comesBackToNobody(agents.at(-1));
    },
    LONG_LIMIT_MS,
  );
});
