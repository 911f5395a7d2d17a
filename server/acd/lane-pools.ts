import type { Lane, Queue } from "./acd-state.ts";
import { LANE_POOLS_MAX } from "./limits.ts";
import { hasLane, poolOf } from "./seat-pools.ts";

/**
 * A lane and the pool of the seats that can serve its callers know each other while somebody waits there, so that an agent
 * who becomes free finds the lanes they can serve by their own pools, on the board, without being compared with demands.
 */

/** Finds the pool of a lane of this queue that has none: its callers are then looked at by agents who can serve them only. */
export function joinPool(lane: Lane): void {
  const { queue, demand, isVip } = lane;
  const known = queue.pools.get(demand.signature);
  const isLanePool = known !== undefined && hasLane(known);
  if (!isLanePool && queue.lanePools >= LANE_POOLS_MAX) return;
  const pool = known ?? poolOf(queue, demand);
  if (!isLanePool) queue.lanePools += 1;
  queue.looseLanes -= 1;
  lane.pool = pool;
  if (isVip) pool.vipLane = lane;
  else pool.lane = lane;
  noteHeads(lane);
}

export function joinPools(queue: Queue): void {
  if (queue.lanePools >= LANE_POOLS_MAX) return;
  for (const lane of queue.lanes.values()) if (lane.pool === null) joinPool(lane);
}

/** The lane is empty and gone. */
export function leavePool({ queue, pool, isVip }: Lane): void {
  if (pool === null) {
    queue.looseLanes -= 1;
    return;
  }
  if (isVip) pool.vipLane = null;
  else pool.lane = null;
  if (!hasLane(pool)) queue.lanePools -= 1;
}

/** Somebody has come into the lane or left it. */
export function noteHeads({ queue, pool, isVip, byAge, byPriority }: Lane): void {
  if (pool !== null) queue.board.setHeads(pool.counts.place, isVip, byAge.firstKey(), byPriority.firstKey());
}
