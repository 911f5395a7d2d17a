import type { EpochMs } from "../../shared/domain/time.ts";
import type { PoolEntry, Queue } from "./acd-state.ts";
import type { IndexedHeap } from "./indexed-heap.ts";
import { occupancyOf } from "./occupancy.ts";

/** Order by preference, then occupancy at this time, then idle time and id. */
export function byOccupancy(at: EpochMs): (a: PoolEntry, b: PoolEntry) => number {
  return ({ seat: a }, { seat: b }) =>
    a.preference - b.preference ||
    occupancyOf(a.agent, at) - occupancyOf(b.agent, at) ||
    a.agent.idleSince - b.agent.idleSince ||
    (a.agent.agentId < b.agent.agentId ? -1 : a.agent.agentId > b.agent.agentId ? 1 : 0);
}

/**
 * The least occupied of the free ones. Occupancy changes as time passes, each agent's at its own pace, so no order by it
 * would keep. The heap is by preference and time handled: below an entry everybody has handled at least as much, so their
 * occupancy is at least that time over the longest time anybody is signed in, and most of the heap is never looked at.
 */
export function leastOccupied(
  free: IndexedHeap<PoolEntry>,
  { earliestSignIn }: Queue,
  at: EpochMs,
  isWanted: (entry: PoolEntry) => boolean,
): PoolEntry | undefined {
  const order = byOccupancy(at);
  const longestMs = Math.max(1, at - earliestSignIn);
  let best: PoolEntry | undefined;
  let bestOccupancy = 0;
  free.walk((entry) => {
    if (best !== undefined) {
      if (entry.seat.preference > best.seat.preference) return false;
      const least = Math.min(1, entry.seat.agent.handledMs / longestMs);
      if (entry.seat.preference === best.seat.preference && least > bestOccupancy) return false;
    }
    if ((best === undefined || order(entry, best) < 0) && isWanted(entry)) {
      best = entry;
      bestOccupancy = occupancyOf(entry.seat.agent, at);
    }
    return true;
  });
  return best;
}
