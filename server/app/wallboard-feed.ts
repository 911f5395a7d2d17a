import type { AgentStatus } from "../../shared/domain/agent.ts";
import type { QueueId } from "../../shared/domain/ids.ts";
import type { QueueConfig } from "../../shared/domain/queue.ts";
import type { CallingNumber } from "../../shared/domain/contact.ts";
import type { Wallboard, WallboardAgent, WallboardQueue } from "../../shared/wire/wallboard-schemas.ts";
import type { Notice } from "../../shared/wire/notice-schema.ts";
import type { ConsoleConnection } from "../ports/console-app.ts";
import type { CallbackCounts } from "./callbacks/callbacks.ts";
import type { Centre } from "./centre.ts";

/** Changes within this time are sent as one board: ten boards a second at most. */
const BOARD_INTERVAL_MS = 100;
const WATCHERS_MAX = 200;
const NO_CALLBACKS: CallbackCounts = { waiting: 0, calling: 0, retry: 0 };

/** The supervisors' live picture: the whole board on each change, made from the same state the routing decides on. */
export class WallboardFeed {
  readonly #centre: Centre;
  readonly #watchers = new Map<string, ConsoleConnection>();
  #planned = false;
  #sentAt = 0;
  #seq = 0;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  watch(connection: ConsoleConnection): boolean {
    if (this.#watchers.size >= WATCHERS_MAX) return false;
    this.#watchers.set(connection.connectionId, connection);
    connection.pushWallboard(this.build());
    return true;
  }

  unwatch(connectionId: string): void {
    this.#watchers.delete(connectionId);
  }

  /** Something a board shows has changed. */
  touch(): void {
    this.#centre.waitingLines.touch();
    if (this.#planned || this.#watchers.size === 0) return;
    this.#planned = true;
    const { scheduler, clock } = this.#centre;
    scheduler.schedule("wallboard", Math.max(clock.now(), this.#sentAt + BOARD_INTERVAL_MS), () => this.#send());
  }

  /** Something every supervisor should hear of. */
  tell(notice: Notice): void {
    for (const watcher of this.#watchers.values()) watcher.pushNotice(notice);
  }

  build(): Wallboard {
    const { clock, figures, views, registry, queues, router } = this.#centre;
    this.#seq += 1;
    const callbacks = this.#centre.callbacks.counts();
    let inIvr = 0;
    for (const contact of registry.all()) if (contact.record.phase === "ivr") inIvr += 1;
    return {
      seq: this.#seq,
      serverNow: clock.now(),
      dayStartedAt: figures.dayStartedAt,
      pbxConnected: views.pbxConnected,
      inIvr,
      queues: [...queues.values()].slice(0, 200).map((queue) => this.#queue(queue, callbacks)),
      agents: router
        .statuses()
        .filter((status) => status.state !== "signed-out")
        .slice(0, 2_000)
        .map((status) => this.#agent(status)),
    };
  }

  #send(): void {
    this.#planned = false;
    this.#sentAt = this.#centre.clock.now();
    if (this.#watchers.size === 0) return;
    const board = this.build();
    for (const watcher of this.#watchers.values()) watcher.pushWallboard(board);
  }

  #queue(queue: QueueConfig, callbacks: ReadonlyMap<QueueId, CallbackCounts>): WallboardQueue {
    const { router, figures, clock, openingHours, voicemailInbox, queueAlerts } = this.#centre;
    const view = router.queue(queue.queueId);
    const today = figures.ofQueue(queue.queueId);
    return {
      queueId: queue.queueId,
      names: { ...queue.names },
      open: openingHours.isOpen(queue.queueId),
      waiting: view?.waiting ?? 0,
      longestWaitSince: view && view.waiting > 0 ? clock.now() - view.longestWaitMs : null,
      readyAgents: view?.readyAgents ?? 0,
      signedInAgents: view?.signedInAgents ?? 0,
      offered: today.offered,
      answered: today.answered,
      abandoned: today.abandoned,
      overflowed: today.overflowed,
      callbacksPromised: today.callbacks,
      callbacksReached: today.callbacksReached,
      messagesLeft: today.messages,
      turnedAway: today.turnedAway,
      inProgress: today.inProgress,
      callbacksNow: callbacks.get(queue.queueId) ?? NO_CALLBACKS,
      alerts: { ...queueAlerts.of(queue.queueId) },
      messagesOpen: voicemailInbox.openIn(queue.queueId),
      averageSpeedOfAnswerMs: today.averageSpeedOfAnswerMs,
      averageHandleTimeMs: today.averageHandleTimeMs,
      serviceLevelThresholdMs: queue.serviceLevelThresholdMs,
      serviceLevels: today.serviceLevels,
    };
  }

  #agent(status: AgentStatus): WallboardAgent {
    const { agents, registry, figures, callQualities, monitors } = this.#centre;
    const contact = registry.ofAgent(status.agentId);
    return {
      status,
      displayName: agents.displayName(status.agentId),
      queueIds: (agents.config(status.agentId)?.memberships ?? []).map((membership) => membership.queueId).slice(0, 50),
      withWhom: contact ? (contact.record.customerName ?? maskedNumber(contact.record.ani)) : null,
      held: contact?.heldSince != null,
      handledToday: figures.ofAgent(status.agentId).handled,
      talking: contact?.record.phase === "connected" && contact.agentLeg?.state === "up",
      monitors: monitors.onAgent(status.agentId).map(({ mode }) => mode),
      voice: callQualities.trouble(contact),
    };
  }
}

/** A board hangs on a wall: the middle of a number is not for everyone in the room. */
export function maskedNumber(ani: CallingNumber): string {
  const digits = ani.e164;
  if (!digits) return "";
  return digits.length <= 7 ? digits : `${digits.slice(0, -8)}••••${digits.slice(-4)}`;
}
