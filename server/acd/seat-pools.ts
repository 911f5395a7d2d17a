import type { AgentState, NotReadyReason } from "../../shared/domain/agent.ts";
import type { AgentSelectionStrategy } from "../../shared/domain/queue.ts";
import type { Agent, Demand, FreeSeats, PoolEntry, Queue, Seat, SeatPool } from "./acd-state.ts";
import { canServe, skillSumFor } from "./demand.ts";
import { IndexedHeap, type Order } from "./indexed-heap.ts";
import { POOLS_MAX } from "./limits.ts";
import { SeatCounts } from "./seat-counts.ts";

/**
 * Which seats of a queue satisfy a demand, counted by state and with the free ones in the order in which they are rung.
 * Without it each caller would look at every free agent, and each explanation at every seat.
 */

export function byIdle(a: Agent, b: Agent): number {
  return a.idleSince - b.idleSince || (a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0);
}

function byPreferenceAndIdle({ seat: a }: PoolEntry, { seat: b }: PoolEntry): number {
  return a.preference - b.preference || byIdle(a.agent, b.agent);
}

function byTurn({ seat: a }: PoolEntry, { seat: b }: PoolEntry): number {
  return a.preference - b.preference || a.lastTurn - b.lastTurn || byIdle(a.agent, b.agent);
}

/** Not yet by occupancy, which changes with the time: see least-occupied.ts. */
function byHandling({ seat: a }: PoolEntry, { seat: b }: PoolEntry): number {
  return a.preference - b.preference || a.agent.handledMs - b.agent.handledMs || byIdle(a.agent, b.agent);
}

export function bySkillSum(a: PoolEntry, b: PoolEntry): number {
  return b.skillSum - a.skillSum || byIdle(a.seat.agent, b.seat.agent);
}

export function orderOf(strategy: AgentSelectionStrategy): Order<PoolEntry> {
  switch (strategy) {
    case "longest-idle":
      return byPreferenceAndIdle;
    case "round-robin":
      return byTurn;
    case "least-occupied":
      return byHandling;
    case "most-skilled":
      return bySkillSum;
  }
}

function newFreeSeats(strategy: AgentSelectionStrategy): FreeSeats {
  return { byStrategy: new IndexedHeap(orderOf(strategy)), bySkill: null };
}

/** The free ones, most skilled first. */
export function bySkillOf(queue: Queue, free: FreeSeats): IndexedHeap<PoolEntry> {
  if (queue.config.strategy === "most-skilled") return free.byStrategy;
  if (free.bySkill === null) {
    free.bySkill = new IndexedHeap(bySkillSum);
    for (const entry of free.byStrategy) free.bySkill.add(entry);
  }
  return free.bySkill;
}

export function poolOf(queue: Queue, demand: Demand): SeatPool {
  const known = queue.pools.get(demand.signature);
  if (known !== undefined) return known;
  if (queue.pools.size >= POOLS_MAX) forgetOldest(queue);
  const { strategy } = queue.config;
  const pool: SeatPool = {
    demand,
    counts: new SeatCounts(queue.board),
    lane: null,
    vipLane: null,
    regular: newFreeSeats(strategy),
    reserve: newFreeSeats(strategy),
  };
  queue.pools.set(demand.signature, pool);
  queue.board.setPool(pool.counts.place, pool);
  for (const seat of queue.seats.values()) enterPool(seat, pool);
  return pool;
}

/**
 * The seats of a demand by state, for those who only look: nothing is made for them and nothing forgotten. What is looked at by a
 * supervisor, and never journaled, would otherwise change what is decided next, and a replay would decide otherwise.
 */
export function tallyOf(queue: Queue, demand: Demand): Pick<SeatCounts, "of" | "because" | "signedIn"> {
  const known = queue.pools.get(demand.signature);
  if (known !== undefined) return known.counts;
  const states = new Map<AgentState, number>();
  const reasons = new Map<NotReadyReason, number>();
  let able = 0;
  for (const { agent } of queue.seats.values()) {
    const { countedAs, countedBecause } = agent;
    if (!canServe(agent, demand)) continue;
    able += 1;
    states.set(countedAs, (states.get(countedAs) ?? 0) + 1);
    if (countedBecause !== null) reasons.set(countedBecause, (reasons.get(countedBecause) ?? 0) + 1);
  }
  return {
    of: (state) => states.get(state) ?? 0,
    because: (reason) => reasons.get(reason) ?? 0,
    signedIn: () => able - (states.get("signed-out") ?? 0),
  };
}

/** Whether anybody who could serve this is signed in. */
export function isStaffed(queue: Queue, demand: Demand): boolean {
  if (queue.counts.signedIn() === 0) return false;
  const known = queue.pools.get(demand.signature);
  if (known !== undefined) return known.counts.signedIn() > 0;
  for (const { agent } of queue.seats.values())
    if (agent.countedAs !== "signed-out" && canServe(agent, demand)) return true;
  return false;
}

function enterPool(seat: Seat, pool: SeatPool): void {
  const { agent } = seat;
  if (!canServe(agent, pool.demand)) return;
  const entry: PoolEntry = { seat, pool, skillSum: skillSumFor(agent, pool.demand) };
  seat.entries.push(entry);
  agent.places = null;
  pool.counts.add(agent, 1);
  if (agent.indexed) enterFree(entry);
}

/** Of those nobody waits for; there always is one, as LANE_POOLS_MAX is less than POOLS_MAX. */
function forgetOldest(queue: Queue): void {
  for (const pool of queue.pools.values()) {
    if (hasLane(pool)) continue;
    queue.pools.delete(pool.demand.signature);
    for (const { agent, entries } of queue.seats.values()) {
      const place = entries.findIndex((entry) => entry.pool === pool);
      if (place < 0) continue;
      entries.splice(place, 1);
      agent.places = null;
    }
    return queue.board.release(pool.counts.place);
  }
}

export function hasLane({ lane, vipLane }: SeatPool): boolean {
  return lane !== null || vipLane !== null;
}

/** The agent's places on the board, seat by seat. */
export function placesOf(agent: Agent): readonly number[] {
  if (agent.places !== null) return agent.places;
  const places: number[] = [];
  for (const { queue, entries } of agent.seats) {
    places.push(~queue.counts.place);
    for (const { pool } of entries) places.push(pool.counts.place);
  }
  agent.places = places;
  return places;
}

function enterFree(entry: PoolEntry): void {
  const free = entry.seat.reserve ? entry.pool.reserve : entry.pool.regular;
  free.byStrategy.add(entry);
  free.bySkill?.add(entry);
}

function leaveFree(entry: PoolEntry): void {
  const free = entry.seat.reserve ? entry.pool.reserve : entry.pool.regular;
  free.byStrategy.remove(entry);
  free.bySkill?.remove(entry);
}

/** To be called after each change of an agent's state or hold-off. An agent who is free is not among the free ones yet. */
export function recount(agent: Agent): void {
  if (agent.countedBecause !== agent.reason) {
    agent.seats[0]?.queue.board.moveBecause(placesOf(agent), agent.countedBecause, agent.reason);
    agent.countedBecause = agent.reason;
  }
  const from = agent.countedAs;
  const to = agent.state;
  const leaves = agent.indexed && (to !== "ready" || agent.heldOff);
  if (from === to && !leaves) return;
  agent.countedAs = to;
  agent.seats[0]?.queue.board.move(placesOf(agent), from, to);
  if (!leaves) return;
  agent.indexed = false;
  for (const { queue, entries } of agent.seats) {
    queue.freeSeats -= 1;
    for (const entry of entries) leaveFree(entry);
  }
}

/**
 * Puts an agent for whom nobody waits among the free ones: not sooner, as under load they are rung at once. What the
 * orders read must not change while they are there.
 */
export function enterPools(agent: Agent): void {
  if (agent.indexed || agent.state !== "ready" || agent.heldOff) return;
  agent.indexed = true;
  for (const { queue, entries } of agent.seats) {
    queue.freeSeats += 1;
    for (const entry of entries) enterFree(entry);
  }
}

/** Counts a new seat in its queue, and in the pools there are. */
export function takeSeat(seat: Seat): void {
  const { agent, queue } = seat;
  queue.seats.set(agent.agentId, seat);
  agent.places = null;
  queue.counts.add(agent, 1);
  if (agent.indexed) queue.freeSeats += 1;
  if (seat.reserve) queue.reserveSeats += 1;
  if (agent.countedAs !== "signed-out") queue.earliestSignIn = Math.min(queue.earliestSignIn, agent.signedInSince);
  for (const pool of queue.pools.values()) enterPool(seat, pool);
}

export function giveUpSeat(seat: Seat): void {
  const { agent, queue } = seat;
  if (!queue.seats.delete(agent.agentId)) return;
  agent.places = null;
  queue.counts.add(agent, -1);
  if (agent.indexed) queue.freeSeats -= 1;
  if (seat.reserve) queue.reserveSeats -= 1;
  for (const entry of seat.entries.splice(0)) {
    entry.pool.counts.add(agent, -1);
    if (agent.indexed) leaveFree(entry);
  }
}

/** Skills, seats or strategies have changed: what is needed is made anew. */
export function forgetPools(queue: Queue): void {
  for (const { counts } of queue.pools.values()) queue.board.release(counts.place);
  queue.pools.clear();
  for (const { agent, entries } of queue.seats.values()) {
    entries.length = 0;
    agent.places = null;
  }
  for (const lane of queue.lanes.values()) lane.pool = null;
  queue.looseLanes = queue.lanes.size;
  queue.lanePools = 0;
}
