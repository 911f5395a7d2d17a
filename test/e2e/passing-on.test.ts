import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { hearOnPageUntil } from "./hear-remote-audio.ts";
import { bridgesOfTwo } from "./on-exchange.ts";
import { signedIn } from "./people-with-tones.ts";
import type { ConsolePage } from "./pages/console-page.ts";
import { AGENT_HZ, CUSTOMER_HZ, hearsOnly, musicWithout, OTHER_HZ, speaks } from "./tones.ts";

/** Where a customer can go, asked first or not, and what becomes of them there. Ana, Bo, the customer: a tone each. */
const ALL_HZ = [AGENT_HZ, OTHER_HZ, CUSTOMER_HZ];
const only = (...heard: readonly number[]) => hearsOnly(ALL_HZ, heard);
const music = musicWithout(...ALL_HZ);
/** Of a silent exchange a command is told within two seconds; the rest is the page's own, on a busy machine. */
const FAILED_WITHIN_MS = 2_500;

let env: Environment;
let ana: ConsolePage;
let bo: ConsolePage;
let customer: CarrierCall;
let calls = 0;

beforeAll(async () => {
  env = await startEnvironment();
  ana = await signedIn(env, "ana", AGENT_HZ);
  bo = await signedIn(env, "bo", OTHER_HZ);
});
afterAll(() => env?.stop());
beforeEach(async () => {
  calls += 1;
  // May be asked in person, and gets no caller of the queue.
  await bo.notReady("training");
  await ana.ready();
  const from = `+86138001373${String(calls).padStart(2, "0")}`;
  customer = await env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
  await ana.answer();
  await customer.hearUntil(speaks(AGENT_HZ), "Ana");
});
afterEach(() => env?.carrier.hangUpAll());

const ringing = (page: ConsolePage) =>
  page.page.locator('[data-testid="answer"]:not([disabled]):not([data-pending])').waitFor();
const boHears = (...heard: readonly number[]) => hearOnPageUntil(bo.page, only(...heard), `${heard.join(" and ")} Hz`);

async function anaIsDone(): Promise<void> {
  await ana.inWrapUp();
  await ana.finish("resolved", "");
  await ana.inState("ready");
}

/** Bo and the customer alone, to the end. */
async function boHasThem(): Promise<void> {
  await customer.hearUntil(only(OTHER_HZ), "Bo alone");
  await boHears(CUSTOMER_HZ);
  await bo.hangUp();
  expect(await customer.ended()).toBe(16);
  await bo.finish("resolved", "");
  await nothingLeft();
}

async function nothingLeft(): Promise<void> {
  const supervisor = await env.api("sofia");
  const open = async () => (await supervisor.contacts()).filter(({ phase }) => phase !== "closed");
  await expect.poll(open, { timeout: 5_000 }).toEqual([]);
  expect(await bridgesOfTwo(env)).toEqual([]);
  await ana.notReady();
}

describe("given to a colleague without asking", () => {
  it("who takes it: music until then, then the two of them", async () => {
    await ana.passOn("Bo And", "agent-", "give");
    await ringing(bo);
    await customer.hearUntil(music, "music and nobody");
    await bo.answer();
    await anaIsDone();
    await boHasThem();
  });

  it("who does not take it: the customer is back in the queue, and with whoever is ready", async () => {
    await ana.passOn("Bo And", "agent-", "give");
    await ringing(bo);
    await bo.byId("reject").click();
    await bo.inState("not-ready");
    await customer.hearUntil(music, "music and nobody");
    await anaIsDoneAndRung();
    await customer.hearUntil(only(AGENT_HZ), "Ana again");
    await ana.hangUp();
    expect(await customer.ended()).toBe(16);
    await anaIsDone();
    await nothingLeft();
  });

  it("while it rings there the customer hangs up: it stops ringing, and nothing is left", async () => {
    await ana.passOn("Bo And", "agent-", "give");
    await ringing(bo);
    await customer.hangUp();
    await bo.offer.waitFor({ state: "detached" });
    await bo.inState("not-ready");
    await anaIsDone();
    await nothingLeft();
  });

  async function anaIsDoneAndRung(): Promise<void> {
    await ana.inWrapUp();
    await ana.finish("resolved", "");
    await ana.answer();
  }
});

describe.each([
  ["a queue", "Service", "queue-service", /Service/u],
  // By the name it has for people, not by its word.
  ["a skill", "Sales", "skill-service-sales", /Somebody for Sales/u],
] as const)("somebody of %s is asked first", (_what, text, target, called) => {
  it("music for the customer, the two agents talk, then the customer is with who was asked", async () => {
    await bo.ready();
    await ana.passOn(text, target, "ask");
    await ringing(bo);
    expect(await ana.byId("second-call").innerText()).toMatch(called);
    await customer.hearUntil(music, "music while it rings");
    await bo.answer();
    await boHears(AGENT_HZ);
    await hearOnPageUntil(ana.page, only(OTHER_HZ), "Bo");
    await customer.hearUntil(music, "music and neither of them");
    await ana.byId("hand-over").click();
    await anaIsDone();
    await boHasThem();
  });
});

describe("parked", () => {
  it("the customer hangs up: the place is free, on every console", async () => {
    await ana.byId("park").click();
    await bo.byId("parked-call").waitFor();
    await customer.hearUntil(music, "music in the parking place");
    await customer.hangUp();
    for (const page of [ana, bo]) await page.byId("parked-call").waitFor({ state: "detached" });
    await anaIsDone();
    await nothingLeft();
  });
});

describe("the exchange does not answer", () => {
  it.each(["hold", "park"] as const)(
    "%s is pending, has failed within two seconds, and afterwards is what it is shown to be",
    async (button) => {
      const pid = (await env.server.exchangePid()) ?? expect.fail("there is no exchange");
      process.kill(pid, "SIGSTOP");
      try {
        const tookMs = await ana.page.evaluate(async (id) => {
          const pressed = document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
          if (pressed === null) throw new Error(`there is no ${id}`);
          const told = new Promise<number>((resolve) => {
            const look = new MutationObserver(() => {
              if (document.querySelector("[data-testid=notices] > *") === null) return;
              look.disconnect();
              resolve(performance.now());
            });
            look.observe(document, { childList: true, subtree: true });
          });
          const begunAt = performance.now();
          pressed.click();
          return (await told) - begunAt;
        }, button);
        expect(tookMs).toBeLessThan(FAILED_WITHIN_MS);
        await ana.page.locator("[data-pending]").first().waitFor({ state: "detached" });
      } finally {
        process.kill(pid, "SIGCONT");
      }
      // Carried out late or not at all: what the page says and what the customer hears are one.
      const isTalking = () => ana.page.locator('[data-testid="hold"]').isVisible();
      await expect
        .poll(async () => (await isTalking()) === only(AGENT_HZ)(await customer.hear(1)), { timeout: 30_000 })
        .toBe(true);
      await customer.hangUp();
      await anaIsDone();
      await nothingLeft();
    },
  );
});
