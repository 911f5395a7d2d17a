import { startRaceEnvironment } from "../races/race-environment.ts";
import { seededRandom } from "../simulation/seeded-random.ts";
import type { Bench } from "./bench-result.ts";

const SEED = 1_000;
const RACES = 1_000;
const RACES_PER_SECOND = 20;

/** A thousand callers who give up within 50 ms of an answer; what is left of them afterwards. */
export const cancelRace: Bench = {
  figures: ["cancel-race"],
  async run(report) {
    const races = await startRaceEnvironment(seededRandom(SEED).next);
    try {
      const { ends, ghosts } = await races.run(RACES, RACES_PER_SECOND, seededRandom(SEED + 1).next);
      for (const [end, count] of ends) report(`${end}: ${count}`);
      for (const [what, count] of Object.entries(ghosts)) report(`left over, ${what}: ${count}`);
      const value = Object.values(ghosts).reduce((sum, count) => sum + count, 0);
      return [
        {
          name: "cancel-race",
          unit: "ghosts",
          value,
          remark: `${RACES} races, +-50 ms around the answer, seed ${SEED}`,
        },
      ];
    } finally {
      await races.stop();
    }
  },
};
