import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { toneLevelDb } from "../carrier/tone-level.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearToneOnPage } from "./hear-remote-audio.ts";
import { signedIn, talkingWith } from "./people-with-tones.ts";
import type { ConsolePage } from "./pages/console-page.ts";
import { AGENT_HZ, CUSTOMER_HZ, GONE_DB, HEARD_DB, musicWithout, OTHER_HZ, speaks, THIRD_HZ } from "./tones.ts";

/** Two consoles and a customer, each with a tone of their own: who hears whom is what each one records. */
let env: Environment;
let ana: ConsolePage;
let bo: ConsolePage;

beforeAll(async () => {
  env = await startEnvironment();
  ana = await signedIn(env, "ana", AGENT_HZ);
  bo = await signedIn(env, "bo", OTHER_HZ);
  await ana.ready();
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(() => env?.stop());

const musicOnly = musicWithout(AGENT_HZ, OTHER_HZ);

const second = (state: string) => ana.page.locator(`[data-testid="second-call"][data-state="${state}"]`).waitFor();

describe("an agent asks a colleague", () => {
  it("the held customer hears music, a conference is heard by all three, the hand-over leaves two", async () => {
    const call = await talkingWith(env, ana, "+8613800138701");
    await bo.ready();
    await ana.passOn("Bo And", "agent-", "ask");
    await bo.answer();
    await second("active");
    await hearToneOnPage(bo.page, AGENT_HZ, HEARD_DB);
    await hearToneOnPage(ana.page, OTHER_HZ, HEARD_DB);
    await call.hearUntil(musicOnly, "music and neither agent");
    await ana.byId("conference").click();
    await second("conference");
    await call.hearUntil((sound) => speaks(AGENT_HZ)(sound) && speaks(OTHER_HZ)(sound), "both agents");
    await hearToneOnPage(bo.page, CUSTOMER_HZ, HEARD_DB);
    await hearToneOnPage(ana.page, CUSTOMER_HZ, HEARD_DB);
    await ana.hangUp();
    await call.hearUntil((sound) => speaks(OTHER_HZ)(sound) && toneLevelDb(sound, AGENT_HZ) < GONE_DB, "Bo alone");
    await hearToneOnPage(bo.page, CUSTOMER_HZ, HEARD_DB);
    await ana.finish("resolved", "handed over");
    await bo.hangUp();
    expect(await call.ended()).toBe(16);
    await bo.finish("resolved", "taken over");
    const segments = (await (await env.api("sofia")).contacts()).filter(({ ani }) => ani.e164 === "+8613800138701");
    expect(segments).toHaveLength(2);
    expect(segments.filter(({ transferredFrom }) => transferredFrom !== null)).toHaveLength(1);
  });

  it("parks a customer, who hears music, and fetches them again", async () => {
    await bo.notReady();
    const call = await talkingWith(env, ana, "+8613800138702");
    await ana.byId("park").click();
    await ana.inWrapUp();
    await call.hearUntil(musicOnly, "music in the parking place");
    await ana.finish("follow-up", "parked");
    await ana.byId("retrieve").click();
    await ana.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
    await call.hearUntil(speaks(AGENT_HZ), "Ana again");
    await ana.hangUp();
    await ana.finish("resolved", "done");
  });

  it("gives a customer to the queue, which brings them to whoever is ready", async () => {
    const call = await talkingWith(env, ana, "+8613800138703");
    await bo.ready();
    await ana.passOn("", "queue-", "give");
    await ana.inWrapUp();
    await bo.answer();
    await call.hearUntil(speaks(OTHER_HZ), "Bo's tone");
    await bo.hangUp();
    await bo.finish("resolved", "");
    await ana.finish("resolved", "");
  });

  it("gives a customer to a skill: who lacks it is not rung, however long they are ready; music until somebody who has it is there", async () => {
    await bo.notReady();
    const call = await talkingWith(env, ana, "+8613800138704");
    // Ready before Chen is, and in the same queue, but no word of billing.
    await bo.ready();
    await ana.passOn("billing", "skill-service-", "give");
    await ana.inWrapUp();
    await call.hearUntil(musicWithout(AGENT_HZ, OTHER_HZ, THIRD_HZ), "music while nobody can take it");
    const chen = await signedIn(env, "chen", THIRD_HZ);
    await chen.ready();
    await chen.answer();
    await call.hearUntil((sound) => speaks(THIRD_HZ)(sound) && toneLevelDb(sound, AGENT_HZ) < GONE_DB, "Chen alone");
    await hearToneOnPage(chen.page, CUSTOMER_HZ, HEARD_DB);
    const supervisor = await env.api("sofia");
    const { contactId } = await supervisor.contact(
      ({ ani, transferredFrom }) => ani.e164 === "+8613800138704" && transferredFrom !== null,
      "the call as it was passed on",
    );
    const offered = (await supervisor.journal(contactId)).filter(({ type }) => type === "offer.made");
    expect(offered.map(({ agentId }) => agentId)).toEqual(["user-chen"]);
    await bo.inState("ready");
    await chen.hangUp();
    expect(await call.ended()).toBe(16);
    await chen.finish("resolved", "");
    await ana.finish("resolved", "");
  });
});
