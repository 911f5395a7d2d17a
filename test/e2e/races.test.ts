import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_NORMAL, DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import { RawCaller } from "../carrier/raw-caller.ts";
import type { ServerApi } from "./server-api.ts";
import { type RaceEnvironment, startRaceEnvironment } from "../races/race-environment.ts";
import { seededRandom } from "../simulation/seeded-random.ts";

const SEED = 20_261_122;
const RACES = 100;
const RACES_PER_SECOND = 10;

let races: RaceEnvironment;
beforeAll(async () => {
  races = await startRaceEnvironment(seededRandom(SEED).next);
});
afterAll(() => races?.stop());

describe("callers who give up in the very moment of the answer", () => {
  it(`${RACES} of them leave no channel, bridge, contact, ringing phone or busy agent behind (seed ${SEED})`, async () => {
    const { ends, ghosts } = await races.run(RACES, RACES_PER_SECOND, seededRandom(SEED + 1).next);
    expect(ghosts).toEqual({ channels: 0, bridges: 0, contacts: 0, phones: 0, busyAgents: 0 });
    // Both ends occurred, else nothing was raced.
    expect(ends.get("CANCEL: 487")).toBeGreaterThan(0);
    expect(ends.get("CANCEL: answered before")).toBeGreaterThan(0);
    expect(ends.get("BYE")).toBe(RACES / 2);
  });
});

describe("digits in a hurry", () => {
  let caller: RawCaller;
  let contactId: string;
  let supervisor: ServerApi;
  afterEach(async () => {
    caller.bye();
    await caller.ended();
    caller.close();
  });

  async function call(from: string): Promise<void> {
    caller = await RawCaller.open(races.env.pbxPorts.sipUdp);
    caller.invite(DEMO_SERVICE_NUMBERS.service, from);
    await caller.answered(200);
    supervisor = await races.env.api("sofia");
    ({ contactId } = await supervisor.contact(({ ani }) => ani.e164 === from, "the call"));
    await supervisor.journalUntil(contactId, (all) => all.some(({ type }) => type === "ivr.playback"));
    await caller.silence(200);
  }

  /** Only who is known by account and PIN and has chosen so is told a balance. */
  const toldBalance = () =>
    supervisor.journalUntil(contactId, (all) =>
      all.some(
        ({ type, payload }) => type === "ivr.state" && Reflect.get(Object(payload), "state") === "tellingBalance",
      ),
    );

  it("ten a second, seven of them the same, are an account, a PIN and a choice in the menu", async () => {
    await call("+8613900000001");
    // Language, account, PIN, balance: one digit lost or doubled and nobody is known.
    await caller.digits(`1${DEMO_NORMAL.account}${DEMO_NORMAL.pin}1`, { toneMs: 40, gapMs: 60 });
    await toldBalance();
  });

  it("an account and a PIN whose packets come all at once, from a line that stood still, are an account and a PIN", async () => {
    await call("+8613900000002");
    // Each question is heard to its end: while it plays bunches are easy, afterwards they were digits reported twice.
    for (const [prompt, answer] of [
      ["en/enter-account", DEMO_NORMAL.account],
      ["en/enter-pin", DEMO_NORMAL.pin],
      ["en/main-menu", "1"],
    ] as const) {
      if (prompt === "en/enter-account") caller.bunch("1");
      await supervisor.journalUntil(contactId, (all) =>
        all.some(({ type, payload }) => type === "ivr.playback" && JSON.stringify(payload).includes(prompt)),
      );
      await caller.spokenTo();
      caller.bunch(answer);
    }
    await toldBalance();
  });
});
