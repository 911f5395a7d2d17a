import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { CallbackOrder } from "../../shared/domain/waiting.ts";
import { AllWaitingOptionsSchema, WaitingOverviewSchema } from "../../shared/wire/waiting-schemas.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { bridgesOfTwo } from "./on-exchange.ts";
import type { ConsolePage } from "./pages/console-page.ts";
import { signedIn } from "./people-with-tones.ts";
import { proveVoice } from "./prove-voice.ts";
import type { ServerApi } from "./server-api.ts";
import { AGENT_HZ, CUSTOMER_HZ } from "./tones.ts";

/** Promised callbacks over the trunk, in either order; a customer who calls again meanwhile; a number that is busy, and its next attempt. */
const BUSY = "+8613800138851";
const AGENT_FIRST = "+8613800138852";
const CUSTOMER_FIRST = "+8613800138853";
const AGAIN = "+8613800138854";
/** The shortest that can be set. */
const RETRY_AFTER_MS = 60_000;
const isLong = process.env["CORDBOARD_LONG_TESTS"] !== undefined;

let env: Environment;
let ana: ConsolePage;
let supervisor: ServerApi;
let admin: ServerApi;
let busy: ContactRecord;

beforeAll(async () => {
  env = await startEnvironment();
  supervisor = await env.api("sofia");
  admin = await env.api("admin");
  ana = await signedIn(env, "ana", AGENT_HZ);
  for (const number of [AGENT_FIRST, CUSTOMER_FIRST, AGAIN]) env.carrier.subscriber(number, "answer", CUSTOMER_HZ);
  env.carrier.subscriber(BUSY, "busy");
});
afterAll(() => env?.stop());

async function callsInOrder(order: CallbackOrder): Promise<void> {
  const { options: all, revisions } = await admin.get(AllWaitingOptionsSchema, "/api/waiting-options");
  const service = all.find(({ queueId }) => queueId === "service") ?? expect.fail("no options");
  const { revision: baseRevision = 0 } = revisions.find(({ queueId }) => queueId === "service") ?? {};
  const callback = { ...service.callback, order, attemptsMax: 2, retryAfterMs: RETRY_AFTER_MS };
  const reply = await admin.send("/api/waiting-options/service", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ options: { ...service, callback }, baseRevision }),
  });
  expect(reply.status, await reply.text()).toBe(204);
}

const dials = (from: string, toneHz?: typeof CUSTOMER_HZ) =>
  env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, ...(toneHz === undefined ? {} : { toneHz }) });
const waits = (from: string) =>
  supervisor.contact(({ ani, phase }) => ani.e164 === from && phase === "queued", `${from} in the queue`);
const types = async ({ contactId }: ContactRecord) => (await supervisor.journal(contactId)).map(({ type }) => type);
const callbacks = async () => (await supervisor.get(WaitingOverviewSchema, "/api/waiting")).callbacks;

/** Waits, presses 1 and confirms the own number: the promise is being said when it resolves. */
async function chooses(from: string): Promise<{ readonly contact: ContactRecord; readonly line: CarrierCall }> {
  const line = await dials(from);
  await line.answered();
  const contact = await waits(from);
  for (const type of ["waiting.chosen", "callback.promised"]) {
    await line.sendDigits("1");
    await supervisor.journalUntil(contact.contactId, (all) => all.some((entry) => entry.type === type));
  }
  return { contact, line };
}
async function isPromised(from: string): Promise<ContactRecord> {
  const { contact, line } = await chooses(from);
  await line.ended();
  return contact;
}
const closed = ({ contactId }: ContactRecord) =>
  supervisor.contact((each) => each.contactId === contactId && each.phase === "closed", "the contact closed");
async function wrapsUp(): Promise<void> {
  await ana.hangUp();
  await ana.finish("resolved", "");
  await ana.notReady();
}

describe("a promised callback", () => {
  it("of a number that is busy: the agent is free at once and reads why, and the next attempt has its time", async () => {
    await callsInOrder("customer-first");
    busy = await isPromised(BUSY);
    await ana.ready();
    await env.carrier.receives(BUSY);
    const journal = await supervisor.journalUntil(busy.contactId, (all) =>
      all.some(({ type }) => type === "callback.not-reached"),
    );
    const missed = journal.find(({ type }) => type === "callback.not-reached") ?? expect.fail("no attempt");
    expect(missed.payload).toMatchObject({ outcome: "busy", attempt: 1, retryAt: expect.any(Number) });
    await ana.page.getByText("busy, or the call was refused").first().waitFor();
    await ana.inState("ready");
    const [waiting] = await callbacks();
    expect(waiting).toMatchObject({ contactId: busy.contactId, state: "retry", attempts: 1 });
    expect((waiting?.nextAttemptAt ?? 0) - missed.at).toBe(RETRY_AFTER_MS);
    await ana.notReady();
  });

  it("agent-first: rings at the agent, and only then at the customer; the two talk", async () => {
    await callsInOrder("agent-first");
    const contact = await isPromised(AGENT_FIRST);
    await ana.ready();
    await ana.byId("answer").waitFor();
    expect(await types(contact)).not.toContain("callback.dialing");
    const answered = ana.answer();
    const called = await env.carrier.receives(AGENT_FIRST);
    await answered;
    await proveVoice(called, ana.page);
    await wrapsUp();
    expect(await called.ended()).toBe(16);
    expect(await closed(contact)).toMatchObject({
      outcome: "handled",
      queuedAt: contact.queuedAt,
      agentId: "user-ana",
    });
  });

  it("customer-first, an agent free while the promise is still being said: no phone rings before it is, then the customer's", async () => {
    await callsInOrder("customer-first");
    const { contact, line } = await chooses(CUSTOMER_FIRST);
    await ana.ready();
    await ana.inState("offered");
    expect(line.isOver).toBe(false);
    expect(await types(contact)).not.toContain("offer.made");
    await line.ended();
    const called = await env.carrier.receives(CUSTOMER_FIRST);
    await ana.answer();
    await proveVoice(called, ana.page);
    await wrapsUp();
    expect(await called.ended()).toBe(16);
    const made = (await types(contact)).filter((type) => /^(?:callback\.|offer\.made)/u.test(type));
    expect(made).toEqual(["callback.promised", "callback.dialing", "callback.customer-answered", "offer.made"]);
  });

  it("of a customer who calls again: the new call has its place and its age, and nobody is called back", async () => {
    const contact = await isPromised(AGAIN);
    const again = await dials(AGAIN, CUSTOMER_HZ);
    const merged = await closed(contact);
    expect(merged.outcome).toBe("merged");
    const later = await waits(AGAIN);
    expect(later.contactId).not.toBe(contact.contactId);
    const journal = await supervisor.journal(later.contactId);
    expect(journal.find(({ type }) => type === "queue.place-taken-over")?.payload).toMatchObject({
      from: contact.contactId,
      waitingSince: contact.queuedAt,
    });
    expect((await callbacks()).map(({ contactId }) => contactId)).toEqual([busy.contactId]);
    await ana.ready();
    await ana.answer();
    await proveVoice(again, ana.page);
    await wrapsUp();
    expect(await again.ended()).toBe(16);
    expect(await types(contact)).not.toContain("callback.dialing");
    expect(await bridgesOfTwo(env)).toEqual([]);
  });

  it.runIf(isLong)(
    "of the number that was busy: called again at the time that was said, with the age of the promise",
    async () => {
      env.carrier.subscriber(BUSY, "answer", CUSTOMER_HZ);
      await ana.ready();
      const called = await env.carrier.receives(BUSY, RETRY_AFTER_MS);
      await ana.answer();
      await proveVoice(called, ana.page);
      await wrapsUp();
      expect(await closed(busy)).toMatchObject({ outcome: "handled", queuedAt: busy.queuedAt });
      const journal = await supervisor.journal(busy.contactId);
      const [missed] = journal.filter(({ type }) => type === "callback.not-reached");
      const [, second] = journal.filter(({ type }) => type === "callback.dialing");
      expect((second?.at ?? 0) - (missed?.at ?? 0)).toBeGreaterThanOrEqual(RETRY_AFTER_MS);
      expect(await bridgesOfTwo(env)).toEqual([]);
    },
  );
});
