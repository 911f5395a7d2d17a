import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearToneOnPage } from "./hear-remote-audio.ts";
import { signedIn } from "./people-with-tones.ts";
import type { ConsolePage } from "./pages/console-page.ts";
import {
  AGENT_HZ,
  CUSTOMER_HZ,
  HEARD_DB,
  hearsOnly as hearsOnlyAmong,
  musicWithout,
  OTHER_HZ,
  speaks,
} from "./tones.ts";

/** Ana (700 Hz), Bo (540 Hz), the first customer (1,000 Hz), a second customer or a number outside (1,370 Hz). */
const SECOND_HZ = 1_370;
const OUTSIDE = "+861065529988";
const BUSY = "+861065529977";

let env: Environment;
let ana: ConsolePage;
let bo: ConsolePage;
let calls = 0;

beforeAll(async () => {
  env = await startEnvironment();
  env.carrier.subscriber(OUTSIDE, "answer", SECOND_HZ);
  env.carrier.subscriber(BUSY, "busy");
  ana = await signedIn(env, "ana", AGENT_HZ);
  bo = await signedIn(env, "bo", OTHER_HZ);
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

/** A new customer with a tone of their own, on the line with this agent; nobody else is ready. */
async function talking(agent: ConsolePage, toneHz: typeof CUSTOMER_HZ | typeof SECOND_HZ): Promise<CarrierCall> {
  calls += 1;
  await agent.ready();
  const from = `+861380013871${calls}`;
  const call = await env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz });
  await agent.answer();
  await call.hearUntil(speaks(agent === ana ? AGENT_HZ : OTHER_HZ), "the agent's tone");
  return call;
}

/** Wrapped up, and nobody else's call comes. */
async function done(agent: ConsolePage, note: string): Promise<void> {
  await agent.finish("resolved", note);
  await agent.notReady();
}

const chooseNumber = (button: "ask" | "give", number = OUTSIDE) => ana.passOn(number, "number", button);

const second = (state: string) => ana.page.locator(`[data-testid="second-call"][data-state="${state}"]`).waitFor();
const ALL_HZ = [AGENT_HZ, OTHER_HZ, CUSTOMER_HZ, SECOND_HZ];
/** Hears these people and none of the others. */
const hearsOnly = (...heard: readonly number[]) => hearsOnlyAmong(ALL_HZ, heard);
const musicOnly = musicWithout(...ALL_HZ);

describe("a number outside, over the carrier's trunk", () => {
  it("a customer given away: the agent wraps up, the two hear each other, and nobody else", async () => {
    const customer = await talking(ana, CUSTOMER_HZ);
    await chooseNumber("give");
    await ana.inWrapUp();
    const outside = await env.carrier.receives(OUTSIDE);
    await customer.hearUntil(hearsOnly(SECOND_HZ), "the number outside");
    await outside.hearUntil(hearsOnly(CUSTOMER_HZ), "the customer");
    await outside.hangUp();
    expect(await customer.ended()).toBe(16);
    await done(ana, "given to the branch");
    const segments = await segmentsOf("given to the branch");
    expect(segments[0]).toMatchObject({ passedOn: { kind: "number", name: OUTSIDE } });
    expect(segments[1]).toMatchObject({ agentId: null, outcome: "handled", phase: "closed", kind: "call" });
  });

  it("is busy: the customer, who hears music, is back in the queue and served", async () => {
    const customer = await talking(ana, CUSTOMER_HZ);
    await chooseNumber("give", BUSY);
    await ana.inWrapUp();
    await customer.hearUntil(musicOnly, "music while nobody takes it");
    await bo.ready();
    await bo.answer();
    await customer.hearUntil(hearsOnly(OTHER_HZ), "Bo");
    await bo.hangUp();
    await done(bo, "");
    await done(ana, "");
  });

  it("asked first: the customer hears music, then all three, then the two are left", async () => {
    const customer = await talking(ana, CUSTOMER_HZ);
    await chooseNumber("ask");
    const outside = await env.carrier.receives(OUTSIDE);
    await second("active");
    await outside.hearUntil(hearsOnly(AGENT_HZ), "Ana");
    await hearToneOnPage(ana.page, SECOND_HZ, HEARD_DB);
    await customer.hearUntil(musicOnly, "music and nobody");
    await ana.byId("swap").click();
    await outside.hearUntil(musicOnly, "music while Ana is with the customer");
    await customer.hearUntil(hearsOnly(AGENT_HZ), "Ana again");
    await ana.byId("conference").click();
    await outside.hearUntil(hearsOnly(AGENT_HZ, CUSTOMER_HZ), "both");
    await customer.hearUntil(hearsOnly(AGENT_HZ, SECOND_HZ), "both");
    // Hanging up in a conference is leaving those two.
    await ana.hangUp();
    await customer.hearUntil(hearsOnly(SECOND_HZ), "the number outside alone");
    await outside.hearUntil(hearsOnly(CUSTOMER_HZ), "the customer alone");
    await customer.hangUp();
    await outside.ended();
    await done(ana, "connected with the branch");
    expect(await segmentsOf("connected with the branch")).toHaveLength(2);
  });
});

describe("two customers of one agent", () => {
  it("parked by a colleague, fetched beside a call: music, swap, a conference of three, each hung up apart", async () => {
    const li = await talking(bo, SECOND_HZ);
    await bo.byId("park").click();
    await bo.inWrapUp();
    await li.hearUntil(musicOnly, "music in the parking place");
    await done(bo, "parked for Ana");
    const wang = await talking(ana, CUSTOMER_HZ);
    await ana.byId("retrieve").click();
    await second("waiting");
    await li.hearUntil(hearsOnly(AGENT_HZ), "Ana, who fetched them");
    await wang.hearUntil(musicOnly, "music on hold");
    await hearToneOnPage(ana.page, SECOND_HZ, HEARD_DB);
    await ana.byId("swap").click();
    await wang.hearUntil(hearsOnly(AGENT_HZ), "Ana again");
    await li.hearUntil(musicOnly, "music on hold");
    await ana.byId("conference").click();
    await second("conference");
    await wang.hearUntil(hearsOnly(AGENT_HZ, SECOND_HZ), "Ana and the other customer");
    await li.hearUntil(hearsOnly(AGENT_HZ, CUSTOMER_HZ), "Ana and the other customer");
    await hearToneOnPage(ana.page, CUSTOMER_HZ, HEARD_DB);
    await hearToneOnPage(ana.page, SECOND_HZ, HEARD_DB);
    await ana.hold();
    await wang.hearUntil(musicOnly, "music while both are held");
    await li.hearUntil(musicOnly, "music while both are held");
    await ana.resume();
    await li.hearUntil(hearsOnly(AGENT_HZ, CUSTOMER_HZ), "both again");
    await ana.byId("swap").click();
    await second("waiting");
    await li.hearUntil(hearsOnly(AGENT_HZ), "Ana alone");
    await wang.hearUntil(musicOnly, "music on hold");
    await ana.byId("let-go").click();
    expect(await wang.ended()).toBe(16);
    await ana.byId("second-call").waitFor({ state: "detached" });
    await li.hearUntil(hearsOnly(AGENT_HZ), "Ana, undisturbed");
    await ana.hangUp();
    expect(await li.ended()).toBe(16);
    await done(ana, "two at once");
  });

  it("in a conference the active one hangs up: the agent and the other go on without a gap, through a killed server too", async () => {
    const li = await talking(bo, SECOND_HZ);
    await bo.byId("park").click();
    await done(bo, "parked for Ana again");
    const wang = await talking(ana, CUSTOMER_HZ);
    await ana.byId("retrieve").click();
    await second("waiting");
    await ana.byId("conference").click();
    await second("conference");
    await wang.hearUntil(hearsOnly(AGENT_HZ, SECOND_HZ), "Ana and the other customer");
    await env.server.killHard();
    await wang.hearUntil(hearsOnly(AGENT_HZ, SECOND_HZ), "both, though there is no server");
    await env.server.startAgain();
    await ana.page.locator('[data-testid="hangup"]:not([disabled])').waitFor();
    await second("conference");
    await wang.hearUntil(hearsOnly(AGENT_HZ, SECOND_HZ), "both, with the next server");
    await li.hangUp();
    await ana.byId("second-call").waitFor({ state: "detached" });
    await wang.hearUntil(hearsOnly(AGENT_HZ), "Ana alone");
    await ana.hangUp();
    expect(await wang.ended()).toBe(16);
    await done(ana, "after the conference");
  });
});

/** The call that was wrapped up with this note, and what was passed on from it. */
async function segmentsOf(note: string) {
  const api = await env.api("sofia");
  const first = await api.contact((contact) => contact.note === note, note);
  const next = await api.contact(
    ({ transferredFrom, phase }) => transferredFrom === first.contactId && phase === "closed",
    `what followed on "${note}"`,
  );
  return [first, next];
}
