import type { QueueId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { WaitingLine } from "../../../shared/wire/waiting-line-schema.ts";
import { CommandError, type ConsoleConnection } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";
import { maskedNumber } from "../wallboard-feed.ts";

/** Changes within this time are sent as one picture. */
const PUSH_INTERVAL_MS: DurationMs = 1_000;
/** Estimates and deadlines move by themselves: so often a line in which somebody waits is sent without a change. */
const REFRESH_MS: DurationMs = 3_000;
const SHOWN_MAX = 50;
const WATCHERS_MAX = 200;

interface Watcher {
  readonly connection: ConsoleConnection;
  readonly queueId: QueueId;
}

/** Why callers still wait, live: one queue's line to each supervisor who looks at it, explained by the core that will serve it. */
export class WaitingLines {
  readonly #centre: Centre;
  readonly #watchers = new Map<string, Watcher>();
  #planned: number | null = null;
  #sentAt = 0;
  #seq = 0;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** One queue a connection; null: none any more. @throws CommandError `not-found` | `conflict` when too many look already */
  watch(connection: ConsoleConnection, queueId: QueueId | null): void {
    if (queueId === null) {
      this.unwatch(connection.connectionId);
      return;
    }
    const line = this.#build(queueId);
    if (line === null) throw new CommandError("not-found");
    if (!this.#watchers.has(connection.connectionId) && this.#watchers.size >= WATCHERS_MAX)
      throw new CommandError("conflict");
    this.#watchers.set(connection.connectionId, { connection, queueId });
    connection.pushWaitingLine(line);
    this.#plan(REFRESH_MS);
  }

  unwatch(connectionId: string): void {
    this.#watchers.delete(connectionId);
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
    const lines = new Map<QueueId, WaitingLine | null>();
    let someoneWaits = false;
    for (const { connection, queueId } of this.#watchers.values()) {
      let line = lines.get(queueId);
      if (line === undefined) {
        line = this.#build(queueId);
        lines.set(queueId, line);
      }
      // A queue that was taken away: its line is empty, and the board does not name it any more.
      if (line === null) continue;
      someoneWaits ||= line.inLine > 0;
      connection.pushWaitingLine(line);
    }
    if (someoneWaits) this.#plan(REFRESH_MS);
  }

  #build(queueId: QueueId): WaitingLine | null {
    const { router, clock, openingHours } = this.#centre;
    const view = router.queue(queueId);
    if (view === null) return null;
    this.#seq += 1;
    return {
      seq: this.#seq,
      serverNow: clock.now(),
      queueId,
      open: openingHours.isOpen(queueId),
      changesAt: openingHours.changesAt(queueId),
      inLine: view.waiting + view.offered,
      callers: view.contacts.slice(0, SHOWN_MAX).flatMap((waiting) => {
        const explanation = router.explain(waiting.contactId);
        const contact = this.#centre.registry.get(waiting.contactId);
        return explanation === null || contact === null ? [] : [this.#caller(waiting, explanation, contact)];
      }),
    };
  }

  #caller(
    waiting: NonNullable<ReturnType<Centre["router"]["queue"]>>["contacts"][number],
    explanation: NonNullable<ReturnType<Centre["router"]["explain"]>>,
    { record }: NonNullable<ReturnType<Centre["registry"]["get"]>>,
  ): WaitingLine["callers"][number] {
    const { agents, waitPromises } = this.#centre;
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
      ownAgent: own === null ? null : agents.displayName(own),
      expected: state === "offered" ? null : waitPromises.estimate(contactId),
      explanation,
    };
  }
}
