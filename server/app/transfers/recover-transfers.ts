import type { ChannelId } from "../../../shared/domain/ids.ts";
import type { Centre } from "../centre.ts";
import { type LiveContact, newAgentLeg } from "../live-contact.ts";
import type { Found, RecoveryHands } from "../recovery.ts";
import { rearrange } from "./arrange.ts";

/**
 * After a start: what was parked, forwarded, asked about or put aside. `adopt` says where the contact is now; `closed` where
 * nothing of it can go on; null where it is an ordinary contact.
 */
export class RecoverTransfers {
  readonly #centre: Centre;
  readonly #hands: RecoveryHands;

  constructor(centre: Centre, hands: RecoveryHands) {
    this.#centre = centre;
    this.#hands = hands;
  }

  adopt(contact: LiveContact, found: Found): string | null {
    const { record, call, customerLeg } = found;
    if (call.askedBy !== null && record.phase !== "wrap-up") return this.#asked(contact, found);
    if (record.phase === "parked" && customerLeg) return this.#parked(contact, found, customerLeg);
    if (record.phase === "forwarded") return this.#forwarded(contact, found);
    if (call.isAside && record.phase === "connected" && customerLeg) return this.#aside(contact, found, customerLeg);
    return null;
  }

  #parked(contact: LiveContact, { call }: Found, customerLeg: ChannelId): string {
    const { parking, transfers } = this.#centre;
    this.#withCustomer(contact, customerLeg);
    this.#note(contact, "recovery.adopted");
    this.#hands.subscribe(contact, [customerLeg]);
    contact.parking = call.parking;
    if (contact.parking) parking.enter(contact);
    else transfers.nobody(contact);
    return "parked";
  }

  #forwarded(contact: LiveContact, { call, customerLeg, alive }: Found): string {
    const { registry, outsideLegs, transfers, telephony, conversations } = this.#centre;
    const outside = call.outside && alive.has(call.outside.channelId) ? call.outside : null;
    if (!customerLeg) {
      if (outside)
        conversations.attempt(contact, "release outside number", telephony.hangup(outside.channelId, "normal"));
      return "closed";
    }
    this.#withCustomer(contact, customerLeg);
    this.#note(contact, "recovery.adopted");
    if (outside) {
      contact.outsideLeg = { ...outside, state: alive.get(outside.channelId) === "up" ? "up" : "ringing" };
      contact.bridgeId = call.bridgeId;
      registry.bindChannel(outside.channelId, contact, "outside");
    }
    this.#hands.subscribe(contact, outside ? [customerLeg, outside.channelId] : [customerLeg]);
    if (contact.outsideLeg?.state === "up") {
      // From when they were asked: whether its stop was confirmed died with the server before.
      contact.partyMusic.adopted(false);
      contact.record.answeredAt ??= this.#centre.clock.now();
      contact.record.outcome = "handled";
      outsideLegs.join(contact);
    } else if (contact.outsideLeg) outsideLegs.watchRinging(contact);
    else if (call.outside?.state === "up") {
      // They had talked, and the other side has hung up.
      outsideLegs.over(contact);
      return "released";
    } else transfers.nobody(contact);
    return "forwarded";
  }

  /** Somebody was being asked: goes on if the asking agent, the customer and who is asked are all still there. */
  #asked(contact: LiveContact, { record, call, agentLeg, alive }: Found): string {
    const { registry, telephony, conversations, journal, playbackStops } = this.#centre;
    const first = call.askedBy === null ? null : registry.get(call.askedBy);
    if (first?.agentLeg) {
      const { channelId } = first.agentLeg;
      const tone = playbackStops.ringToneOf(record.contactId, channelId);
      conversations.attempt(first, "earlier ring tone off", playbackStops.stop(tone, channelId));
    }
    const outside = call.outside && alive.get(call.outside.channelId) === "up" ? call.outside : null;
    const party = agentLeg && record.phase === "connected" ? agentLeg : (outside?.channelId ?? null);
    const canGoOn =
      first?.record.phase === "connected" &&
      first.agentLeg?.state === "up" &&
      first.customerLeg &&
      !first.second &&
      party;
    const { agentId } = record;
    const hasAgent = canGoOn && agentLeg && agentId ? this.#hands.takeAgent(contact, agentId) : outside !== null;
    if (!first || !canGoOn || !hasAgent || !party) {
      for (const leg of [agentLeg, call.outside?.channelId])
        if (leg && alive.has(leg))
          conversations.attempt(contact, "let go who was asked", telephony.hangup(leg, "normal"));
      return "closed";
    }
    const earlier = journal.ofContact(first.record.contactId).findLast(({ type }) => type === "consult.started");
    contact.first = first;
    contact.bridgeId = call.bridgeId;
    contact.heldSince = call.heldSince;
    if (agentLeg && agentId)
      contact.agentLeg = newAgentLeg({
        agentId,
        channelId: agentLeg,
        invitedFor: call.invitedFor ?? record.contactId,
        state: "up",
        rings: true,
      });
    else contact.outsideLeg = outside && { ...outside, state: "up" };
    contact.partyMusic.adopted(call.heldSince !== null);
    first.second = {
      contact,
      kind: "consult",
      target: targetIn(earlier?.payload) ?? { kind: "agent", name: record.agentName ?? "" },
      since: record.arrivedAt,
      conference: first.heldSince === null && call.heldSince === null,
      ringTone: null,
    };
    registry.add(contact);
    registry.bindChannel(party, contact, contact.agentLeg ? "agent" : "outside");
    this.#note(contact, "recovery.adopted");
    this.#hands.subscribe(contact, [party]);
    rearrange(this.#centre, first);
    return "asked";
  }

  #aside(contact: LiveContact, { record, call }: Found, customerLeg: ChannelId): string | null {
    const { registry, ownCalls } = this.#centre;
    const first = record.agentId ? registry.ofAgent(record.agentId) : null;
    if (first?.record.phase !== "connected" || first.agentLeg?.state !== "up" || first.second || first.first)
      return null;
    this.#withCustomer(contact, customerLeg);
    contact.bridgeId = call.bridgeId;
    contact.heldSince = call.heldSince;
    this.#note(contact, "recovery.adopted");
    ownCalls.adopt(first, contact);
    this.#hands.subscribe(contact, [customerLeg]);
    return "aside";
  }

  #withCustomer(contact: LiveContact, customerLeg: ChannelId): void {
    const { registry } = this.#centre;
    contact.customerLeg = customerLeg;
    contact.customerLegUp = true;
    // It may have been playing for a while.
    contact.music.adopted(false);
    registry.add(contact);
    registry.bindChannel(customerLeg, contact, "customer");
    if (contact.record.phase !== "forwarded") this.#centre.transfers.play(contact);
  }

  #note({ record: { contactId, agentId, phase } }: LiveContact, type: string): void {
    const { journal, clock } = this.#centre;
    journal.append({ at: clock.now(), type, contactId, agentId, payload: { phase } });
  }
}

function targetIn(payload: unknown) {
  if (typeof payload !== "object" || payload === null) return null;
  const target: unknown = Reflect.get(payload, "target");
  return (target ?? null) as { readonly kind: "agent" | "queue" | "skill" | "number"; readonly name: string } | null;
}
