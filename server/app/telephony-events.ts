import type { ChannelId } from "../../shared/domain/ids.ts";
import type { TelephonyEvent } from "../ports/telephony.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";
import { isHangUp } from "./outcome-of-cause.ts";

/** Sorts what the PBX reports to the part of the centre it concerns. A leg that nobody knows is ended, never left open. */
export class TelephonyEvents {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  handle(event: TelephonyEvent): void {
    const { inbound, views, agents, log } = this.#centre;
    switch (event.type) {
      case "call-arrived":
        inbound.callArrived(event).catch((error: unknown) => {
          log.error({ err: error }, "an arriving call could not be taken");
          this.#endOrphan(event.channelId);
        });
        break;
      case "leg-answered":
        this.#legAnswered(event);
        break;
      case "leg-ended":
        this.legEnded(event.channelId, event.cause);
        break;
      case "digit":
        this.#digit(event.channelId, event.digit);
        break;
      case "playback-ended":
        this.#playbackEnded(event);
        break;
      case "recording-ended":
        this.#centre.voicemail.recordingEnded(event.recordingId);
        break;
      case "leg-ringing":
        this.#centre.offers.rings(event.channelId);
        break;
      case "endpoint-registered":
        agents.phoneRegistered(event.endpointName, event.registered);
        break;
      case "pbx-connected":
        views.setPbxConnected(true);
        this.#centre.playbackStops.lineBack();
        for (const contact of this.#centre.registry.all()) contact.ivr?.pbxReconnected();
        this.#centre.reconciliation.now();
        break;
      case "pbx-disconnected":
        log.error({ reason: event.reason }, "PBX lost: new calls go to the survival dial plan until it is back");
        views.setPbxConnected(false);
        agents.pbxLost();
        break;
      default:
        event satisfies never;
    }
  }

  #legAnswered(event: Extract<TelephonyEvent, { type: "leg-answered" }>): void {
    const { registry, offers, outbound, lostAgents, monitors, callbackCalls, outsideLegs } = this.#centre;
    const found = registry.byChannel(event.channelId);
    if (!found) {
      if (!monitors.legAnswered(event.channelId)) this.#endOrphan(event.channelId);
      return;
    }
    const { contact, role } = found;
    if (role === "customer") {
      if (contact.waiting.callback) callbackCalls.customerAnswered(contact);
      else outbound.customerAnswered(contact);
      return;
    }
    if (role === "outside") {
      outsideLegs.answered(contact);
      return;
    }
    const leg = contact.agentLeg;
    this.#centre.rush.agentMoved();
    if (leg?.channelId !== event.channelId) this.#endOrphan(event.channelId);
    else if (contact.parkedSince !== null) lostAgents.returned(contact, leg);
    else if (leg.offerId === null) outbound.agentAnswered(contact, leg);
    else offers.answered(contact, leg);
  }

  /** A leg is gone, as the PBX reported or as a comparison with it found. Harmless for one that nobody knows. */
  legEnded(channelId: ChannelId, cause: number): void {
    const { registry, offers, outbound, lostAgents, callbackCalls, outsideLegs, journal, clock } = this.#centre;
    const found = registry.byChannel(channelId);
    if (!found) {
      if (!this.#centre.monitors.legEnded(channelId)) this.#centre.legsAhead.ended(channelId);
      return;
    }
    const { contact, role } = found;
    const { record } = contact;
    registry.unbindChannel(channelId);
    journal.append({
      at: clock.now(),
      type: "leg.ended",
      contactId: record.contactId,
      agentId: record.agentId,
      payload: { channelId, role, cause },
    });
    if (role === "customer") {
      if (contact.waiting.callback) callbackCalls.customerLegEnded(contact, cause);
      else this.#customerLegEnded(contact, cause);
      return;
    }
    if (role === "outside") {
      outsideLegs.ended(contact, cause);
      return;
    }
    const leg = contact.agentLeg;
    this.#centre.rush.agentMoved();
    if (leg?.channelId !== channelId) return;
    if (record.phase === "dialing" && contact.waiting.callback) callbackCalls.agentLegEnded(contact);
    else if (record.phase === "dialing") outbound.agentLegEnded(contact);
    else if (record.phase === "connected") lostAgents.legEnded(contact, leg, cause);
    else offers.legEnded(contact, leg, cause);
  }

  #digit(channelId: ChannelId, digit: string): void {
    const found = this.#centre.registry.byChannel(channelId);
    if (found?.role !== "customer") return;
    const { contact } = found;
    if (contact.ivr) contact.ivr.digit(digit);
    else this.#centre.waitingKeys.digit(contact, digit);
  }

  #customerLegEnded(contact: LiveContact, cause: number): void {
    const { conversations, inbound, outbound, outsideLegs, parking, secondCalls } = this.#centre;
    switch (contact.record.phase) {
      case "dialing":
        outbound.customerLegEnded(contact, cause);
        break;
      case "connected":
        contact.customerLeg = null;
        contact.record.endedBy = isHangUp(cause) ? "customer" : "line";
        if (contact.second?.kind === "consult") secondCalls.customerGone(contact);
        else conversations.over(contact);
        break;
      case "parked":
        parking.customerGone(contact);
        break;
      case "forwarded":
        contact.customerLeg = null;
        outsideLegs.over(contact);
        break;
      case "ivr":
      case "queued":
      case "offered":
        inbound.callerLeft(contact);
        break;
      case "wrap-up":
      case "closed":
        break;
    }
  }

  #playbackEnded(event: Extract<TelephonyEvent, { type: "playback-ended" }>): void {
    const { registry, waitingRoom } = this.#centre;
    const waiting = registry.byPlayback(event.playbackId);
    if (waiting) {
      waitingRoom.playbackEnded(waiting, event.playbackId);
      return;
    }
    const contact = event.channelId ? registry.byChannel(event.channelId)?.contact : null;
    contact?.ivr?.playbackEnded(event.playbackId, event.ok);
  }

  #endOrphan(channelId: ChannelId): void {
    const { telephony, log } = this.#centre;
    telephony.hangup(channelId, "normal").catch((error: unknown) => {
      log.warn({ err: error, channelId }, "orphan leg could not be ended");
      this.#centre.reconciliation.soon();
    });
  }
}
