import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearOnPageUntil } from "./hear-remote-audio.ts";
import { bridgesOfTwo } from "./on-exchange.ts";
import { signedIn } from "./people-with-tones.ts";
import type { ConsolePage } from "./pages/console-page.ts";
import { AGENT_HZ, CUSTOMER_HZ, hearsOnly, musicWithout, OTHER_HZ, speaks } from "./tones.ts";

/**
 * Every step of a consultation times every party who leaves first, on the real exchange: who is left hears whom it should and nobody
 * else, and nothing stays behind. Ana (700 Hz), Bo (540 Hz), the customer (1,000 Hz), a number outside (1,370 Hz).
 */
const OUTSIDE_HZ = 1_370;
const OUTSIDE = "+861065529966";
const UNANSWERED = "+861065529955";
const ALL_HZ = [AGENT_HZ, OTHER_HZ, CUSTOMER_HZ, OUTSIDE_HZ];
const only = (...heard: readonly number[]) => hearsOnly(ALL_HZ, heard);
const music = musicWithout(...ALL_HZ);

let env: Environment;
let ana: ConsolePage;
let bo: ConsolePage;
let calls = 0;

beforeAll(async () => {
  env = await startEnvironment();
  env.carrier.subscriber(OUTSIDE, "answer", OUTSIDE_HZ);
  env.carrier.subscriber(UNANSWERED, "let it ring");
  ana = await signedIn(env, "ana", AGENT_HZ);
  bo = await signedIn(env, "bo", OTHER_HZ);
  // May be asked by a colleague, and gets no caller of the queue.
  await bo.notReady("training");
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

const second = (state: string) => ana.page.locator(`[data-testid="second-call"][data-state="${state}"]`).waitFor();
const secondGone = () => ana.byId("second-call").waitFor({ state: "detached" });

async function talking(): Promise<CarrierCall> {
  calls += 1;
  await ana.ready();
  const from = `+86138001372${String(calls).padStart(2, "0")}`;
  const customer = await env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
  await ana.answer();
  await customer.hearUntil(speaks(AGENT_HZ), "Ana");
  return customer;
}

/** Whatever became of the call: wrapped up, nobody talks on the exchange, no contact is open. */
async function nothingLeft(): Promise<void> {
  await ana.inWrapUp();
  await ana.finish("resolved", "");
  await ana.notReady();
  await bo.inState("not-ready");
  const supervisor = await env.api("sofia");
  const open = async () => (await supervisor.contacts()).filter(({ phase }) => phase !== "closed");
  await expect.poll(open, { timeout: 5_000 }).toEqual([]);
  expect(await bridgesOfTwo(env)).toEqual([]);
}

/** Asked: Bo, or a number outside. What a test does with either. */
interface Target {
  readonly hz: number;
  ask(answered: boolean): Promise<void>;
  leave(answered: boolean): Promise<void>;
  hears(...heard: readonly number[]): Promise<void>;
  /** Hung up on, and free again. */
  isFree(answered: boolean): Promise<void>;
  /** The customer was theirs, and has hung up. */
  hadThem(): Promise<void>;
}

const colleague = (): Target => ({
  hz: OTHER_HZ,
  async ask(answered) {
    await ana.passOn("Bo And", "agent-", "ask");
    if (answered) await bo.answer();
    else await bo.page.locator('[data-testid="answer"]:not([disabled]):not([data-pending])').waitFor();
  },
  async leave(answered) {
    await bo.byId(answered ? "hangup" : "reject").click();
    await bo.inState("not-ready");
  },
  hears: (...heard) => hearOnPageUntil(bo.page, only(...heard), `Bo hears ${heard.join(" and ")} Hz`),
  isFree: () => bo.inState("not-ready"),
  async hadThem() {
    await bo.inWrapUp();
    await bo.finish("resolved", "");
    await bo.notReady("training");
  },
});

const outside = (): Target => {
  let call: CarrierCall | undefined;
  const there = () => call ?? expect.fail("nobody was called");
  return {
    hz: OUTSIDE_HZ,
    async ask(answered) {
      const number = answered ? OUTSIDE : UNANSWERED;
      await ana.passOn(number, "number", "ask");
      call = await env.carrier.receives(number);
    },
    leave: () => there().hangUp(),
    hears: async (...heard) =>
      void (await there().hearUntil(only(...heard), `outside hears ${heard.join(" and ")} Hz`)),
    isFree: async () => void (await there().ended()),
    hadThem: async () => void (await there().ended()),
  };
};

const STEPS = ["ringing", "asked", "swapped", "conference"] as const;
type Step = (typeof STEPS)[number];
/** In a conference the agent's hanging up is leaving those two, and ending it for all a step of its own. */
type Leaves = "customer" | "target" | "agent" | "everybody";
const LEAVERS: readonly Leaves[] = ["customer", "target", "agent"];

async function takeTo(step: Step, target: Target): Promise<void> {
  await target.ask(step !== "ringing");
  if (step === "ringing") return second("ringing");
  await second("active");
  await target.hears(AGENT_HZ);
  if (step === "swapped") {
    await ana.byId("swap").click();
    await second("waiting");
  } else if (step === "conference") {
    await ana.byId("conference").click();
    await second("conference");
    await target.hears(AGENT_HZ, CUSTOMER_HZ);
  }
}

const anaHears = (...heard: readonly number[]) =>
  hearOnPageUntil(ana.page, only(...heard), `Ana hears ${heard.join(" and ")} Hz`);

async function leavesFirst(who: Leaves, step: Step, customer: CarrierCall, target: Target): Promise<void> {
  const answered = step !== "ringing";
  if (who === "agent" && step === "conference") {
    await ana.hangUp();
    await customer.hearUntil(only(target.hz), "who was asked, alone");
    await target.hears(CUSTOMER_HZ);
    await customer.hangUp();
    await target.hadThem();
    return;
  }
  if (who === "agent" || who === "everybody") {
    await ana.byId(who === "agent" ? "hangup" : "end-all").click();
    await ana.inWrapUp();
    expect(await customer.ended()).toBe(16);
    await target.isFree(answered);
    return;
  }
  if (who === "customer") {
    await customer.hangUp();
    if (answered) {
      // Those two may finish what they were saying.
      await target.hears(AGENT_HZ);
      await anaHears(target.hz);
      await ana.hangUp();
    }
    await target.isFree(answered);
    return;
  }
  await target.leave(answered);
  await secondGone();
  if (step === "ringing" || step === "asked") {
    // The customer stays on hold until Ana takes them back.
    await customer.hearUntil(music, "music and nobody");
    await ana.resume();
  }
  await customer.hearUntil(only(AGENT_HZ), "Ana alone");
  await anaHears(CUSTOMER_HZ);
  await ana.hangUp();
  expect(await customer.ended()).toBe(16);
}

/** Of a number outside `npm test` takes the step with three voices; `CORDBOARD_LONG_TESTS=1` all of them. */
const isLong = process.env["CORDBOARD_LONG_TESTS"] !== undefined;
const OUTSIDE_STEPS: readonly Step[] = isLong ? STEPS : ["conference"];

describe.each([
  ["a colleague", colleague, STEPS],
  ["a number outside", outside, OUTSIDE_STEPS],
] as const)("asking %s", (_what, targetOf, steps) => {
  const isEndedForAll = (step: Step) => step === "conference" && (isLong || targetOf === colleague);
  const leavers = (step: Step) => (isEndedForAll(step) ? [...LEAVERS, "everybody" as const] : LEAVERS);
  it.each(steps.flatMap((step) => leavers(step).map((who) => [step, who] as const)))(
    "%s, then the %s leaves",
    async (step, who) => {
      const target = targetOf();
      const customer = await talking();
      await takeTo(step, target);
      if (step === "ringing" || step === "asked") await customer.hearUntil(music, "music and nobody");
      await leavesFirst(who, step, customer, target);
      await nothingLeft();
    },
  );
});
