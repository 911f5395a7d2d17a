import { randomInt } from "node:crypto";
import { env } from "node:process";

/** A fixed seed unless `CORDBOARD_SEED` names another one, or says `random`. Failures print the seed they happened with. */
export function simulationSeed(): number {
  const wish = env["CORDBOARD_SEED"];
  if (wish === undefined || wish === "") return 20_261_121;
  if (wish === "random") return randomInt(1, 2_000_000_000);
  const seed = Number(wish);
  if (!Number.isSafeInteger(seed)) throw new Error(`CORDBOARD_SEED must be a whole number or "random", not "${wish}"`);
  return seed;
}
