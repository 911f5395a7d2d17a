import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { QueueId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Centre } from "./centre.ts";
import { type ServiceLevelVariant, serviceLevels } from "./service-level.ts";

const DAY_MS = 86_400_000;

interface QueueCounts {
  offered: number;
  answered: number;
  answeredWithin: number;
  abandoned: number;
  abandonedWithin: number;
  shortAbandons: number;
  /** Sum over answered calls of queue + ring time. */
  answerWaitMs: number;
  handled: number;
  /** Talk + hold + wrap-up of contacts that are over. */
  handleMs: number;
}

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

/**
 * Today's counts by queue and agent, rebuilt from the contact records at start and on the change of day: the records
 * are the truth, this is only the sum kept ready. offered = answered + abandoned + refused + waiting + offered now.
 */
export class DailyFigures {
  readonly #centre: Centre;
  readonly #queues = new Map<QueueId, QueueCounts>();
  readonly #agents = new Map<UserId, AgentCounts>();
  #dayStartedAt: EpochMs = 0;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  get dayStartedAt(): EpochMs {
    return this.#dayStartedAt;
  }

  async load(): Promise<void> {
    const { clock, contacts, missedOffers, scheduler, log } = this.#centre;
    const now = clock.now();
    this.#dayStartedAt = startOfDay(now, this.#centre.settings.utcOffsetMs);
    const records = await contacts.since(this.#dayStartedAt);
    await this.#centre.waitPromises.load(records, this.#dayStartedAt);
    this.#queues.clear();
    this.#agents.clear();
    for (const record of records) {
      if (record.queuedAt === null || record.queueId === null) {
        if (record.phase === "closed") this.contactClosed(record);
        continue;
      }
      this.contactQueued(record);
      if (record.answeredAt !== null) this.contactAnswered(record);
      if (record.phase === "closed") this.contactClosed(record);
    }
    for (const [agentId, missed] of missedOffers.countsSince(this.#dayStartedAt))
      this.#agent(agentId).missedOffers = missed;
    scheduler.schedule("figures:next-day", this.#dayStartedAt + DAY_MS, () => {
      this.load().catch((error: unknown) => log.error({ err: error }, "figures of the new day could not be read"));
    });
  }

  contactQueued(record: ContactRecord): void {
    if (record.queueId && this.#isOfToday(record)) this.#queue(record.queueId).offered += 1;
  }

  contactAnswered(record: ContactRecord): void {
    this.#countAnswer(record, 1);
  }

  /** The agent vanished and the caller waits again: nobody has served them yet. Call before `answeredAt` is cleared. */
  answerTakenBack(record: ContactRecord): void {
    this.#countAnswer(record, -1);
  }

  contactClosed(record: ContactRecord): void {
    if (!this.#isOfToday(record)) return;
    const { answeredAt, endedAt } = record;
    if (record.outcome === "abandoned" && record.queueId && record.queuedAt !== null && endedAt !== null) {
      const waitMs = endedAt - record.queuedAt;
      const counts = this.#queue(record.queueId);
      counts.abandoned += 1;
      if (waitMs <= this.#thresholdMs(record.queueId)) counts.abandonedWithin += 1;
      if (waitMs < (this.#centre.queues.get(record.queueId)?.shortAbandonMs ?? 0)) counts.shortAbandons += 1;
      return;
    }
    if (answeredAt === null || endedAt === null || !record.agentId) return;
    const talkMs = endedAt - answeredAt;
    const wrapUpMs = record.wrapUpEndedAt === null ? 0 : record.wrapUpEndedAt - endedAt;
    const agent = this.#agent(record.agentId);
    agent.handled += 1;
    agent.talkMs += talkMs;
    agent.wrapUpMs += wrapUpMs;
    if (record.queueId && record.direction === "inbound") {
      const counts = this.#queue(record.queueId);
      counts.handled += 1;
      counts.handleMs += talkMs + wrapUpMs;
    }
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

  #countAnswer(record: ContactRecord, by: 1 | -1): void {
    if (!record.queueId || record.queuedAt === null || record.answeredAt === null || !this.#isOfToday(record)) return;
    const counts = this.#queue(record.queueId);
    const waitMs = record.answeredAt - record.queuedAt;
    counts.answered += by;
    counts.answerWaitMs += by * waitMs;
    if (waitMs <= this.#thresholdMs(record.queueId)) counts.answeredWithin += by;
  }

  /** A contact counts for the day it arrived, here as in `load`; else a call over midnight would be answered but never offered. */
  #isOfToday(record: ContactRecord): boolean {
    return record.arrivedAt >= this.#dayStartedAt;
  }

  #thresholdMs(queueId: QueueId): number {
    return this.#centre.queues.get(queueId)?.serviceLevelThresholdMs ?? 20_000;
  }

  #queue(queueId: QueueId): QueueCounts {
    let counts = this.#queues.get(queueId);
    if (!counts) {
      counts = {
        offered: 0,
        answered: 0,
        answeredWithin: 0,
        abandoned: 0,
        abandonedWithin: 0,
        shortAbandons: 0,
        answerWaitMs: 0,
        handled: 0,
        handleMs: 0,
      };
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

/** Midnight before `now` in a place `utcOffsetMs` east of UTC. */
export function startOfDay(now: EpochMs, utcOffsetMs: number): EpochMs {
  return Math.floor((now + utcOffsetMs) / DAY_MS) * DAY_MS - utcOffsetMs;
}
