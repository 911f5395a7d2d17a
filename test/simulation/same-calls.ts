import type { CallRecord } from "./call-centre-options.ts";
import { ABANDONED, ANSWERED, type Pool, playOnePool, REFUSED } from "./one-pool-model.ts";

const NAMED_MAX = 5;
const NAMES = { [ANSWERED]: "answered", [ABANDONED]: "abandoned", [REFUSED]: "refused" } as const;

/**
 * The same calls once more, with the patience and handling times they had, through the model of `pool` (seconds): what it does
 * with which of them otherwise, to the millisecond. Nothing here is left to chance: one call in a million is found.
 */
export function differences(calls: readonly CallRecord[], pool: Pool): readonly string[] {
  const { outcome, wait } = playOnePool(
    {
      at: Float64Array.from(calls, (call) => call.arrivedAt),
      // Whoever the core has not answered has none: a model that answers them has an agent busy for ever, and is found out.
      handling: Float64Array.from(calls, (call) => call.handlingMs ?? Number.POSITIVE_INFINITY),
      patience: Float64Array.from(calls, (call) => call.patienceMs ?? Number.POSITIVE_INFINITY),
      isVip: Uint8Array.from(calls, (call) => (call.isVip ? 1 : 0)),
    },
    { ...pool, headStart: pool.headStart * 1_000, promotesAfter: pool.promotesAfter * 1_000 },
  );
  const different: string[] = [];
  for (const [place, call] of calls.entries()) {
    const model = Object.entries(NAMES).find(([code]) => Number(code) === outcome[place])?.[1] ?? "waiting";
    if (model === call.outcome && wait[place] === call.waitMs) continue;
    different.push(
      `call ${place}: ${call.outcome} after ${call.waitMs} ms, by the model ${model} after ${wait[place]} ms`,
    );
    if (different.length === NAMED_MAX) break;
  }
  return different;
}
