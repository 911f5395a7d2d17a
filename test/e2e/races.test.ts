import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
