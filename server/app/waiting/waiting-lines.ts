import type { QueueId } from "../../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import type { WaitingLine } from "../../../shared/wire/waiting-line-schema.ts";
import type { StandingMoment } from "../../acd/standing-moment.ts";
import type { ViewedContact } from "../../acd/views.ts";
import { CommandError, type ConsoleConnection } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";
import { maskedNumber } from "../wallboard-feed.ts";

type WaitingCaller = WaitingLine["callers"][number];

/** Changes within this time are sent as one picture. */
const PUSH_INTERVAL_MS: DurationMs = 1_000;
/** Estimates and deadlines move by themselves: so often a line in which somebody waits is sent without a change. */
const REFRESH_MS: DurationMs = 3_000;
/** What a person sees first; each caller's estimate costs, so the others are worked out for who opens them. */
const FIRST_MAX = 10;
const WATCHERS_MAX = 200;

interface Watcher {
  readonly connection: ConsoleConnection;
  readonly queueId: QueueId;
  readonly isDeep: boolean;
}

interface Picture {
  readonly builtAt: EpochMs;
  readonly isDeep: boolean;
  readonly line: WaitingLine;
}

/** Why callers still wait, live: one queue's line to each supervisor who looks at it, explained by the core that will serve it. */
export class WaitingLines {
  readonly #centre: Centre;
  readonly #watchers = new Map<string, Watcher>();
  /** The newest of each queue that is looked at. */
  readonly #pictures = new Map<QueueId, Picture>();
  #planned: number | null = null;
  #sentAt = 0;
  #seq = 0;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /**
   * One queue a connection; null: none any more. `isDeep`: with everybody that a view of the queue names, not the first few only.
   * @throws CommandError `not-found` | `conflict` when too many look already
   */
  watch(connection: ConsoleConnection, queueId: QueueId | null, isDeep: boolean): void {
    if (queueId === null) {
      this.unwatch(connection.connectionId);
      return;
    }
    const { clock } = this.#centre;
    const known = this.#pictures.get(queueId);
    const isFresh = known !== undefined && clock.now() - known.builtAt < PUSH_INTERVAL_MS && (known.isDeep || !isDeep);
    const picture = isFresh ? known : this.#build(queueId, isDeep);
    if (picture === null) throw new CommandError("not-found");
    if (!this.#watchers.has(connection.connectionId) && this.#watchers.size >= WATCHERS_MAX)
      throw new CommandError("conflict");
    this.#watchers.set(connection.connectionId, { connection, queueId, isDeep });
    connection.pushWaitingLine(shownTo(isDeep, picture));
    // What another has just been shown may be a moment old: the next picture comes as soon as one may.
    this.#plan(isFresh ? 0 : REFRESH_MS);
  }

  unwatch(connectionId: string): void {
    this.#watchers.delete(connectionId);
    if (this.#watchers.size === 0) this.#pictures.clear();
  }

  /** Something that a line shows, or a wait depends on, has changed. */
  touch(): void {
    if (this.#watchers.size > 0) this.#plan(0);
  }

  #plan(inMs: DurationMs): void {
    const { scheduler, clock } = this.#centre;
    const dueAt = Math.max(clock.now() + inMs, this.#sentAt + PUSH_INTERVAL_MS);
    if (this.#planned !== null && this.#planned <= dueAt) return;
    this.#planned = dueAt;
    scheduler.schedule("waiting-lines", dueAt, () => this.#send());
  }

  #send(): void {
    this.#planned = null;
    this.#sentAt = this.#centre.clock.now();
    this.#pictures.clear();
    const depths = new Map<QueueId, boolean>();
    for (const { queueId, isDeep } of this.#watchers.values())
      depths.set(queueId, isDeep || depths.get(queueId) === true);
    for (const [queueId, isDeep] of depths) this.#build(queueId, isDeep);
    let someoneWaits = false;
    for (const { connection, queueId, isDeep } of this.#watchers.values()) {
      const picture = this.#pictures.get(queueId);
      // A queue that was taken away: its line is empty, and the board does not name it any more.
      if (picture === undefined) continue;
      someoneWaits ||= picture.line.inLine > 0;
      connection.pushWaitingLine(shownTo(isDeep, picture));
    }
    if (someoneWaits) this.#plan(REFRESH_MS);
  }

  /** null: no such queue. */
  #build(queueId: QueueId, isDeep: boolean): Picture | null {
    const { router, clock, openingHours, waitPromises } = this.#centre;
    const view = router.queue(queueId);
    if (view === null) return null;
    this.#seq += 1;
    const moment = waitPromises.moment();
    const line: WaitingLine = {
      seq: this.#seq,
      serverNow: clock.now(),
      queueId,
      open: openingHours.isOpen(queueId),
      changesAt: openingHours.changesAt(queueId),
      inLine: view.waiting + view.offered,
      callers: view.contacts
        .slice(0, isDeep ? undefined : FIRST_MAX)
        .flatMap((waiting) => this.#caller(waiting, moment) ?? []),
    };
    const picture = { builtAt: clock.now(), isDeep, line };
    this.#pictures.set(queueId, picture);
    return picture;
  }

  #caller(waiting: ViewedContact, moment: StandingMoment): WaitingCaller | null {
    const { agents, waitPromises, router, registry, callbackCalls } = this.#centre;
    const explanation = router.explain(waiting.contactId);
    const contact = registry.get(waiting.contactId);
    if (explanation === null || contact === null) return null;
    const { record } = contact;
    const { contactId, waitingSince, headStartMs, state, isCallback, isGuest } = waiting;
    const own = explanation.waiting?.holdsFor?.agentId ?? null;
    return {
      contactId,
      name: record.customerName,
      number: maskedNumber(record.ani),
      tier: record.tier,
      waitingSince,
      headStartMs,
      state,
      isCallback,
      isGuest,
      ringsAt: state === "offered" ? record.agentName : null,
      isCalledFirst: state === "offered" && callbackCalls.callsFirst(contact),
      ownAgent: own === null ? null : agents.displayName(own),
      expected: state === "offered" ? null : waitPromises.estimate(contactId, moment),
      explanation,
    };
  }
}

function shownTo(isDeep: boolean, { line, isDeep: hasMore }: Picture): WaitingLine {
  return isDeep || !hasMore ? line : { ...line, callers: line.callers.slice(0, FIRST_MAX) };
}
