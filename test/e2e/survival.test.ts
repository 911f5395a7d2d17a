import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import { processIdentity } from "../../server/adapters/pbx/process-identity.ts";
import { loudnessDb } from "../carrier/tone-level.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { ServerApi } from "./server-api.ts";
import { proveVoice } from "./prove-voice.ts";
import { AGENT_HZ, CUSTOMER_HZ, SPOKEN_DB } from "./tones.ts";

/** What is tried, not a wait for something. */
const STALL_MS = 3_000;
const SECOND_START_LIMIT_MS = 10_000;

let env: Environment;
let agent: ConsolePage;

beforeAll(async () => {
  env = await startEnvironment();
  agent = await ConsolePage.signIn(await env.browser(AGENT_HZ), env.server.url, {
    login: "ana",
    password: env.server.password("ana"),
  });
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

const supervisor = () => ServerApi.signIn(env.server.url, "sofia", env.server.password("sofia"));

describe("the server's event loop stands still for three seconds", () => {
  it("those who talk notice nothing, who calls meanwhile is served afterwards, and nobody is taken for lost", async () => {
    await agent.ready();
    const call = await env.carrier.call({
      from: "+8613800138811",
      to: DEMO_SERVICE_NUMBERS.serviceDirect,
      toneHz: CUSTOMER_HZ,
    });
    await agent.answer();
    const api = await supervisor();
    const talking = await api.contact(
      ({ ani, phase }) => ani.e164 === "+8613800138811" && phase === "connected",
      "the call",
    );

    process.kill(env.server.pid, "SIGSTOP");
    let meanwhile: Awaited<ReturnType<typeof env.carrier.call>>;
    try {
      meanwhile = await env.carrier.call({ from: "+8613800138812", to: DEMO_SERVICE_NUMBERS.service });
      await setTimeout(STALL_MS);
    } finally {
      process.kill(env.server.pid, "SIGCONT");
    }
    await meanwhile.answered();
    await proveVoice(call, agent.page);
    await agent.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
    await meanwhile.hangUp();
    await agent.hangUp();
    expect(await call.ended()).toBe(16);
    await agent.finish("resolved", "nobody noticed");
    const closed = await api.contact(
      ({ contactId, phase }) => contactId === talking.contactId && phase === "closed",
      "the call closed",
    );
    expect(closed).toMatchObject({ outcome: "handled", answeredAt: talking.answeredAt, agentId: talking.agentId });
    const types = (await api.journal(closed.contactId)).map(({ type }) => type);
    expect(types.filter((type) => /park|lost|recovery/u.test(type))).toEqual([]);
    expect(types.filter((type) => type === "contact.closed")).toHaveLength(1);
    await agent.notReady();
  });
});

describe("the server is killed", () => {
  it("callers go on talking, new ones are answered by the exchange, and the next server takes over", async () => {
    const number = "+8613800138801";
    await agent.ready();
    const call = await env.carrier.call({ from: number, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
    await agent.answer();
    await proveVoice(call, agent.page);
    const before = await (await supervisor()).contact(({ ani }) => ani.e164 === number, "the call");
    const exchange = await env.server.exchangePid();

    await env.server.killHard();
    await agent.byId("reconnect-banner").waitFor();
    expect(await env.server.exchangePid()).toBe(exchange);
    await proveVoice(call, agent.page);
    const orphan = await env.carrier.call({ from: "+8613800138802", to: DEMO_SERVICE_NUMBERS.service });
    await orphan.answered();
    await orphan.hearUntil((sound) => loudnessDb(sound) > SPOKEN_DB, "the exchange's own greeting");
    await orphan.hangUp();

    const startedAt = performance.now();
    await env.server.startAgain();
    expect(performance.now() - startedAt).toBeLessThan(SECOND_START_LIMIT_MS);
    expect(await env.server.exchangePid()).toBe(exchange);
    await agent.byId("reconnect-banner").waitFor({ state: "detached" });
    await agent.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
    await proveVoice(call, agent.page);

    const again = await env.carrier.call({ from: "+8613800138803", to: DEMO_SERVICE_NUMBERS.service });
    await again.answered();
    const api = await supervisor();
    await api.contact(({ ani, phase }) => ani.e164 === "+8613800138803" && phase === "ivr", "a new call in the menu");

    await agent.hangUp();
    expect(await call.ended()).toBe(16);
    await agent.finish("resolved", "survived a dead server");
    const closed = await api.contact(
      ({ contactId, phase }) => contactId === before.contactId && phase === "closed",
      "the call closed",
    );
    expect(closed).toMatchObject({ outcome: "handled", note: "survived a dead server", answeredAt: before.answeredAt });
    const types = (await api.journal(closed.contactId)).map(({ type }) => type);
    expect(types.filter((type) => type === "recovery.adopted")).toHaveLength(1);
    expect(types.filter((type) => type === "contact.closed")).toHaveLength(1);
    expect((await api.contacts()).filter(({ ani }) => ani.e164 === number)).toHaveLength(1);
  });

  it("leaves nothing running after Ctrl-C", async () => {
    const exchange = await env.server.exchangePid();
    expect(exchange).not.toBeNull();
    await env.server.stop();
    expect(await processIdentity(exchange ?? 0)).toBeUndefined();
    expect(env.server.isRunning).toBe(false);
  });
});
