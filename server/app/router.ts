import type { AgentStatus } from "../../shared/domain/agent.ts";
import type { ContactId, QueueId, TimerId, UserId } from "../../shared/domain/ids.ts";
import { decide } from "../acd/acd.ts";
import { createAcd } from "../acd/acd-state.ts";
import { type Standing, standing } from "../acd/standing.ts";
import type { StandingMoment } from "../acd/standing-moment.ts";
import type { AcdEffect } from "../acd/effects.ts";
import type { AcdEvent } from "../acd/events.ts";
import { EffectDigest } from "../acd/effect-digest.ts";
import { eventSubject } from "../acd/event-subject.ts";
import type { RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import { agentStatus, agentStatuses, explainWaiting, queueSummary, queueView, waitingPosition } from "../acd/views.ts";
import type { Centre } from "./centre.ts";

/** After so many events the journal is told what all decisions so far come to: a replay finds a difference there at the latest. */
const DIGEST_EVERY_EVENTS = 100;

/**
 * The one way into the routing core: every event is journaled, decided and its effects carried out before the next one
 * is looked at. Effects may submit further events; those wait their turn, so the log is one total order.
 */
export class Router {
  readonly #centre: Centre;
  readonly #acd = createAcd();
  readonly #digest = new EffectDigest();
  readonly #pending: AcdEvent[] = [];
  #draining = false;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  submit(event: AcdEvent): void {
    this.#pending.push(event);
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let next = this.#pending.shift(); next; next = this.#pending.shift()) this.#step(next);
    } finally {
      this.#draining = false;
    }
  }

  status(agentId: UserId): AgentStatus | null {
    return agentStatus(this.#acd, agentId);
  }

  statuses(): readonly AgentStatus[] {
    return agentStatuses(this.#acd);
  }

  queue(queueId: QueueId): ReturnType<typeof queueView> {
    return queueView(this.#acd, queueId, this.#centre.clock.now());
  }

  queueSummary(queueId: QueueId): ReturnType<typeof queueSummary> {
    return queueSummary(this.#acd, queueId);
  }

  position(contactId: ContactId): ReturnType<typeof waitingPosition> {
    return waitingPosition(this.#acd, contactId, this.#centre.clock.now());
  }

  /** Why this contact still waits; null: it is in no line. */
  explain(contactId: ContactId): RoutingExplanation | null {
    return explainWaiting(this.#acd, contactId, this.#centre.clock.now());
  }

  /** What the wait of this contact depends on; null: it is in no line. `moment` is of now. */
  standing(contactId: ContactId, moment: StandingMoment): Standing | null {
    return standing(this.#acd, contactId, moment);
  }

  #step(event: AcdEvent): void {
    const { clock, journal, log } = this.#centre;
    const at = clock.now();
    journal.append({
      at,
      type: `acd.${event.type}`,
      ...eventSubject(this.#acd, event),
      payload: event,
    });
    let effects: readonly AcdEffect[];
    try {
      effects = decide(this.#acd, event, at);
    } catch (error) {
      // A fault of the core in one call must not stop the events of all the others behind it.
      log.error({ err: error, event: event.type }, "event could not be decided");
      return;
    }
    this.#digest.add(effects);
    if (this.#digest.events % DIGEST_EVERY_EVENTS === 0) {
      const payload = { events: this.#digest.events, digest: this.#digest.value };
      journal.append({ at, type: "routing.digest", contactId: null, agentId: null, payload });
    }
    for (const effect of effects) {
      try {
        this.#execute(effect);
      } catch (error) {
        // One effect that cannot be carried out must not keep the others (another caller's offer) from happening.
        log.error({ err: error, effect: effect.type }, "effect failed");
      }
    }
  }

  #execute(effect: AcdEffect): void {
    const { offers, agents, waitingRoom, inbound, treatments, repeatCallers, transfers } = this.#centre;
    const { scheduler, log, wallboard, routingRecord, givenBefore } = this.#centre;
    switch (effect.type) {
      case "offer":
        offers.make(effect);
        // Behind the request to the exchange: the event is journaled, and the reasons follow from it.
        routingRecord.offered(effect);
        break;
      case "withdraw-offer":
        offers.withdraw(effect);
        break;
      case "agent-changed":
        agents.statusChanged(effect.status);
        givenBefore.statusChanged(effect.status);
        break;
      case "contact-waiting":
        waitingRoom.enter(effect.contactId, effect.explanation);
        routingRecord.waits(effect);
        break;
      case "contact-refused":
        if (!transfers.refused(effect.contactId, effect.because)) inbound.refuse(effect.contactId, effect.because);
        break;
      case "contact-treated":
        treatments.treat(effect);
        break;
      case "contact-moved":
        inbound.moved(effect.contactId, effect.queueId);
        break;
      case "contact-merged":
        repeatCallers.merged(effect.contactId, effect.intoContactId);
        break;
      case "callback-promised":
        break;
      case "schedule":
        scheduler.schedule(effect.timerId, effect.dueAt, () => this.#timerFired(effect.timerId));
        break;
      case "cancel":
        scheduler.cancel(effect.timerId);
        break;
      case "illegal":
        log.warn({ event: effect.event, from: effect.from, subject: effect.subject }, "event does not fit the state");
        break;
      default:
        effect satisfies never;
    }
    wallboard.touch();
  }

  #timerFired(timerId: TimerId): void {
    this.submit({ type: "timer-fired", timerId });
  }
}
