import { asId, type BridgeId, type ChannelId, type OfferId, type UserId } from "../../shared/domain/ids.ts";
import type { MissedOfferReason } from "../../shared/domain/missed-offer.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import { CONTACT_HEADER } from "../../shared/wire/console.ts";
import type { AcdEffect } from "../acd/effects.ts";
import type { OfferFailure } from "../acd/events.ts";
import { TelephonyError } from "../ports/telephony.ts";
import type { Centre } from "./centre.ts";
import { type AgentLeg, type LiveContact, newAgentLeg } from "./live-contact.ts";
import { endpointName } from "./endpoint-names.ts";

type OfferEffect = Extract<AcdEffect, { type: "offer" }>;
type WithdrawEffect = Extract<AcdEffect, { type: "withdraw-offer" }>;

/** The PBX gives up ringing a little after the routing core does, so that the core's timer is the one that decides. */
const RING_GRACE_MS: DurationMs = 5_000;

/** A phone rings at once; one that says nothing for this long is not where a leg made ahead looks for it. */
const SILENT_MAX_MS: DurationMs = 2_000;
/** Q.850: busy, rejected. Somebody is there and has said so. */
const FROM_THE_PHONE: ReadonlySet<number> = new Set([17, 21]);

/**
 * One offer of one contact to one agent: the console shows the customer first, then the phone rings.
 *
 *   offer --> leg made or taken from LegsAhead, pop painted (or popWaitMs over) --> phone rings --> answered --> connected
 *                       |                                                            |
 *                       +------------------- withdrawn / failed ---------------------+--> leg ended, contact waits on with its age
 */
export class Offers {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  make(effect: OfferEffect): void {
    const { registry, clock, agents, callbackCalls, legsAhead } = this.#centre;
    const contact = registry.get(effect.contactId);
    if (!contact) {
      // Nobody is there to be offered: the core must not go on holding an agent for them.
      this.#centre.log.error({ contactId: effect.contactId }, "a contact that is over was offered");
      this.#centre.router.submit({ type: "contact-left", contactId: effect.contactId });
      return;
    }
    const { record } = contact;
    const callsFirst = callbackCalls.callsFirst(contact);
    // Until a customer has picked up it would grow old.
    const ahead = callsFirst ? null : legsAhead.take(effect.agentId);
    const leg = this.#newLeg(contact, effect.agentId, effect.offerId, clock.now() + effect.ringTimeoutMs, ahead);
    contact.offersMade += 1;
    contact.context.routing = effect.explanation;
    record.agentId = effect.agentId;
    record.agentName = agents.displayName(effect.agentId);
    record.offeredAt = clock.now();
    registry.bindAgent(effect.agentId, contact);
    registry.setPhaseSoon(contact, "offered");
    const ring = (): void => {
      leg.state = "popping";
      leg.ringEndsAt = clock.now() + effect.ringTimeoutMs;
      this.#ring(contact, leg, effect.ringTimeoutMs);
    };
    if (callsFirst) callbackCalls.customerFirst(contact, leg, ring);
    else ring();
  }

  withdraw(effect: WithdrawEffect): void {
    const { registry, telephony, conversations, agents, journal, clock } = this.#centre;
    const contact = registry.get(effect.contactId);
    const leg = contact?.agentLeg;
    if (!contact || !leg || leg.offerId !== effect.offerId) return;
    journal.append({
      at: clock.now(),
      type: "offer.withdrawn",
      contactId: effect.contactId,
      agentId: effect.agentId,
      payload: { offerId: effect.offerId, because: effect.because },
    });
    // Answered in the same instant: hanging up the leg ends the race on the PBX, whoever won it there. One that does not ring
    // yet is there all the same.
    conversations.attempt(contact, "cancel ringing", telephony.hangup(leg.channelId, "no-answer"));
    this.#forget(contact, leg);
    // Whose caller left, or called again meanwhile, has missed nobody.
    if (effect.because !== "caller-left" && effect.because !== "merged") {
      contact.record.missedOffers += 1;
      agents.offerMissed(effect.agentId, effect.because);
      // A colleague's question that is not taken is no caller's missed offer.
      if (contact.record.kind === "call") this.#recordMiss(effect, effect.because);
    }
    registry.save(contact);
    this.#centre.views.push(effect.agentId);
  }

  /** A full disk costs the record of it, not the caller's next offer. */
  #recordMiss({ offerId, contactId, agentId }: WithdrawEffect, reason: MissedOfferReason): void {
    const { missedOffers, figures, agents, clock, log } = this.#centre;
    figures.offerMissed(agentId);
    try {
      missedOffers.add({
        offerId,
        contactId,
        agentId,
        agentName: agents.displayName(agentId),
        at: clock.now(),
        reason,
      });
    } catch (error) {
      log.error({ err: error, contactId, agentId, reason }, "a missed offer could not be recorded");
    }
  }

  /** The agent's phone picked up. */
  answered(contact: LiveContact, leg: AgentLeg): void {
    if (leg.state === "up" || leg.offerId === null) return;
    const { router, registry, conversations, callbackCalls } = this.#centre;
    registry.disarm(contact, "silent");
    if (contact.waiting.callback && !contact.customerLeg) {
      callbackCalls.agentAccepted(contact, leg);
      return;
    }
    leg.state = "up";
    // The customer is connected before the paperwork: the sooner the answer, the fewer say "hello?" into silence.
    conversations.connect(contact);
    router.submit({ type: "offer-answered", offerId: leg.offerId });
  }

  /** A phone says that it rings. */
  rings(channelId: ChannelId): void {
    const { registry, conversations, telephony } = this.#centre;
    const contact = registry.byChannel(channelId)?.contact;
    const leg = contact?.agentLeg;
    if (!contact || leg?.channelId !== channelId) return;
    leg.rings = true;
    registry.disarm(contact, "silent");
    if (leg.offerId === null || leg.state !== "ringing") return;
    // A caller who has heard nothing yet (straight to a free agent) hears it ring; one with music keeps the music.
    if (!contact.customerLegUp && contact.customerLeg)
      conversations.attempt(contact, "ring tone", telephony.ring(contact.customerLeg));
    // There by the time it is needed; a phone that picks up without ringing gets it with the answer.
    if (!contact.bridgeId) {
      const bridgeId = asId<BridgeId>(`${contact.record.contactId}.b`);
      conversations.attempt(contact, "bridge", this.#createBridge(contact, bridgeId));
    }
  }

  /** The agent's leg ended before it was answered. */
  legEnded(contact: LiveContact, leg: AgentLeg, cause: number): void {
    if (leg.offerId === null) return;
    if (leg.isAhead && !leg.rings && !FROM_THE_PHONE.has(cause)) return this.#ringAfresh(contact, leg);
    this.#failed(contact, leg, failureOf(cause));
  }

  reject(agentId: UserId, offerId: string): boolean {
    const contact = this.#centre.registry.ofAgent(agentId);
    const leg = contact?.agentLeg;
    if (!contact || !leg || leg.offerId !== offerId || leg.state === "up") return false;
    this.#failed(contact, leg, "rejected");
    return true;
  }

  #newLeg(
    contact: LiveContact,
    agentId: UserId,
    offerId: OfferId,
    ringEndsAt: EpochMs,
    ahead: ChannelId | null,
  ): AgentLeg {
    const { contactId } = contact.record;
    if (!ahead) contact.legCount += 1;
    const leg = newAgentLeg({
      agentId,
      channelId: ahead ?? asId<ChannelId>(`${contactId}.a${contact.legCount}`),
      offerId,
      invitedFor: contactId,
      isAhead: ahead !== null,
      state: "popping",
      ringEndsAt,
    });
    contact.agentLeg = leg;
    this.#centre.registry.bindChannel(leg.channelId, contact, "agent");
    return leg;
  }

  #ring(contact: LiveContact, leg: AgentLeg, ringTimeoutMs: DurationMs): void {
    this.#popThenRing(contact, leg, ringTimeoutMs).catch((error: unknown) => this.#ringFailed(contact, leg, error));
  }

  /** A leg made ahead that is of no use (its phone has another address, or went away): once, a new one rings instead. */
  #ringAfresh(contact: LiveContact, stale: AgentLeg): void {
    const { registry, conversations, telephony, clock } = this.#centre;
    if (contact.agentLeg !== stale || stale.offerId === null || stale.state === "up") return;
    registry.disarm(contact, "silent");
    registry.unbindChannel(stale.channelId);
    conversations.attempt(contact, "end a stale leg", telephony.hangup(stale.channelId, "normal"));
    const ringEndsAt = stale.ringEndsAt ?? clock.now();
    const leg = this.#newLeg(contact, stale.agentId, stale.offerId, ringEndsAt, null);
    this.#ring(contact, leg, Math.max(0, ringEndsAt - clock.now()));
  }

  /** The leg is made while the console paints: it takes the PBX as long as ringing it does. */
  async #popThenRing(contact: LiveContact, leg: AgentLeg, ringTimeoutMs: DurationMs): Promise<void> {
    const { views, settings, journal, clock, telephony, registry } = this.#centre;
    const { contactId } = contact.record;
    const { offerId, channelId, agentId } = leg;
    const { ringEndsAt } = leg;
    journal.append({
      at: clock.now(),
      type: "offer.made",
      contactId,
      agentId,
      payload: { offerId, channelId, ringEndsAt },
    });
    const prepare = (): void => {
      this.#prepareLeg(contact, leg).catch((error: unknown) => this.#ringFailed(contact, leg, error));
    };
    // Whatever takes longer goes first: making a leg, or, when it is there and only wants its label, painting.
    if (!leg.isAhead) prepare();
    const painting = views.pushAndWait(agentId, settings.popWaitMs);
    if (leg.isAhead) prepare();
    const painted = await painting;
    if (contact.agentLeg !== leg) return;
    const at = clock.now();
    leg.state = "ringing";
    registry.touch(contact);
    if (leg.isAhead) registry.arm(contact, "silent", at + SILENT_MAX_MS, () => this.#ringAfresh(contact, leg));
    // The journal knows the leg since the offer was made: what else there is to write down comes behind the request.
    const dialled = telephony.dialLeg(channelId, ringTimeoutMs + RING_GRACE_MS);
    journal.append({
      at,
      type: painted ? "offer.pop-painted" : "offer.pop-late",
      contactId,
      agentId,
      payload: { offerId, channelId },
    });
    views.push(agentId);
    await dialled;
  }

  /** Nothing rings yet. */
  #prepareLeg(contact: LiveContact, leg: AgentLeg): Promise<void> {
    const { telephony } = this.#centre;
    const { contactId } = contact.record;
    const label = { channelId: leg.channelId, headers: { [CONTACT_HEADER]: contactId } };
    if (leg.isAhead) return telephony.labelLeg(label);
    const to = { kind: "endpoint", name: endpointName(leg.agentId) } as const;
    const callerId = { name: contact.customer?.name ?? "", number: contact.context.ani.e164 ?? "anonymous" };
    return telephony.createLeg({ ...label, callerId, to, tag: contactId });
  }

  async #createBridge(contact: LiveContact, bridgeId: BridgeId): Promise<void> {
    contact.bridgeId = bridgeId;
    try {
      await this.#centre.telephony.createBridge(bridgeId);
    } catch (error) {
      // The next offer, or the answer itself, asks for it again.
      if (contact.record.phase !== "connected") contact.bridgeId = null;
      throw error;
    }
  }

  #ringFailed(contact: LiveContact, leg: AgentLeg, error: unknown): void {
    const { log } = this.#centre;
    if (leg.isAhead && !leg.rings) return this.#ringAfresh(contact, leg);
    log.warn({ err: error, contactId: contact.record.contactId, agentId: leg.agentId }, "agent could not be rung");
    const unreachable = error instanceof TelephonyError && error.code === "agent-unreachable";
    this.#failed(contact, leg, unreachable ? "unreachable" : "failed");
  }

  #failed(contact: LiveContact, leg: AgentLeg, failure: OfferFailure): void {
    if (contact.agentLeg !== leg || leg.offerId === null || leg.state === "up") return;
    this.#centre.router.submit({ type: "offer-failed", offerId: leg.offerId, failure });
    // The core answers with withdraw-offer; if it did not know the offer any more, nothing may point at the leg.
    if (contact.agentLeg !== leg) return;
    const { conversations, telephony } = this.#centre;
    conversations.attempt(contact, "end unknown offer", telephony.hangup(leg.channelId, "no-answer"));
    this.#forget(contact, leg);
  }

  #forget(contact: LiveContact, leg: AgentLeg): void {
    const { registry } = this.#centre;
    contact.agentLeg = null;
    contact.record.agentId = null;
    contact.record.agentName = null;
    registry.touch(contact);
    registry.disarm(contact, "silent");
    registry.unbindChannel(leg.channelId);
    registry.unbindAgent(leg.agentId, contact);
  }
}

/** Q.850 causes as Asterisk reports them for a leg that was never answered. */
function failureOf(cause: number): OfferFailure {
  if (cause === 17) return "busy";
  if (cause === 18 || cause === 19) return "no-answer";
  if (cause === 20 || cause === 3 || cause === 27) return "unreachable";
  if (cause === 21) return "rejected";
  return "failed";
}
