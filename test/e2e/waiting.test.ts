import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_NORMAL, DEMO_SERVICE_NUMBERS, DEMO_UNKNOWN_NUMBER, DEMO_VIP } from "../../server/demo/demo-cases.ts";
import { RoutingPlanInForceSchema } from "../../shared/wire/routing-schemas.ts";
import { VoicemailsSchema } from "../../shared/wire/waiting-schemas.ts";
import { CARRIER_TONES_HZ } from "../carrier/carrier.ts";
import { soundsLike } from "../carrier/sounds-like.ts";
import { loudnessDb, toneLevelDb } from "../carrier/tone-level.ts";
import { decodeWav, type Sound } from "../carrier/wav-file.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { expectedPrompt } from "./expected-prompt.ts";
import { ConsolePage } from "./pages/console-page.ts";
import type { ServerApi } from "./server-api.ts";
import { AGENT_HZ, HEARD_DB, SPOKEN_DB } from "./tones.ts";

const MESSAGE_HZ = CARRIER_TONES_HZ[2];
/** Quieter than any music, louder than a telephone line. */
const SILENT_DB = -60;
const SAME_SENTENCE = 0.8;
const NEVER = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

let env: Environment;
let ana: ConsolePage;
let supervisor: ServerApi;
let admin: ServerApi;

beforeAll(async () => {
  env = await startEnvironment();
  supervisor = await env.api("sofia");
  admin = await env.api("admin");
  ana = await ConsolePage.signIn(await env.browser(AGENT_HZ), env.server.url, {
    login: "ana",
    password: env.server.password("ana"),
  });
});
afterAll(() => env?.stop());

const put = async (path: string, body: unknown): Promise<void> => {
  const reply = await admin.send(path, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect([200, 204], `${path}: ${await reply.text()}`).toContain(reply.status);
};

/** The longest stretch of silence in what somebody heard. */
function silenceMs({ samples, sampleRateHz }: Sound): number {
  const length = Math.round(sampleRateHz / 50);
  let longest = 0;
  let now = 0;
  for (let at = 0; at + length <= samples.length; at += length) {
    const quiet = loudnessDb({ samples: samples.subarray(at, at + length), sampleRateHz }) < SILENT_DB;
    now = quiet ? now + 20 : 0;
    longest = Math.max(longest, now);
  }
  return longest;
}

describe("while waiting", () => {
  it("place, interval and keys are told over music that is not cut", async () => {
    await ana.ready();
    const first = await env.carrier.call({
      from: DEMO_VIP.phone,
      to: DEMO_SERVICE_NUMBERS.serviceDirect,
    });
    await ana.answer();
    const waiting = await env.carrier.call({ from: DEMO_NORMAL.phone, to: DEMO_SERVICE_NUMBERS.serviceDirect });
    await waiting.answered();
    const { contactId } = await supervisor.contact(
      ({ ani, phase }) => ani.e164 === DEMO_NORMAL.phone && phase === "queued",
      "the second caller in the queue",
    );
    const heard = await waiting.hear(10);
    const journal = await supervisor.journalUntil(contactId, (all) => all.some(({ type }) => type === "wait.promised"));
    expect(JSON.stringify(journal.find(({ type }) => type === "queue.announced")?.payload)).toContain(
      "queue-position queue-estimated-wait waiting-press-callback waiting-press-voicemail",
    );
    // The first half second may still be ringing.
    expect(silenceMs({ ...heard, samples: heard.samples.subarray(heard.sampleRateHz) })).toBeLessThan(300);

    await waiting.hangUp();
    await first.hangUp();
    await ana.inWrapUp();
    await ana.finish("resolved", "");
  });

  it("2 takes a message: greeting, tone, recorded with the caller's own sound, heard in the console by the queue's agents", async () => {
    await ana.notReady();
    const call = await env.carrier.call({
      from: DEMO_UNKNOWN_NUMBER,
      to: DEMO_SERVICE_NUMBERS.serviceDirect,
      toneHz: MESSAGE_HZ,
    });
    await call.answered();
    const { contactId } = await supervisor.contact(
      ({ ani, phase }) => ani.e164 === DEMO_UNKNOWN_NUMBER && phase === "queued",
      "the caller in the queue",
    );
    await call.sendDigits("2");
    await supervisor.journalUntil(contactId, (all) => all.some(({ type }) => type === "voicemail.begun"));
    // Greeting and tone, then some seconds of message.
    await call.hear(12);
    await call.sendDigits("#");
    await supervisor.journalUntil(contactId, (all) => all.some(({ type }) => type === "voicemail.kept"));
    // Her console is told without asking, wherever she is in it.
    await ana.byId("messages-open").waitFor();
    const agent = await env.api("ana");
    const { voicemails } = await agent.get(VoicemailsSchema, "/api/voicemails?state=new");
    expect(voicemails).toMatchObject([{ contactId, state: "new" }]);
    const sound = decodeWav(
      new Uint8Array(await (await agent.send(`/api/voicemails/${voicemails[0]?.voicemailId}/sound`)).arrayBuffer()),
    );
    expect(sound.samples.length / sound.sampleRateHz).toBeGreaterThan(2);
    expect(toneLevelDb(sound, MESSAGE_HZ)).toBeGreaterThan(HEARD_DB);
    await call.ended(20_000);
    const record = await supervisor.contact(
      (each) => each.contactId === contactId && each.phase === "closed",
      "the message",
    );
    expect(record.outcome).toBe("voicemail");

    await ana.byId("nav-waiting").click();
    await ana.byId("voicemail-play").click();
    await ana.page.waitForFunction(() => {
      const audio = document.querySelector<HTMLAudioElement>('[data-testid="voicemail-audio"]');
      return audio !== null && audio.duration > 2 && audio.currentTime > 0.2;
    });
    await ana.byId("voicemail-done").click();
    await ana.page.locator('[data-testid="voicemail-row"][data-state="done"]').waitFor();
    await ana.byId("messages-open").waitFor({ state: "detached" });
  });

  it("a closed queue says so in words, lets go, and the record says why", async () => {
    const calendar = { calendarId: "never", names: { en: "Never", zh: "从不" }, timeZone: "Asia/Shanghai" };
    await put("/api/hours/never", { calendar: { ...calendar, weekly: NEVER, exceptions: [] }, baseRevision: null });
    const inForce = await admin.get(RoutingPlanInForceSchema, "/api/routing");
    const { revision, agents, entryPoints, skills, shifts } = inForce;
    const queues = inForce.queues.map((queue) =>
      queue.queueId === "vip-care" ? { ...queue, calendarId: "never" } : queue,
    );
    await put("/api/routing", { plan: { queues, agents, entryPoints, skills, shifts }, baseRevision: revision });
    const call = await env.carrier.call({ from: DEMO_VIP.phone, to: DEMO_SERVICE_NUMBERS.vipCare });
    await call.answered();
    const heard = await call.hear(10);
    expect(loudnessDb(heard)).toBeGreaterThan(SPOKEN_DB);
    await call.ended(20_000);
    const record = await supervisor.contact(({ queueId }) => queueId === "vip-care", "the call when closed");
    expect(record.outcome).toBe("closed");
    const folder = mkdtempSync(join(tmpdir(), "cordboard-prompt-"));
    const sentence = await expectedPrompt(folder, { id: "all-lines-closed" }, record.language);
    rmSync(folder, { recursive: true });
    // The recording begins a moment after the answer (on a busy machine within the first second of the sentence) and ends with the
    // call, which is hung up in the silence at the sentence's end: what lies between is compared.
    const { samples, sampleRateHz } = sentence;
    const middle = { sampleRateHz, samples: samples.subarray(sampleRateHz, samples.length - sampleRateHz) };
    expect(soundsLike(heard, middle)).toBeGreaterThan(SAME_SENTENCE);
  });
});
