import { asId, type ContactId, type OfferId, type UserId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { User } from "../../../shared/domain/user.ts";
import type { TransferTarget } from "../../../shared/domain/transfer.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";
import { handOver, nextSegment } from "./segments.ts";
import type { ResolvedTarget } from "./targets.ts";

/** How long one agent is rung in person. */
const IN_PERSON_RING_MS: DurationMs = 20_000;

/**
 * The customer is given to somebody else without asking first; who gives wraps up at once.
 *
 *   to a queue or skill --> queued (age kept)
 *   to an agent         --> rung in person --not taken in 20 s--> (nobody)
 *   to a number         --> forwarded --no answer--> (nobody)
 *   (nobody)            --> the queue the call came from, age kept --none--> back to who gave them --no--> goodbye
 */
export class Transfers {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  async start(user: User, contactId: string, target: TransferTarget): Promise<void> {
    const { targets, conversations, registry, telephony } = this.#centre;
    const contact = this.talking(user.userId, contactId);
    if (contact.second) throw new CommandError("two-calls");
    if (!contact.customerLeg) throw new CommandError("no-active-call");
    const resolved = targets.resolve(user, target, "transfer");
    const to = this.segmentFor(contact, resolved, "call");
    handOver(this.#centre, contact, to, resolved.passedOn);
    const { bridgeId } = contact;
    const { customerLeg } = to;
    if (customerLeg && bridgeId)
      conversations.attempt(to, "leave the agent", telephony.removeFromBridge(bridgeId, customerLeg));
    this.play(to);
    registry.touch(to);
    conversations.over(contact);
    this.route(to, resolved);
    await Promise.resolve();
  }

  /** The contact this agent talks (or holds) on with their customer; not one on which they are merely asked. */
  talking(agentId: UserId, contactId: string): LiveContact {
    const contact = this.#centre.registry.ofAgent(agentId);
    if (contact?.record.contactId !== contactId || contact.record.phase !== "connected" || contact.first)
      throw new CommandError("no-active-call");
    // Not while the agent is being brought back: there is nobody on the agent's side.
    if (contact.agentLeg?.state !== "up") throw new CommandError("no-active-call");
    return contact;
  }

  segmentFor(from: LiveContact, { target }: ResolvedTarget, kind: "call" | "consult"): LiveContact {
    const queueId = target.kind === "queue" || target.kind === "skill" ? target.queueId : from.record.queueId;
    const phase = target.kind === "number" ? "forwarded" : "queued";
    const contact = nextSegment(this.#centre, from, { kind, phase, queueId });
    if (target.kind === "skill") contact.requirements = [[{ skill: target.skill, minLevel: target.minLevel }]];
    return contact;
  }

  /** Sends a segment where it belongs; its customer, if they are here already, hears music meanwhile. */
  route(contact: LiveContact, { target }: ResolvedTarget): void {
    const { inbound, outsideLegs } = this.#centre;
    switch (target.kind) {
      case "queue":
      case "skill":
        inbound.enqueue(contact, target.queueId, null);
        break;
      case "agent":
        this.offerInPerson(contact, target.agentId);
        break;
      case "number":
        outsideLegs.dial(contact, target.number);
        break;
      default:
        target satisfies never;
    }
  }

  offerInPerson(contact: LiveContact, agentId: UserId): void {
    const { router, wrapUps, registry } = this.#centre;
    const { contactId } = contact.record;
    registry.setPhase(contact, "queued");
    router.submit({
      type: "contact-direct",
      agentId,
      contactId,
      offerId: asId<OfferId>(`${contactId}.d${contact.legCount + 1}`),
      ringTimeoutMs: IN_PERSON_RING_MS,
      wrapUpTimeoutMs: wrapUps.timeoutOf(contact.record),
    });
  }

  /** The core has no agent for a contact of ours; true when that was for this part to deal with. */
  refused(contactId: ContactId, because: string): boolean {
    const contact = this.#centre.registry.get(contactId);
    if (!contact || because === "duplicate") return false;
    if (contact.first)
      this.#centre.secondCalls.targetFailed(contact, because === "queue-full" ? "queue-full" : "no-answer");
    else if (because === "agent-unavailable") this.nobody(contact);
    else return false;
    return true;
  }

  /** Whom the customer was given to does not take them. */
  nobody(contact: LiveContact): void {
    const { inbound, queues, targets, waitingRoom, registry, journal, clock } = this.#centre;
    const { record, transferredBy } = contact;
    record.agentId = null;
    record.agentName = null;
    const queueId = record.queueId !== null && queues.has(record.queueId) ? record.queueId : null;
    const back = queueId === null && transferredBy && targets.canBeRung(transferredBy.agentId) ? transferredBy : null;
    journal.append({
      at: clock.now(),
      type: "transfer.nobody",
      contactId: record.contactId,
      agentId: null,
      payload: { queueId, back: back?.agentId ?? null },
    });
    this.play(contact);
    if (queueId) {
      // Rung in person, parked or fetched: since that began.
      inbound.enqueue(contact, queueId, record.queuedAt ?? record.arrivedAt);
      return;
    }
    // Once: who gave them away and does not take them back is not asked again.
    contact.transferredBy = null;
    if (back) {
      this.offerInPerson(contact, back.agentId);
      return;
    }
    record.outcome = "failed";
    registry.setPhase(contact, "queued");
    waitingRoom.sayAndHangUp(contact, "all-lines-closed");
  }

  /** Music for a customer whom nobody talks to. */
  play(contact: LiveContact): void {
    const { conversations, telephony } = this.#centre;
    const { customerLeg, music } = contact;
    if (customerLeg && !music.isOn)
      conversations.attempt(contact, "music while passed on", music.start(telephony, customerLeg));
  }
}
