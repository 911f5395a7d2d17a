import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CallListSummarySchema } from "../../shared/wire/domain-schemas.ts";
import { Parse } from "typebox/value";
import type { CallListSummary } from "../../shared/domain/call-list.ts";
import type { ContactOutcome, ContactRecord } from "../../shared/domain/contact.ts";
import { DEMO_NORMAL } from "../../server/demo/demo-cases.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearToneOnPage } from "./hear-remote-audio.ts";
import { ConsolePage, fieldOf } from "./pages/console-page.ts";
import { PhonePage } from "./pages/phone-page.ts";
import type { ServerApi } from "./server-api.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, HEARD_DB, OTHER_HZ } from "./tones.ts";

/** Whose night it is now, and will be for an hour at least: Tokyo is called from 0 to 11 o'clock UTC, São Paulo from 12 to 23. */
const hourUtc = new Date().getUTCHours();
const ASLEEP = hourUtc >= 11 && hourUtc < 23 ? "+81312345678" : "+551123456789";
const PEOPLE = {
  answers: "+8613800138701",
  asks: "+8613800138704",
  busy: "+8613800138702",
  unknown: "+8613800138703",
  webPhone: DEMO_NORMAL.phone,
} as const;

let env: Environment;
let agent: ConsolePage;
let supervisor: ServerApi;
let callListId = "";

beforeAll(async () => {
  env = await startEnvironment({ CORDBOARD_DIAL_ALLOW: "+" });
  supervisor = await env.api("sofia");
  ({ callListId } = await importList("Renewals", [
    `${PEOPLE.answers},Ada Answers,Contract ends`,
    `${PEOPLE.busy},Bea Busy,Contract ends`,
    `${PEOPLE.unknown},Uma Unknown,Contract ends`,
    `12-34,No Number,Contract ends`,
    `${PEOPLE.asks},Nora Never,Contract ends`,
    `${PEOPLE.webPhone},${DEMO_NORMAL.name},Call back`,
  ]));
  env.carrier.subscriber(PEOPLE.answers, "answer", 1_000);
  env.carrier.subscriber(PEOPLE.busy, "busy");
  env.carrier.subscriber(PEOPLE.unknown, "no such number");
  env.carrier.subscriber(PEOPLE.asks, "answer", 1_000);
  agent = await ConsolePage.signIn(await env.browser(AGENT_HZ), env.server.url, {
    login: "ana",
    password: env.server.password("ana"),
  });
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

async function importList(name: string, rows: readonly string[]): Promise<CallListSummary> {
  const imported = await supervisor.send(`/api/call-lists?name=${name}`, {
    method: "POST",
    headers: { "content-type": "text/csv" },
    body: ["phone,name,reason", ...rows].join("\r\n"),
  });
  expect(imported.status).toBe(201);
  return Parse(CallListSummarySchema, await imported.json());
}

/** Takes the next entry, who must be this person, and calls them. */
async function dialNext(name: string): Promise<void> {
  await agent.byId("nav-lists").click();
  const list = agent.page.locator(`[data-testid="call-list"][data-call-list-id="${callListId}"]`);
  const next = agent.byId("list-next");
  await list.or(next).first().waitFor();
  if (!(await next.isVisible())) await list.click();
  await next.click();
  await agent.byId("entry-name").filter({ hasText: name }).waitFor();
  await agent.page.locator('[data-testid="list-dial"]:not([disabled])').click();
}

async function attemptOf(number: string, outcome: ContactOutcome): Promise<ContactRecord> {
  const contact = await supervisor.contact(
    ({ ani, direction, phase }) => direction === "outbound" && ani.e164 === number && phase === "closed",
    `the attempt at ${number}`,
  );
  expect(contact).toMatchObject({ outcome, agentId: "user-ana", direction: "outbound" });
  expect(contact.callListEntryId).not.toBeNull();
  return contact;
}

describe("a call list in preview", () => {
  it("calls the person shown over the trunk, both hear each other, and the attempt stands in the history", async () => {
    await dialNext("Ada Answers");
    const call = await env.carrier.receives(PEOPLE.answers);
    await agent.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
    expect(await agent.byId("customer-name").innerText()).toContain("Ada Answers");
    await proveVoice(call, agent.page);
    await agent.hangUp();
    expect(await call.ended()).toBe(16);
    await agent.finish("considering", "wants to think about it");
    expect(await attemptOf(PEOPLE.answers, "handled")).toMatchObject({
      disposition: "considering",
      note: "wants to think about it",
    });
  });

  it("comes back with busy when the person is on the phone", async () => {
    await dialNext("Bea Busy");
    await env.carrier.receives(PEOPLE.busy);
    await agent.inWrapUp();
    await agent.finish("no-contact", "");
    await attemptOf(PEOPLE.busy, "busy");
  });

  it("comes back when the number does not exist", async () => {
    await dialNext("Uma Unknown");
    await env.carrier.receives(PEOPLE.unknown);
    await agent.inWrapUp();
    await agent.finish("wrong-number", "");
    expect((await attemptOf(PEOPLE.unknown, "unreachable")).answeredAt).toBeNull();
  });

  it("never rings again who asked for it: not from another list, and by hand only when that is confirmed", async () => {
    await dialNext("Nora Never");
    await env.carrier.receives(PEOPLE.asks);
    await agent.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
    await agent.hangUp();
    await agent.finish("do-not-call", "three calls in a week");
    await attemptOf(PEOPLE.asks, "handled");
    const admin = await env.api("admin");
    const listed = await admin.send("/api/do-not-call?q=8704", { method: "GET" });
    expect(await listed.json()).toMatchObject({
      numbers: [{ phone: PEOPLE.asks, because: "asked", note: "three calls in a week" }],
    });
    const again = await importList("December", [`${PEOPLE.asks},Nora Never,Offer`, `${ASLEEP},Somebody Asleep,Offer`]);
    expect(again).toMatchObject({ entries: 1, rejectedRows: 1 });
    await agent.page.keyboard.press("c");
    await fieldOf(agent.byId("dial-number")).fill(PEOPLE.asks);
    await agent.byId("dial-confirm").click();
    await agent.byId("dial-anyway").click();
    await agent.byId("do-not-call").waitFor();
    await env.carrier.receives(PEOPLE.asks);
    await agent.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
    await agent.hangUp();
    await agent.finish("resolved", "");
  });

  it("does not give out who is asleep, and says what time it is there", async () => {
    await agent.byId("nav-lists").click();
    await agent.byId("call-list").filter({ hasText: "December" }).click();
    await agent.byId("list-outlook").filter({ hasText: "1 out of hours" }).waitFor();
    await agent.byId("list-next").click();
    await agent
      .byId("empty-state")
      .filter({ hasText: /too (early|late) to call|not called today/u })
      .waitFor();
    await agent.page.locator(`[data-testid="call-list"][data-call-list-id="${callListId}"]`).click();
  });

  it("rings at the web phone that is the dialled number, and its owner's timeline shows the call", async () => {
    const phone = await PhonePage.open(await env.browser(OTHER_HZ), env.server.url);
    await phone.callAs(1);
    await phone.reachable();
    await dialNext(DEMO_NORMAL.name);
    await phone.page.getByTestId("incoming-panel").waitFor();
    await phone.page.getByTestId("answer-button").click();
    await phone.connected();
    await hearToneOnPage(agent.page, OTHER_HZ, HEARD_DB);
    await hearToneOnPage(phone.page, AGENT_HZ, HEARD_DB);
    await phone.page.getByTestId("hang-up-button").click();
    await agent.inWrapUp();
    await agent.finish("sale", "bought the faster line");
    const attempt = await attemptOf(PEOPLE.webPhone, "handled");
    const timeline = await supervisor.timeline(DEMO_NORMAL.customerId);
    expect(timeline.map(({ contactId }) => contactId)).toContain(attempt.contactId);
    expect(agent.problems).toEqual([]);
  });
});
