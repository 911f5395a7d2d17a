import { startOfDay } from "../../shared/domain/calendar-day.ts";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { ContactId, QueueId, UserId } from "../../shared/domain/ids.ts";
import type { ServiceLevelVariant } from "../../shared/domain/service-level.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Centre } from "./centre.ts";
import { type Booking, bookingsOf, noCounts, type QueueCounts } from "./queue-bookings.ts";
import { serviceLevels } from "./service-level.ts";

interface AgentCounts {
  handled: number;
  missedOffers: number;
  talkMs: number;
  wrapUpMs: number;
}

export interface QueueFigures extends Readonly<QueueCounts> {
  readonly averageSpeedOfAnswerMs: number | null;
  readonly averageHandleTimeMs: number | null;
  readonly serviceLevels: Record<ServiceLevelVariant, number | null>;
}

/** A disk that would not be read. */
const AGAIN_MS = 60_000;

/**
 * Today's counts by queue and agent. The contact records are the truth, this is only their sum kept ready: each record is
 * booked as it stands (`bookingsOf`) and booked anew whenever it is saved; a start, the change of day and a changed
 * threshold count all of them again.
 */
export class DailyFigures {
  readonly #centre: Centre;
  readonly #queues = new Map<QueueId, QueueCounts>();
  readonly #agents = new Map<UserId, AgentCounts>();
  /** Of contacts that are not over; what a closed one added is final. */
  readonly #open = new Map<ContactId, readonly Booking[]>();
  #dayStartedAt: EpochMs = 0;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  get dayStartedAt(): EpochMs {
    return this.#dayStartedAt;
  }

  async load(): Promise<void> {
    const { clock, contacts, missedOffers, settings } = this.#centre;
    const now = clock.now();
    const dayStartedAt = startOfDay(now, 0, settings.timeZone);
    // First of all: whatever fails below, there is a next time. Until everything is read, the figures are those of before.
    this.#loadAt(startOfDay(now, 1, settings.timeZone));
    await this.#centre.waitPromises.load(dayStartedAt);
    const records = await contacts.since(dayStartedAt);
    const missedOf = missedOffers.countsSince(dayStartedAt);
    this.#dayStartedAt = dayStartedAt;
    this.#queues.clear();
    this.#agents.clear();
    this.#open.clear();
    for (const record of records) this.#take(record);
    // What happened while they were read.
    for (const { record } of this.#centre.registry.all()) this.book(record);
    for (const [agentId, missed] of missedOf) this.#agent(agentId).missedOffers = missed;
  }

  #loadAt(dueAt: EpochMs): void {
    const { clock, scheduler, log } = this.#centre;
    scheduler.schedule("figures:next-day", dueAt, () => {
      this.load().catch((error: unknown) => {
        log.error({ err: error }, "figures of the new day could not be read; tried again in a minute");
        this.#loadAt(clock.now() + AGAIN_MS);
      });
    });
  }

  /** The record as it is now; whatever it added before is taken back. */
  book(record: ContactRecord): void {
    // A contact counts for the day it arrived; else a call over midnight would be answered but never offered.
    if (record.arrivedAt < this.#dayStartedAt) return;
    // Final, and booked when it became so.
    if (record.phase === "closed" && !this.#open.has(record.contactId)) return;
    this.#take(record);
  }

  #take(record: ContactRecord): void {
    for (const booking of this.#open.get(record.contactId) ?? []) this.#add(booking, -1);
    const bookings = bookingsOf(record, (queueId) => this.#centre.queues.get(queueId));
    for (const booking of bookings) this.#add(booking, 1);
    if (record.phase !== "closed") this.#open.set(record.contactId, bookings);
    else {
      this.#open.delete(record.contactId);
      this.#countWork(record);
    }
  }

  /** Thresholds were changed: the day is counted again by the new ones. */
  async configured(before: Centre["queues"]): Promise<void> {
    const isSame = [...this.#centre.queues.values()].every(({ queueId, serviceLevelThresholdMs, shortAbandonMs }) => {
      const old = before.get(queueId);
      return !old || (old.serviceLevelThresholdMs === serviceLevelThresholdMs && old.shortAbandonMs === shortAbandonMs);
    });
    if (this.#dayStartedAt > 0 && !isSame) await this.load();
  }

  offerMissed(agentId: UserId): void {
    this.#agent(agentId).missedOffers += 1;
  }

  ofAgent(agentId: UserId): Readonly<AgentCounts> {
    return { ...this.#agent(agentId) };
  }

  ofQueue(queueId: QueueId): QueueFigures {
    const counts = this.#queue(queueId);
    return {
      ...counts,
      averageSpeedOfAnswerMs: counts.answered > 0 ? counts.answerWaitMs / counts.answered : null,
      averageHandleTimeMs: counts.handled > 0 ? counts.handleMs / counts.handled : null,
      serviceLevels: serviceLevels(counts),
    };
  }

  #countWork({ kind, answeredAt, endedAt, wrapUpEndedAt, agentId }: ContactRecord): void {
    if (kind !== "call" || answeredAt === null || endedAt === null || agentId === null) return;
    const agent = this.#agent(agentId);
    agent.handled += 1;
    agent.talkMs += endedAt - answeredAt;
    agent.wrapUpMs += wrapUpEndedAt === null ? 0 : wrapUpEndedAt - endedAt;
  }

  #add({ queueId, ...added }: Booking, sign: 1 | -1): void {
    const counts = this.#queue(queueId);
    for (const column of keysOf(added)) counts[column] += sign * (added[column] ?? 0);
  }

  #queue(queueId: QueueId): QueueCounts {
    let counts = this.#queues.get(queueId);
    if (!counts) {
      counts = noCounts();
      this.#queues.set(queueId, counts);
    }
    return counts;
  }

  #agent(agentId: UserId): AgentCounts {
    let counts = this.#agents.get(agentId);
    if (!counts) {
      counts = { handled: 0, missedOffers: 0, talkMs: 0, wrapUpMs: 0 };
      this.#agents.set(agentId, counts);
    }
    return counts;
  }
}

function keysOf(added: Partial<QueueCounts>): readonly (keyof QueueCounts)[] {
  return Object.keys(added) as (keyof QueueCounts)[];
}
