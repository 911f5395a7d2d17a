import type { ContactRecord } from "../../../shared/domain/contact.ts";
import type { ContactId, QueueId } from "../../../shared/domain/ids.ts";
import type { WaitScore } from "../../../shared/domain/waiting.ts";
import { type KeptPromise, promiseScore } from "../../estimates/promise-score.ts";
import { QueueHistory } from "../../estimates/queue-history.ts";
import { estimateWait, type WaitEstimate } from "../../estimates/wait-estimate.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

/** Promises of one queue and day that the score is made of; the newest. */
const PROMISES_MAX = 2_000;

/** What callers are told about their wait, and how true it was. Begins after a start with the calls of today. */
export class WaitPromises {
  readonly #centre: Centre;
  readonly #histories = new Map<QueueId, QueueHistory>();
  readonly #kept = new Map<QueueId, KeptPromise[]>();
  readonly #scores = new Map<QueueId, WaitScore>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** At a start and at midnight: the histories go on, the score begins with the day. */
  async load(records: readonly ContactRecord[], dayStartedAt: number): Promise<void> {
    if (this.#histories.size === 0) {
      // Contacts come newest first or last, depending on the store: what happened is told in the order of the day.
      for (const record of [...records].sort((a, b) => a.arrivedAt - b.arrivedAt)) {
        if (record.queueId === null || record.queuedAt === null) continue;
        this.#history(record.queueId).arrived(record.queuedAt, 0);
        if (record.answeredAt !== null)
          this.#history(record.queueId).waitEnded(record.answeredAt - record.queuedAt, false);
        if (record.phase === "closed") this.closed(record);
      }
    }
    this.#kept.clear();
    this.#scores.clear();
    for (const promise of await this.#centre.waitingStore.endedPromises(dayStartedAt)) {
      if (promise.waitedMs !== null) this.#keep(promise.queueId, { ...promise, waitedMs: promise.waitedMs });
    }
  }

  queued(contact: LiveContact): void {
    const { record, context } = contact;
    if (record.queueId === null) return;
    this.#history(record.queueId).arrived(this.#centre.clock.now(), context.classification.headStartMs);
  }

  /** What this caller can be told now; null: nothing, e.g. nobody is at work. */
  estimate(contactId: ContactId): WaitEstimate | null {
    const { router, clock } = this.#centre;
    const loads = new Map<QueueId, number>();
    const place = router.standing(contactId, (queueId) => {
      const load = loads.get(queueId) ?? this.#loadPerAgent(queueId);
      loads.set(queueId, load);
      return load;
    });
    if (place === null) return null;
    const history = this.#history(place.queueId);
    return estimateWait({
      ...place,
      handling: history.handling(),
      abandonRatePerMs: history.abandonRatePerMs(),
      arrivals: history.arrivals(clock.now(), place.headStartMs),
    });
  }

  /** The caller is being told; the first time counts. */
  promised(contact: LiveContact, { p50Ms, p90Ms }: WaitEstimate): void {
    const { clock, journal, waitingStore, log } = this.#centre;
    const { contactId, queueId } = contact.record;
    if (contact.waiting.promise !== null || queueId === null) return;
    const at = clock.now();
    contact.waiting.promise = { at, p50Ms, p90Ms };
    journal.append({ at, type: "wait.promised", contactId, agentId: null, payload: { queueId, p50Ms, p90Ms } });
    try {
      waitingStore.savePromise({ contactId, queueId, promisedAt: at, p50Ms, p90Ms, waitedMs: null, answered: false });
    } catch (error) {
      // The score has a gap; the call goes on.
      log.warn({ err: error, contactId }, "promise could not be kept for the score");
    }
  }

  answered(contact: LiveContact): void {
    const { record } = contact;
    if (record.queueId === null || record.queuedAt === null || record.direction !== "inbound") return;
    this.#history(record.queueId).waitEnded(this.#centre.clock.now() - record.queuedAt, false);
    this.#ended(contact, true);
  }

  /** The caller gave up. */
  abandoned(contact: LiveContact): void {
    const { record } = contact;
    if (record.queueId === null || record.queuedAt === null || record.answeredAt !== null) return;
    this.#history(record.queueId).waitEnded(this.#centre.clock.now() - record.queuedAt, true);
    this.#ended(contact, false);
  }

  /** A contact is over: how long the agent was taken. */
  closed(record: ContactRecord): void {
    const { queueId, answeredAt, endedAt, wrapUpEndedAt, agentId, direction } = record;
    if (queueId === null || answeredAt === null || agentId === null || direction !== "inbound") return;
    const until = wrapUpEndedAt ?? endedAt;
    if (until !== null) this.#history(queueId).handled(until - answeredAt);
  }

  /** Of today. */
  score(queueId: QueueId): WaitScore {
    let score = this.#scores.get(queueId);
    if (!score) {
      score = promiseScore(this.#kept.get(queueId) ?? []);
      this.#scores.set(queueId, score);
    }
    return score;
  }

  #ended(contact: LiveContact, answered: boolean): void {
    const { clock, waitingStore, log } = this.#centre;
    const { promise } = contact.waiting;
    const { contactId, queueId } = contact.record;
    if (promise === null || queueId === null) return;
    contact.waiting.promise = null;
    const waitedMs = clock.now() - promise.at;
    this.#keep(queueId, { p50Ms: promise.p50Ms, p90Ms: promise.p90Ms, waitedMs, answered });
    try {
      waitingStore.endPromise(contactId, waitedMs, answered);
    } catch (error) {
      log.warn({ err: error, contactId }, "promise could not be kept for the score");
    }
  }

  #keep(queueId: QueueId, promise: KeptPromise): void {
    const kept = this.#kept.get(queueId) ?? [];
    kept.push(promise);
    if (kept.length > PROMISES_MAX) kept.shift();
    this.#kept.set(queueId, kept);
    this.#scores.delete(queueId);
  }

  #loadPerAgent(queueId: QueueId): number {
    const agents = this.#centre.router.queue(queueId)?.signedInAgents ?? 0;
    if (agents === 0) return 1;
    const history = this.#history(queueId);
    return (history.arrivalsPerMs(this.#centre.clock.now()) * history.handling().meanMs) / agents;
  }

  #history(queueId: QueueId): QueueHistory {
    let history = this.#histories.get(queueId);
    if (!history) {
      history = new QueueHistory();
      this.#histories.set(queueId, history);
    }
    return history;
  }
}
