import type { ContactRecord } from "../../shared/domain/contact.ts";
import { asId, type ChannelId, type QueueId, type UserId } from "../../shared/domain/ids.ts";
import type { TelephonySnapshot } from "../ports/telephony.ts";
import type { Centre } from "./centre.ts";
import { type JournaledCall, journaledCall } from "./journaled-call.ts";
import { type LiveContact, newAgentLeg } from "./live-contact.ts";
import { reviveContact } from "./revive-contact.ts";
import { endEarlierMonitors } from "./monitoring/earlier-monitors.ts";
import { RecoverAnswers } from "./recover-answers.ts";
import { RecoverTransfers } from "./transfers/recover-transfers.ts";

/** A contact of an earlier run and what is left of it on the PBX. */
export interface Found {
  readonly record: ContactRecord;
  readonly call: JournaledCall;
  /** null: gone. */
  readonly customerLeg: ChannelId | null;
  readonly agentLeg: ChannelId | null;
  /** What the PBX has, and in which state. */
  readonly alive: ReadonlyMap<ChannelId, string>;
}

/** What every kind of call needs done when it is adopted. */
export interface RecoveryHands {
  /** Puts the agent on the call in the core; false: they have another one, or are not known any more. */
  readonly takeAgent: (contact: LiveContact, agentId: UserId) => boolean;
  /** From now on their events come here. */
  readonly subscribe: (contact: LiveContact, legs: readonly ChannelId[]) => void;
}

/**
 * After a start: every contact that was not closed is adopted where it really is, or ended and recorded once.
 *
 *   talking, both legs up              -> goes on (held stays held), the agent is on it
 *   talking, the agent's leg is gone   -> the customer hears music, the agent has a minute to come back
 *   in the menu                        -> the question is asked again
 *   waiting or being offered           -> waits with the age it had; the same phone rings no longer than it was to
 *   the phone picked up meanwhile; dialling, both there -> goes on (recover-answers.ts)
 *   promised a callback                -> the same, without a line; a call half made is ended and made again; who picked up waits on the line
 *   leaving a message                  -> what was recorded until then is kept; who had only heard the greeting hears it again
 *   talking, the customer is gone; dialling, somebody is gone; wrapping up with time left -> wrap-up with the draft kept
 *   told that nobody can serve them    -> released
 *   parked, or with an outside number  -> goes on, with the time that is left (transfers/recover-transfers.ts)
 *   asked about a customer             -> goes on if all three are still there, else let go; the customer stays on hold
 *   the other of an agent's two calls  -> stays on hold beside the first
 *   anything else                      -> closed with what was known
 */
export class Recovery {
  readonly #centre: Centre;
  /** Under way: one reply after the other would keep the last caller waiting for all the others. */
  #subscriptions: Promise<void>[] = [];
  readonly #transfers: RecoverTransfers;
  readonly #answers: RecoverAnswers;

  constructor(centre: Centre) {
    this.#centre = centre;
    const hands: RecoveryHands = {
      takeAgent: (contact, agentId) => this.#takeAgent(contact, agentId),
      subscribe: (contact, legs) => this.#subscribe(contact, legs),
    };
    this.#transfers = new RecoverTransfers(centre, hands);
    this.#answers = new RecoverAnswers(centre, hands);
  }

  async adoptOpen(snapshot: TelephonySnapshot): Promise<void> {
    const { contacts, registry, log } = this.#centre;
    const alive = new Map(snapshot.channels.map(({ channelId, state }) => [channelId, state]));
    const places = new Map<string, number>();
    const open = (await contacts.open()).filter((record) => !registry.get(record.contactId));
    const found = open.map((record) => this.#find(record, alive));
    // What hangs on another contact comes after all of those.
    const later = found.filter(({ call }) => call.isAside || call.askedBy !== null);
    for (const one of [...found.filter((each) => !later.includes(each)), ...later]) {
      const { record } = one;
      try {
        const place = await this.#adopt(one);
        places.set(place, (places.get(place) ?? 0) + 1);
      } catch (error) {
        // One contact that cannot be adopted must not keep the others from it; the next comparison tries again.
        log.error({ err: error, contactId: record.contactId }, "contact of the earlier run could not be adopted");
      }
    }
    await Promise.all(this.#subscriptions.splice(0));
    if (places.size > 0) log.info(Object.fromEntries(places), "calls of the earlier run are in their places");
  }

  #find(record: ContactRecord, alive: ReadonlyMap<ChannelId, string>): Found {
    const call = journaledCall(endEarlierMonitors(this.#centre, record));
    return {
      record,
      call,
      customerLeg: call.customerLeg && alive.has(call.customerLeg) ? call.customerLeg : null,
      agentLeg: call.agentLeg && alive.has(call.agentLeg) ? call.agentLeg : null,
      alive,
    };
  }

  async #adopt(found: Found): Promise<string> {
    const { record, customerLeg } = found;
    const contact = await reviveContact(this.#centre, found);
    const { agentId } = record;
    const { inheritedSince, treatedAs } = found.call.wait;
    contact.waiting.inheritedSince = inheritedSince;
    contact.waiting.treatedAs = treatedAs;
    const answered = found.call.askedBy === null ? this.#answers.adopt(contact, found) : null;
    if (answered !== null) return answered;
    const waiting = this.#adoptWait(contact, found);
    if (waiting !== null) return waiting;
    const transferred = this.#transfers.adopt(contact, found);
    if (transferred === "closed") return this.#close(contact);
    if (transferred) return transferred;
    if (record.phase === "connected" && customerLeg && agentId && this.#takeAgent(contact, agentId))
      return this.#goOn(contact, found, customerLeg);
    if (this.#isToWrapUp(found) && agentId && this.#takeAgent(contact, agentId)) return this.#wrapUp(contact);
    if (customerLeg && record.direction === "inbound" && record.phase !== "wrap-up" && record.phase !== "dialing")
      return this.#backInLine(contact, found, customerLeg);
    return this.#close(contact);
  }

  /** Who was promised a callback or was leaving a message; null: neither. */
  #adoptWait(contact: LiveContact, found: Found): string | null {
    const { record, call, customerLeg, agentLeg } = found;
    const { registry, callbacks, conversations, telephony, voicemail, clock } = this.#centre;
    const { callback, message } = call.wait;
    if (record.phase === "connected" || record.phase === "wrap-up") return null;
    if (message !== null) {
      registry.add(contact);
      if (customerLeg) {
        contact.customerLeg = customerLeg;
        contact.customerLegUp = true;
        registry.bindChannel(customerLeg, contact, "customer");
        this.#subscribe(contact, [customerLeg]);
        if (call.playback)
          conversations.attempt(contact, "end earlier announcement", telephony.stopPlayback(call.playback));
      }
      this.#note(contact, "recovery.message");
      if (message.at === "kept") voicemail.adoptKept(contact, message.recordingId);
      else voicemail.adopt(contact, message.recordingId, message.at === "recording");
      return "message";
    }
    if (callback === null) return null;
    contact.waiting.callback = callback;
    this.#centre.repeatCallers.promised(contact);
    // On the line and waiting for an agent: a caller like any other.
    if (customerLeg && callback.state === "calling" && found.alive.get(customerLeg) === "up")
      return this.#calledBack(contact, found, customerLeg);
    registry.add(contact);
    for (const leg of [customerLeg, agentLeg])
      if (leg) conversations.attempt(contact, "end half-made callback", telephony.hangup(leg, "normal"));
    contact.record.agentId = null;
    contact.record.agentName = null;
    this.#note(contact, "recovery.callback");
    if (callback.state === "retry" && callback.nextAttemptAt !== null && callback.nextAttemptAt > clock.now()) {
      registry.setPhase(contact, "queued");
      callbacks.awaitRetry(contact, callback.nextAttemptAt);
    } else callbacks.backInLine(contact);
    return "callback";
  }

  #calledBack(contact: LiveContact, found: Found, customerLeg: ChannelId): string {
    const place = this.#backInLine(contact, found, customerLeg);
    // Picked up while no server was there: nobody has told them who it is.
    if (!found.call.wait.customerAnswered) this.#centre.callbackCalls.customerAnswered(contact);
    return place;
  }

  /** True when there was a conversation (or an attempt at one) that an agent still has to say something about. */
  #isToWrapUp({ record, customerLeg }: Found): boolean {
    if (record.phase === "wrap-up") return this.#wrapUpEndsAt(record) > this.#centre.clock.now();
    return record.phase === "dialing" || (record.phase === "connected" && customerLeg === null);
  }

  #wrapUpEndsAt(record: ContactRecord): number {
    const { clock, wrapUps } = this.#centre;
    return (record.endedAt ?? clock.now()) + wrapUps.timeoutOf(record);
  }

  /** Puts the agent on the contact in the core; false: they cannot be, e.g. no longer configured. Nothing is left half-done. */
  #takeAgent(contact: LiveContact, agentId: UserId): boolean {
    const { registry, router, wrapUps, clock } = this.#centre;
    const { record } = contact;
    const status = router.status(agentId);
    if (!status || registry.ofAgent(agentId)) return false;
    if (status.state === "signed-out") router.submit({ type: "agent-signed-in", agentId });
    const wrapUpTimeoutMs =
      record.phase === "wrap-up" ? this.#wrapUpEndsAt(record) - clock.now() : wrapUps.timeoutOf(record);
    const taken = record.phase === "connected" && record.answeredAt !== null ? { since: record.answeredAt } : {};
    router.submit({ type: "agent-dialing", agentId, contactId: record.contactId, wrapUpTimeoutMs, ...taken });
    if (router.status(agentId)?.contactId !== record.contactId) return false;
    registry.bindAgent(agentId, contact);
    return true;
  }

  #goOn(contact: LiveContact, { call, agentLeg }: Found, customerLeg: ChannelId): string {
    const { registry, lostAgents } = this.#centre;
    const { record } = contact;
    contact.customerLeg = customerLeg;
    contact.customerLegUp = true;
    contact.bridgeId = call.bridgeId;
    contact.heldSince = call.heldSince;
    contact.music.adopted(call.heldSince !== null);
    // Of a colleague who was given the customer: whether the stop of theirs was confirmed died with the server before.
    if (call.wasAsked) contact.partyMusic.adopted(false);
    registry.add(contact);
    registry.bindChannel(customerLeg, contact, "customer");
    this.#note(contact, "recovery.adopted");
    const { agentId } = record;
    if (agentLeg && agentId && call.parkedSince === null) {
      const invitedFor = call.invitedFor ?? record.contactId;
      contact.agentLeg = newAgentLeg({ agentId, channelId: agentLeg, invitedFor, state: "up", rings: true });
      registry.bindChannel(agentLeg, contact, "agent");
      this.#subscribe(contact, [customerLeg, agentLeg]);
      // Nothing was asked of the PBX since the snapshot: where the legs are not together they are joined right away.
      contact.touched = 0;
      lostAgents.adopted(contact);
      return "talking";
    }
    lostAgents.park(contact, "restart", call.parkedSince);
    this.#subscribe(contact, [customerLeg]);
    return "parked";
  }

  #wrapUp(contact: LiveContact): string {
    const { registry, router, clock, wrapUps } = this.#centre;
    const { record } = contact;
    if (record.phase !== "wrap-up") {
      record.outcome ??= "failed";
      record.endedAt = clock.now();
      if (record.answeredAt === null) record.disposition ??= "no-contact";
      contact.draft = { disposition: record.disposition, note: record.note };
    }
    wrapUps.begin(contact);
    contact.wrapUpEndsAt = this.#wrapUpEndsAt(record);
    registry.add(contact);
    registry.setPhase(contact, "wrap-up");
    this.#note(contact, "recovery.wrap-up");
    router.submit({ type: "contact-ended", contactId: record.contactId });
    return "wrap-up";
  }

  #backInLine(contact: LiveContact, { record, call, agentLeg, alive }: Found, customerLeg: ChannelId): string {
    const { registry, telephony, inbound, callerFlows, waitingRoom, conversations } = this.#centre;
    const { entryPoints, givenBefore, clock, log } = this.#centre;
    contact.customerLeg = customerLeg;
    // In a rush it may not have been picked up yet: that goes on in turn.
    contact.customerLegUp = alive.get(customerLeg) !== "ringing";
    // It may have been playing for a while.
    contact.music.adopted(false);
    registry.add(contact);
    registry.bindChannel(customerLeg, contact, "customer");
    this.#subscribe(contact, [customerLeg]);
    if (agentLeg) conversations.attempt(contact, "end half-made ring", telephony.hangup(agentLeg, "normal"));
    if (record.outcome !== null && record.phase !== "connected") {
      this.#note(contact, "recovery.released");
      waitingRoom.release(contact);
      return "released";
    }
    if (record.phase === "ivr" && call.flow !== null) {
      try {
        callerFlows.resume(contact, call.flow);
        this.#note(contact, "recovery.menu");
        return "menu";
      } catch (error) {
        log.warn({ err: error, contactId: record.contactId }, "menu cannot be gone on with: caller goes to an agent");
      }
    }
    for (const playbackId of new Set([...(call.playback ? [call.playback] : []), ...call.flowPlaybacks]))
      conversations.attempt(contact, "end earlier announcement", telephony.stopPlayback(playbackId));
    const queueId = record.queueId ?? entryPoints.get(record.dnis)?.queueId;
    if (!queueId) {
      contact.record.outcome = "refused";
      waitingRoom.release(contact);
      return "released";
    }
    if (record.phase === "connected") inbound.forgetAnswer(contact);
    contact.record.agentId = null;
    contact.record.agentName = null;
    this.#note(contact, "recovery.requeued");
    // Whom their own agent missed once is nobody's any more; the core lets go of who is not signed in by now.
    const ownAgent = record.missedOffers === 0 ? call.wait.ownAgent : null;
    if (call.wait.given !== null) givenBefore.remember(record.contactId, call.wait.given);
    // A phone that was gone by now had not rung for as long as it was to.
    const rung = agentLeg || (call.rung?.until ?? Infinity) <= clock.now() ? call.rung : null;
    inbound.enqueue(contact, asId<QueueId>(queueId), record.queuedAt ?? record.arrivedAt, { ownAgent, rung });
    return "waiting";
  }

  #close(contact: LiveContact): string {
    const { registry, clock, outbound } = this.#centre;
    const { record } = contact;
    const wasWaiting = record.queuedAt !== null && record.answeredAt === null;
    record.outcome ??= wasWaiting ? "abandoned" : record.phase === "ivr" ? "left-ivr" : "failed";
    record.endedAt ??= clock.now();
    if (record.answeredAt !== null || record.phase === "wrap-up")
      record.wrapUpEndedAt ??= Math.min(clock.now(), this.#wrapUpEndsAt(record));
    this.#note(contact, "recovery.closed");
    outbound.attemptEnded(contact);
    registry.close(contact, record.outcome);
    return "closed";
  }

  /** Their events come to this run. A leg that went meanwhile is found missing by the comparison. */
  #subscribe(contact: LiveContact, legs: readonly ChannelId[]): void {
    const { telephony, log, reconciliation } = this.#centre;
    const { contactId } = contact.record;
    for (const leg of legs) {
      const subscribed = telephony.adopt(leg).catch((error: unknown) => {
        log.warn({ err: error, contactId }, "leg could not be subscribed to");
        reconciliation.soon();
      });
      this.#subscriptions.push(subscribed);
    }
  }

  #note(contact: LiveContact, type: string): void {
    const { journal, clock } = this.#centre;
    const { contactId, agentId, phase } = contact.record;
    journal.append({ at: clock.now(), type, contactId, agentId, payload: { phase } });
  }
}
