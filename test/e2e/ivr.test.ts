import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import { DEMO_NORMAL, DEMO_SERVICE_NUMBERS, DEMO_UNKNOWN_NUMBER } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { loudnessDb } from "../carrier/tone-level.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import type { JournalEntry, ServerApi } from "./server-api.ts";

/** Speech as the exchange plays it lies around -20 dB; between prompts there is digital silence. */
const SPOKEN_DB = -45;

let env: Environment;
let supervisor: ServerApi;

beforeAll(async () => {
  env = await startEnvironment();
  supervisor = await env.api("sofia");
});
afterAll(() => env?.stop());

const hearSpeech = (call: CarrierCall, what: string) => call.hearUntil((sound) => loudnessDb(sound) > SPOKEN_DB, what);

const journalUntil = (contactId: string, wanted: (entry: JournalEntry) => boolean, count = 1) =>
  supervisor.journalUntil(contactId, (entries) => entries.filter(wanted).length >= count);
const isState = (payload: unknown, state: string) =>
  typeof payload === "object" && payload !== null && Reflect.get(payload, "state") === state;

const isFrom = (number: string) => (contact: ContactRecord) => contact.ani.e164 === number;
const collected = (contact: ContactRecord) =>
  Object.fromEntries(contact.collected.map(({ key, value, verified }) => [key, { value, verified }]));

describe("the service line serves by itself", () => {
  it("greets, takes language, account and PIN typed fast over the prompts, tells the balance and says goodbye", async () => {
    const call = await env.carrier.call({ from: DEMO_UNKNOWN_NUMBER, to: DEMO_SERVICE_NUMBERS.service });
    await call.answered();
    await hearSpeech(call, "the greeting");
    // Everything in one go over whatever is being said, faster than Asterisk likes it: each digit once, in order.
    await call.sendDigits(`1${DEMO_NORMAL.account}${DEMO_NORMAL.pin}1`, { gapMs: 40, durationMs: 60 });
    const known = await supervisor.contact(isFrom(DEMO_UNKNOWN_NUMBER), "the call in the history of contacts");
    await journalUntil(
      known.contactId,
      ({ type, payload }) => type === "ivr.state" && isState(payload, "tellingBalance"),
    );
    await hearSpeech(call, "the balance");
    // Nobody presses anything any more: goodbye, and the line is ended from there.
    expect(await call.ended(60_000)).toBe(16);
    const served = await supervisor.contact(
      (contact) => contact.contactId === known.contactId && contact.phase === "closed",
      "the call closed",
    );
    expect(served).toMatchObject({ outcome: "self-served", customerId: DEMO_NORMAL.customerId, dnis: "4000" });
    expect(collected(served)).toMatchObject({
      language: { value: "en", verified: true },
      account: { value: DEMO_NORMAL.account, verified: true },
      pin: { value: "verified", verified: true },
      intent: { value: "balance" },
      "balance-heard": { value: expect.stringMatching(/^CNY /u) },
    });
    const journal = await supervisor.journal(served.contactId);
    const types = journal.map((entry) => entry.type);
    expect(types).toEqual(expect.arrayContaining(["call.arrived", "ivr.started", "ivr.finished", "contact.closed"]));
    expect(JSON.stringify(journal)).not.toContain(`"${DEMO_NORMAL.pin}"`);
    expect((await supervisor.timeline(DEMO_NORMAL.customerId)).map((each) => each.contactId)).toContain(
      served.contactId,
    );
  });

  it("hands a caller with three wrong PINs to an agent, unverified", async () => {
    const number = "+8613800138998";
    const call = await env.carrier.call({ from: number, to: DEMO_SERVICE_NUMBERS.service });
    await call.answered();
    await hearSpeech(call, "the greeting");
    await call.sendDigits(`1${DEMO_NORMAL.account}0000`);
    const { contactId } = await supervisor.contact(isFrom(number), "the call");
    for (const [wrongPins, pin] of [
      [1, "1111"],
      [2, "2222"],
    ] as const) {
      await journalUntil(contactId, ({ type }) => type === "ivr.pin-wrong", wrongPins);
      await hearSpeech(call, "wrong PIN");
      await call.sendDigits(pin);
    }
    await journalUntil(contactId, ({ type }) => type === "ivr.finished");
    const waiting = await supervisor.contact(
      (contact) => contact.contactId === contactId && contact.phase === "queued",
      "the caller in the queue",
    );
    expect(collected(waiting)["pin"]?.verified).toBe(false);
    expect(waiting.customerId).toBeNull();
    expect(waiting.tier).not.toBe("vip");
    await call.hangUp();
    await supervisor.contact(
      (contact) => contact.contactId === contactId && contact.outcome === "abandoned",
      "the caller gave up",
    );
  });
});
