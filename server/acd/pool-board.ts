import { AGENT_STATES, type AgentState, NOT_READY_REASONS, type NotReadyReason } from "../../shared/domain/agent.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { SeatPool } from "./acd-state.ts";

const STATES = AGENT_STATES.length;
const NUMBER_OF: ReadonlyMap<AgentState, number> = new Map(AGENT_STATES.map((state, number) => [state, number]));
const REASONS = NOT_READY_REASONS.length;
const NUMBER_OF_REASON: ReadonlyMap<NotReadyReason, number> = new Map(
  NOT_READY_REASONS.map((reason, number) => [reason, number]),
);
const SIGNED_OUT = AGENT_STATES.indexOf("signed-out");
/** Of a pool's lane, and of its VIPs' lane: since when the oldest waits, and the lowest priority key. */
const HEADS = 4;
const VIP_HEADS = 2;
const PLACES_AT_FIRST = 64;
const NOBODY = Number.POSITIVE_INFINITY;

/**
 * What each event counts or looks at in many queues and pools, as numbers side by side: how many of their seats are in
 * which state, and who comes first in their lanes. An agent's change of state touches one table of some ten kilobytes
 * instead of a hundred objects all over the memory, and lanes whose first caller comes too late are passed by unseen.
 */
export class PoolBoard {
  #counts = new Int32Array(PLACES_AT_FIRST * STATES);
  /** Apart from the states: touched only when somebody stops or begins to be ready, not with each call. */
  #reasons = new Int32Array(PLACES_AT_FIRST * REASONS);
  #heads = new Float64Array(PLACES_AT_FIRST * HEADS).fill(NOBODY);
  /** By place; null: a queue's, or nobody's. */
  readonly #pools: (SeatPool | null)[] = [];
  readonly #unused: number[] = [];

  /** A place where nothing is counted and nobody waits. */
  take(): number {
    const place = this.#unused.pop() ?? this.#pools.push(null) - 1;
    if (place * STATES >= this.#counts.length) this.#grow();
    return place;
  }

  release(place: number): void {
    this.#counts.fill(0, place * STATES, (place + 1) * STATES);
    this.#reasons.fill(0, place * REASONS, (place + 1) * REASONS);
    this.#heads.fill(NOBODY, place * HEADS, (place + 1) * HEADS);
    this.#pools[place] = null;
    this.#unused.push(place);
  }

  setPool(place: number, pool: SeatPool): void {
    this.#pools[place] = pool;
  }

  pool(place: number): SeatPool | null {
    return this.#pools[place] ?? null;
  }

  count(place: number, state: AgentState): number {
    return this.#counts[place * STATES + numberOf(state)] ?? 0;
  }

  /** In whatever state but `signed-out`. */
  countSignedIn(place: number): number {
    const first = place * STATES;
    let sum = -(this.#counts[first + SIGNED_OUT] ?? 0);
    for (let at = first; at < first + STATES; at += 1) sum += this.#counts[at] ?? 0;
    return sum;
  }

  /** Of those not ready. */
  countBecause(place: number, reason: NotReadyReason): number {
    return this.#reasons[place * REASONS + numberOfReason(reason)] ?? 0;
  }

  add(place: number, state: AgentState, change: number): void {
    const at = place * STATES + numberOf(state);
    this.#counts[at] = (this.#counts[at] ?? 0) + change;
  }

  addBecause(place: number, reason: NotReadyReason, change: number): void {
    const at = place * REASONS + numberOfReason(reason);
    this.#reasons[at] = (this.#reasons[at] ?? 0) + change;
  }

  /** One seat of each of these places changes its state. Places may be given as `~place`. */
  move(places: readonly number[], from: AgentState, to: AgentState): void {
    const counts = this.#counts;
    const before = numberOf(from);
    const after = numberOf(to);
    for (const marked of places) {
      const first = (marked < 0 ? ~marked : marked) * STATES;
      counts[first + before] = (counts[first + before] ?? 0) - 1;
      counts[first + after] = (counts[first + after] ?? 0) + 1;
    }
  }

  /** One seat of each of these places has another reason, or none, not to be ready. */
  moveBecause(places: readonly number[], from: NotReadyReason | null, to: NotReadyReason | null): void {
    for (const marked of places) {
      const place = marked < 0 ? ~marked : marked;
      if (from !== null) this.addBecause(place, from, -1);
      if (to !== null) this.addBecause(place, to, 1);
    }
  }

  setHeads(place: number, isVip: boolean, oldestSince: EpochMs, lowestKey: number): void {
    const at = place * HEADS + (isVip ? VIP_HEADS : 0);
    this.#heads[at] = oldestSince;
    this.#heads[at + 1] = lowestKey;
  }

  /** Infinity: nobody waits in this lane. */
  oldestSince(place: number, isVip: boolean): EpochMs {
    return this.#heads[place * HEADS + (isVip ? VIP_HEADS : 0)] ?? NOBODY;
  }

  lowestKey(place: number, isVip: boolean): number {
    return this.#heads[place * HEADS + (isVip ? VIP_HEADS + 1 : 1)] ?? NOBODY;
  }

  #grow(): void {
    const counts = new Int32Array(this.#counts.length * 2);
    counts.set(this.#counts);
    this.#counts = counts;
    const reasons = new Int32Array(this.#reasons.length * 2);
    reasons.set(this.#reasons);
    this.#reasons = reasons;
    const heads = new Float64Array(this.#heads.length * 2).fill(NOBODY);
    heads.set(this.#heads);
    this.#heads = heads;
  }
}

function numberOfReason(reason: NotReadyReason): number {
  return NUMBER_OF_REASON.get(reason) ?? 0;
}

function numberOf(state: AgentState): number {
  return NUMBER_OF.get(state) ?? 0;
}
