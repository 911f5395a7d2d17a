import type { ContactRecord } from "../../../shared/domain/contact.ts";
import type { ContactId, QueueId } from "../../../shared/domain/ids.ts";
import type { WaitScore } from "../../../shared/domain/waiting.ts";
import { StandingMoment } from "../../acd/standing-moment.ts";
import { type KeptPromise, promiseScore } from "../../estimates/promise-score.ts";
import { HISTORY_MAX, QueueHistory } from "../../estimates/queue-history.ts";
import { heldWait } from "../../estimates/held-wait.ts";
import { estimateWait, type WaitEstimate } from "../../estimates/wait-estimate.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

/** Promises of one queue and day that the score is made of; the newest. */
const PROMISES_MAX = 2_000;
/** More than a history remembers: calls do not end in the order in which they came. */
const REMEMBERED_MAX = HISTORY_MAX + 50;

/** What callers are told about their wait, and how true it was. */
export class WaitPromises {
  readonly #centre: Centre;
  readonly #histories = new Map<QueueId, QueueHistory>();
  readonly #kept = new Map<QueueId, KeptPromise[]>();
  readonly #scores = new Map<QueueId, WaitScore>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /**
   * At a start and at midnight: the histories go on, the score begins with the day. A start tells them the last calls of each
   * queue in the order in which they happened, so that the next caller is told what they would have been told before it.
   */
  async load(dayStartedAt: number): Promise<void> {
    const { queues, contacts, waitingStore } = this.#centre;
    if (this.#histories.size === 0) {
      for (const queueId of queues.keys()) this.#retell(queueId, await contacts.lastQueued(queueId, REMEMBERED_MAX));
    }
    // Read before anything is cleared: another load may come meanwhile, and each promise counts once.
    const ended = await waitingStore.endedPromises(dayStartedAt);
    this.#kept.clear();
    this.#scores.clear();
    for (const promise of ended) {
      if (promise.waitedMs !== null) this.#keep(promise.queueId, { ...promise, waitedMs: promise.waitedMs });
    }
  }

  #retell(queueId: QueueId, records: readonly ContactRecord[]): void {
    const history = this.historyOf(queueId);
    const told: { readonly at: number; readonly tell: () => void }[] = [];
    for (const record of records) {
      const { queuedAt, answeredAt, endedAt, callbackAt, messageAt, outcome, direction, headStartMs, kind } = record;
      if (queuedAt === null || kind !== "call") continue;
      told.push({ at: queuedAt, tell: () => history.arrived(queuedAt, headStartMs) });
      if (answeredAt !== null && direction === "inbound")
        told.push({ at: answeredAt, tell: () => history.waitEnded(answeredAt - queuedAt, false) });
      const gaveUp = outcome === "abandoned" && answeredAt === null && callbackAt === null;
      if (gaveUp && endedAt !== null)
        told.push({ at: endedAt, tell: () => history.waitEnded((messageAt ?? endedAt) - queuedAt, true) });
      if (record.phase === "closed" && endedAt !== null)
        told.push({ at: record.wrapUpEndedAt ?? endedAt, tell: () => this.closed(record) });
    }
    for (const { tell } of told.sort((a, b) => a.at - b.at)) tell();
  }

  queued(contact: LiveContact): void {
    const { record, context } = contact;
    if (record.queueId === null) return;
    this.historyOf(record.queueId).arrived(this.#centre.clock.now(), context.classification.headStartMs);
  }

  /** To be given to several estimates of this very moment: what is the same for all of them is found out once. */
  moment(): StandingMoment {
    return new StandingMoment(this.#centre.clock.now(), (queueId) => this.#loadPerAgent(queueId));
  }

  /** What this caller can be told now; null: nothing, e.g. nobody is at work. */
  estimate(contactId: ContactId, moment = this.moment()): WaitEstimate | null {
    const { router, clock } = this.#centre;
    const place = router.standing(contactId, moment);
    if (place === null) return null;
    const history = this.historyOf(place.queueId);
    const handling = history.handling();
    const everybody = estimateWait({
      ...place,
      handling,
      abandonRatePerMs: history.abandonRatePerMs(),
      arrivals: history.arrivals(clock.now(), place.headStartMs),
    });
    return place.held === null || everybody === null ? everybody : heldWait(handling, place.held, everybody);
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
    this.historyOf(record.queueId).waitEnded(this.#centre.clock.now() - record.queuedAt, false);
    this.#ended(contact, true);
  }

  /** The caller gave up. */
  abandoned(contact: LiveContact): void {
    const { record } = contact;
    if (record.queueId === null || record.queuedAt === null || record.answeredAt !== null) return;
    this.historyOf(record.queueId).waitEnded(this.#centre.clock.now() - record.queuedAt, true);
    this.#ended(contact, false);
  }

  /** A contact is over: how long the agent was taken. */
  closed(record: ContactRecord): void {
    const { kind, queueId, answeredAt, endedAt, wrapUpEndedAt, agentId, direction } = record;
    if (kind !== "call" || queueId === null || answeredAt === null || agentId === null || direction !== "inbound")
      return;
    const until = wrapUpEndedAt ?? endedAt;
    if (until !== null) this.historyOf(queueId).handled(until - answeredAt);
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
    const { signedInAgents: agents } = this.#centre.router.queueSummary(queueId);
    if (agents === 0) return 1;
    const history = this.historyOf(queueId);
    return (history.arrivalsPerMs(this.#centre.clock.now()) * history.handling().meanMs) / agents;
  }

  /** What the last calls of this queue were like. */
  historyOf(queueId: QueueId): QueueHistory {
    let history = this.#histories.get(queueId);
    if (!history) {
      history = new QueueHistory();
      this.#histories.set(queueId, history);
    }
    return history;
  }
}
