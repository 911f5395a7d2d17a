import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Lane, Seat } from "./acd-state.ts";
import { placesOf } from "./seat-pools.ts";
import { isReserveOpen } from "./service-window.ts";

/** The first caller of a lane, as its figures on the board have it. */
class LaneHead {
  seat: Seat | null = null;
  place = 0;
  isVip = false;
  promoted = false;
  /** Waiting since, where promoted; else the priority key. */
  key = Number.POSITIVE_INFINITY;

  /** Strictly: equal ones stay in the order in which they were found. */
  isAfter(seat: Seat, promoted: boolean, key: number): boolean {
    if (this.seat === null) return true;
    if (promoted !== this.promoted) return promoted;
    if (!promoted && seat.preference !== this.seat.preference) return seat.preference < this.seat.preference;
    return key < this.key;
  }

  lane(): Lane | null {
    const pool = this.seat?.queue.board.pool(this.place);
    return (this.isVip ? pool?.vipLane : pool?.lane) ?? null;
  }

  isOf(contact: Contact, promoted: boolean): boolean {
    return promoted === this.promoted && (promoted ? contact.waitingSince : contact.priorityKey) === this.key;
  }
}

/**
 * The three lanes, of those an agent can serve, whose first callers come first: found by numbers alone, because there are
 * dozens, and to look at each one's first caller costs more than everything else when an agent becomes free. Agents who
 * missed a caller are not known here, so whoever uses it must see that the first callers are who they seem to be.
 */
export class LaneHeads {
  first = new LaneHead();
  second = new LaneHead();
  third = new LaneHead();

  constructor(agent: Agent, at: EpochMs) {
    const places = placesOf(agent);
    let index = 0;
    for (const seat of agent.seats) {
      const { board } = seat.queue;
      // The queue's own place comes first.
      for (index += 1; index < places.length; index += 1) {
        const place = places[index] ?? -1;
        if (place < 0) break;
        this.#take(seat, place, false, board.oldestSince(place, false), at);
        this.#take(seat, place, true, board.oldestSince(place, true), at);
      }
    }
  }

  #take(seat: Seat, place: number, isVip: boolean, oldestSince: EpochMs, at: EpochMs): void {
    if (oldestSince === Number.POSITIVE_INFINITY) return;
    const { queue } = seat;
    const promoted = at - oldestSince >= queue.config.promotionAfterMs;
    const key = promoted ? oldestSince : queue.board.lowestKey(place, isVip);
    const head = this.third;
    if (!head.isAfter(seat, promoted, key)) return;
    if (!promoted && seat.reserve && !isVip && !isReserveOpen(queue)) return;
    const isSecond = this.second.isAfter(seat, promoted, key);
    const isFirst = isSecond && this.first.isAfter(seat, promoted, key);
    head.seat = seat;
    head.place = place;
    head.isVip = isVip;
    head.promoted = promoted;
    head.key = key;
    if (!isSecond) return;
    this.third = this.second;
    this.second = head;
    if (!isFirst) return;
    this.second = this.first;
    this.first = head;
  }
}
