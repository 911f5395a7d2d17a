import type { ContactOutcome } from "../../shared/domain/contact.ts";
import { asId, type ContactId, type QueueId } from "../../shared/domain/ids.ts";
import { unknownCaller } from "../customers/classify.ts";
import { arrivingContact, type CallArrived, NO_MATCH } from "./arriving-contact.ts";
import type { Centre } from "./centre.ts";
import { LIVE_CONTACTS_MAX } from "./contact-registry.ts";
import type { LiveContact } from "./live-contact.ts";
import type { Rung } from "./journaled-call.ts";
import type { OwnAgent } from "./waiting/last-agents.ts";

/** A slow store must not keep a caller in silence: they go on as unknown. */
export const MATCH_LIMIT_MS = 800;

/**
 * From the first ring to the queue:
 *
 *   call-arrived -> who is calling (match, class) -> the entry point's flow -> queue | served | caller gone
 *
 * A number that no one serves is told so; a fault in any step still leads to a person.
 */
export class Inbound {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  async callArrived(event: CallArrived): Promise<void> {
    const centre = this.#centre;
    const { registry, telephony, log, journal, clock } = centre;
    // Told twice of the same call, or of one that was adopted.
    if (registry.byChannel(event.channelId)) return;
    if (registry.size >= LIVE_CONTACTS_MAX) {
      log.error({ live: registry.size }, "too many live contacts: call refused");
      await telephony.hangup(event.channelId, "congestion");
      return;
    }
    const contact = arrivingContact(centre, event);
    const { record } = contact;
    journal.append({
      at: clock.now(),
      type: "call.arrived",
      contactId: record.contactId,
      agentId: null,
      payload: {
        channelId: event.channelId,
        source: event.source,
        ani: record.ani,
        dnis: record.dnis,
        waitingSince: contact.waiting.inheritedSince,
      },
    });
    registry.add(contact);
    registry.bindChannel(event.channelId, contact, "customer");
    const entry = centre.entryPoints.get(event.dnis);
    if (event.source === "agent" || !entry) {
      await this.#refuseUnknownNumber(contact);
      return;
    }
    record.queueId = asId<QueueId>(entry.queueId);
    // Who finds others waiting is served by no agent at once: those who are free just now get their next caller first.
    if (centre.router.queueSummary(record.queueId).waiting > 0)
      await new Promise<void>((goOn) => {
        centre.rush.whenCalm(goOn);
      });
    if (!contact.customerLeg) return;
    await this.#identify(contact);
    if (contact.customerLeg) this.#centre.callerFlows.begin(contact, entry);
  }

  /** The routing core would not take the contact. */
  refuse(contactId: ContactId, because: "unknown-queue" | "duplicate" | "agent-unavailable"): void {
    const { registry, log } = this.#centre;
    const contact = registry.get(contactId);
    // The core has this contact and is at work on it: the second request is the one to be dropped.
    if (!contact || because === "duplicate") {
      log.warn({ contactId, because }, "contact could not be queued");
      return;
    }
    contact.record.outcome = "failed";
    registry.save(contact);
    this.#centre.waitingRoom.sayAndHangUp(contact, "all-lines-closed");
  }

  /** The routing core moved the caller to another queue. */
  moved(contactId: ContactId, queueId: QueueId): void {
    const { registry } = this.#centre;
    const contact = registry.get(contactId);
    if (!contact) return;
    const { record } = contact;
    if (record.kind === "call" && record.queueId !== null)
      record.overflowedFrom = [...record.overflowedFrom, record.queueId];
    record.queueId = queueId;
    contact.context.queueId = queueId;
    registry.save(contact);
  }

  /** The customer hung up before anyone talked to them. */
  callerLeft(contact: LiveContact): void {
    const { registry, router, waitingRoom, conversations, telephony } = this.#centre;
    const { record, customerLeg, bridgeId } = contact;
    if (customerLeg) registry.unbindChannel(customerLeg);
    contact.customerLeg = null;
    for (const request of waitingRoom.leave(contact)) conversations.attempt(contact, "leave waiting room", request);
    if (bridgeId) {
      contact.bridgeId = null;
      conversations.attempt(contact, "remove bridge", telephony.destroyBridge(bridgeId));
    }
    if (record.phase === "ivr") {
      contact.ivr?.callerGone();
      // A message goes on being taken in.
      if (this.#centre.voicemail.callerLeft(contact)) return;
      // A flow that already said its goodbye has set the outcome; a caller who hangs up in a menu has left the IVR, one who waited
      // before (and was asked for a message) has not.
      registry.close(contact, record.queuedAt === null ? "left-ivr" : (contact.waiting.treatedAs ?? "abandoned"));
      return;
    }
    this.#centre.waitPromises.abandoned(contact);
    // A caller the core refused (queue full) is not in it.
    if (record.outcome === null) router.submit({ type: "contact-left", contactId: record.contactId });
    registry.close(contact, "abandoned");
  }

  /**
   * Queues (or, after a restart, queues again with its age) a contact whose flow is over; for `ownAgent` first.
   * @param rung whose phone rang for them then
   */
  enqueue(
    contact: LiveContact,
    queueId: QueueId,
    waitingSince: number | null,
    { ownAgent = null, rung = null }: { readonly ownAgent?: OwnAgent | null; readonly rung?: Rung | null } = {},
  ): void {
    const { router, registry, clock, waitPromises, repeatCallers } = this.#centre;
    const { record, context } = contact;
    const isFirst = record.queuedAt === null;
    // Out of the exchange's own queue: with the age they have there, and otherwise as whoever comes now.
    const hasWaitedElsewhere = waitingSince === null && contact.waiting.inheritedSince !== null;
    const since = waitingSince ?? contact.waiting.inheritedSince ?? clock.now();
    record.queueId = queueId;
    context.queueId = queueId;
    context.queuedAt = since;
    // Who is only asked about somebody else's customer is no caller of the queue, and in none of its figures.
    if (record.kind === "call") record.queuedAt = since;
    record.headStartMs = context.classification.headStartMs;
    registry.setPhaseSoon(contact, "queued");
    if (isFirst && record.kind === "call") waitPromises.queued(contact);
    // Who was passed on has no earlier call of theirs to take a place over from: this is it.
    const earlier = record.transferredFrom === null ? repeatCallers.earlierOf(contact) : null;
    // Between two attempts a callback stands in no line: the core knows nothing of it, and cannot move its place.
    const inNoLine = earlier?.waiting.callback?.state === "retry";
    if (earlier && inNoLine) repeatCallers.merged(earlier.record.contactId, record.contactId);
    router.submit({
      type: "contact-queued",
      contactId: record.contactId,
      queueId,
      requirements: contact.requirements,
      headStartMs: context.classification.headStartMs,
      isVip: context.classification.isVip,
      preferredAgentId: ownAgent?.agentId ?? null,
      preferredWaitMs: ownAgent?.waitMs ?? 0,
      isCallback: false,
      mergeWith: earlier && !inNoLine ? earlier.record.contactId : null,
      // What was waited for before a transfer counts for the place; and nobody is turned away in the middle of their call.
      waitingSince:
        record.transferredFrom === null
          ? (contact.waiting.inheritedSince ?? waitingSince)
          : since - contact.waitedBeforeMs,
      offersMade: contact.offersMade,
      ...(hasWaitedElsewhere ? { isNew: true as const } : {}),
      ...(rung ? { rung } : {}),
    });
  }

  /** The agent of a call is not coming back: the caller waits again with the age they had, the note stays with them. */
  backToQueue(contact: LiveContact): void {
    const { registry, router, journal, clock } = this.#centre;
    const { record } = contact;
    const { agentId, queueId, contactId } = record;
    if (!queueId) return;
    journal.append({ at: clock.now(), type: "call.back-to-queue", contactId, agentId, payload: {} });
    if (contact.agentLeg) {
      const { channelId } = contact.agentLeg;
      contact.agentLeg = null;
      registry.unbindChannel(channelId);
      this.#centre.conversations.attempt(contact, "end return", this.#centre.telephony.hangup(channelId, "normal"));
    }
    for (const kind of ["lost", "voice", "grace", "rejoin"] as const) registry.disarm(contact, kind);
    this.forgetAnswer(contact);
    if (agentId) {
      registry.unbindAgent(agentId, contact);
      router.submit({ type: "contact-ended", contactId });
      // The contact is not over, so there is nothing to wrap up; and the core takes no contact that it still has.
      if (router.status(agentId)?.contactId === contactId) router.submit({ type: "wrap-up-done", agentId, contactId });
      this.#centre.views.push(agentId);
    }
    // Who was parked or given to somebody in person waits since then: that segment never stood in a line.
    this.enqueue(contact, queueId, record.queuedAt ?? record.arrivedAt);
  }

  /** Makes a connected contact one that nobody has answered yet. */
  forgetAnswer(contact: LiveContact): void {
    const { record } = contact;
    record.answeredAt = null;
    record.offeredAt = null;
    record.outcome = null;
    record.agentId = null;
    record.agentName = null;
    contact.parkedSince = null;
    contact.heldSince = null;
    contact.joinFailures = 0;
    contact.soundLosses = 0;
  }

  async #identify(contact: LiveContact): Promise<void> {
    const { customers, journal, clock, log, withTimeout } = this.#centre;
    const { context, record } = contact;
    try {
      if (context.ani.e164)
        context.match = await withTimeout(customers.match("phone", context.ani.e164), MATCH_LIMIT_MS, "customer store");
      const only = context.match.kind === "one" ? (context.match.customers[0]?.customerId ?? null) : null;
      await withTimeout(this.#centre.callerRecords.identifyAs(contact, only), MATCH_LIMIT_MS, "customer store");
    } catch (error) {
      log.error(
        { err: error, contactId: record.contactId },
        "customer store did not answer: caller goes on as unknown",
      );
      context.match = NO_MATCH;
      context.classification = unknownCaller("no-record");
    }
    if (contact.customer?.language) {
      record.language = contact.customer.language;
      context.language = contact.customer.language;
    }
    journal.append({
      at: clock.now(),
      type: "caller.identified",
      contactId: record.contactId,
      agentId: null,
      payload: { match: context.match.kind, customerId: context.customerId, classification: context.classification },
    });
  }

  async #refuseUnknownNumber(contact: LiveContact): Promise<void> {
    const { journal, clock, waitingRoom } = this.#centre;
    const { record } = contact;
    record.outcome = "refused" satisfies ContactOutcome;
    this.#centre.registry.save(contact);
    journal.append({
      at: clock.now(),
      type: "call.unknown-dnis",
      contactId: record.contactId,
      agentId: null,
      payload: { dnis: record.dnis },
    });
    waitingRoom.sayAndHangUp(contact, "unknown-number");
  }
}
