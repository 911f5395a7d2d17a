import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { toneLevelDb } from "../carrier/tone-level.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearOnPageUntil, hearToneOnPage } from "./hear-remote-audio.ts";
import { bridgesOfTwo } from "./on-exchange.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { signedIn, talkingWith } from "./people-with-tones.ts";
import { openSocketProxy, type SocketProxy } from "./socket-proxy.ts";
import {
  AGENT_HZ,
  CUSTOMER_HZ,
  GONE_DB,
  HEARD_DB,
  hearsOnly,
  musicWithout,
  OTHER_HZ,
  speaks,
  THIRD_HZ,
} from "./tones.ts";

/** Two consoles and a customer, each with a tone of their own: who hears whom is what each one records. */
let env: Environment;
let ana: ConsolePage;
let bo: ConsolePage;
/** Between a console and the server, each its own. */
let ways: readonly SocketProxy[] = [];

beforeAll(async () => {
  let port = 0;
  ways = await Promise.all([openSocketProxy(() => port), openSocketProxy(() => port)]);
  env = await startEnvironment();
  port = Number(new URL(env.server.url).port);
  const [anasWay, bosWay] = ways;
  const signIn = async (login: string, hz: number, way: SocketProxy | undefined) => {
    const who = { login, password: env.server.password(login) };
    return ConsolePage.signIn(await env.browser(hz), `http://127.0.0.1:${way?.port}`, who);
  };
  ana = await signIn("ana", AGENT_HZ, anasWay);
  bo = await signIn("bo", OTHER_HZ, bosWay);
  await ana.ready();
});
afterEach(() => env?.carrier.hangUpAll());
afterAll(async () => {
  await env?.stop();
  for (const way of ways) await way.close();
});

const musicOnly = musicWithout(AGENT_HZ, OTHER_HZ);

const second = (state: string) => ana.page.locator(`[data-testid="second-call"][data-state="${state}"]`).waitFor();

const only = (...heard: readonly number[]) => hearsOnly([AGENT_HZ, OTHER_HZ, CUSTOMER_HZ], heard);
const hears = ({ page }: ConsolePage, ...heard: readonly number[]) =>
  hearOnPageUntil(page, only(...heard), `${heard.join(" and ")} Hz alone`);

/** Without the server a phone hangs up by itself: a BYE, and no command before it. */
async function hangsUpByBye(agent: ConsolePage, way: SocketProxy | undefined, left: () => Promise<unknown>) {
  way?.stall();
  await agent.byId("reconnect-banner").waitFor();
  await agent.byId("hangup").click();
  await left();
  way?.flow();
  await agent.byId("reconnect-banner").waitFor({ state: "detached" });
}

describe("a BYE in a conference with a colleague", () => {
  it("the colleague's leaves the agent with the customer, the agent's leaves the colleague with them, the customer's ends it", async () => {
    const call = await talkingWith(env, ana, "+8613800138705");
    await bo.notReady("training");
    const conference = async () => {
      await ana.passOn("Bo And", "agent-", "ask");
      await bo.answer();
      await second("active");
      await ana.byId("conference").click();
      await second("conference");
      await call.hearUntil(only(AGENT_HZ, OTHER_HZ), "both agents");
    };
    await conference();
    await hangsUpByBye(bo, ways[1], async () => {
      await call.hearUntil(only(AGENT_HZ), "Ana alone");
      await hears(ana, CUSTOMER_HZ);
    });
    await bo.inState("not-ready");
    await ana.byId("second-call").waitFor({ state: "detached" });
    await conference();
    await hangsUpByBye(ana, ways[0], async () => {
      await call.hearUntil(only(OTHER_HZ), "Bo alone");
      await hears(bo, CUSTOMER_HZ);
    });
    await ana.inWrapUp();
    await ana.finish("resolved", "by BYE");
    // Over the trunk a customer who hangs up is a BYE too; in the middle of a conference: `drops`.
    await call.hangUp();
    await bo.inWrapUp();
    await bo.finish("resolved", "by BYE");
    await bo.notReady();
    await ana.inState("ready");
    expect(await bridgesOfTwo(env)).toEqual([]);
  });
});

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
