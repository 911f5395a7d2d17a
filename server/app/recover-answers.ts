import type { ChannelId } from "../../shared/domain/ids.ts";
import type { Centre } from "./centre.ts";
import { type LiveContact, newAgentLeg } from "./live-contact.ts";
import type { Found, RecoveryHands } from "./recovery.ts";

/**
 * After a start: agents whose phone is up although nobody talks yet. `adopt` says where the contact is now; null where it is another one.
 *
 *   offered, the phone picked up while no server was there  -> connected: the agent has taken them
 *   dialling, the agent listens and the customer rings      -> goes on ringing
 */
export class RecoverAnswers {
  readonly #centre: Centre;
  readonly #hands: RecoveryHands;

  constructor(centre: Centre, hands: RecoveryHands) {
    this.#centre = centre;
    this.#hands = hands;
  }

  adopt(contact: LiveContact, { record, call, customerLeg, agentLeg, alive }: Found): string | null {
    if (!customerLeg || !agentLeg || alive.get(agentLeg) !== "up" || record.kind !== "call") return null;
    const isDialing = record.phase === "dialing";
    const wasOffered = call.rung !== null && (record.phase === "queued" || record.phase === "offered");
    const agentId = call.rung?.agentId ?? record.agentId;
    if ((!isDialing && !wasOffered) || agentId === null || !this.#hands.takeAgent(contact, agentId)) return null;
    const { agents, registry, journal, clock, playbackStops } = this.#centre;
    contact.record.agentId = agentId;
    contact.record.agentName = agents.displayName(agentId);
    contact.customerLeg = customerLeg;
    contact.customerLegUp = alive.get(customerLeg) === "up";
    contact.agentLeg = newAgentLeg({
      agentId,
      channelId: agentLeg,
      invitedFor: call.invitedFor ?? record.contactId,
      state: "up",
      rings: true,
    });
    // It may have been playing for a while.
    contact.music.adopted(false);
    registry.add(contact);
    registry.bindChannel(customerLeg, contact, "customer");
    registry.bindChannel(agentLeg, contact, "agent");
    const isRinging = isDialing && !contact.customerLegUp;
    const type = isRinging ? "recovery.dialing" : "recovery.answered";
    journal.append({
      at: clock.now(),
      type,
      contactId: record.contactId,
      agentId,
      payload: { phase: record.phase },
    });
    this.#hands.subscribe(contact, [customerLeg, agentLeg]);
    if (isDialing) contact.announcement = playbackStops.ringToneOf(record.contactId, agentLeg);
    if (isRinging) this.#ringOn(contact, call.wait.callback);
    else this.#connect(contact, customerLeg, call.playback);
    return isRinging ? "dialling" : "answered meanwhile";
  }

  #ringOn(contact: LiveContact, callback: Found["call"]["wait"]["callback"]): void {
    const { callbackCalls, outbound } = this.#centre;
    contact.waiting.callback = callback;
    contact.bridgeId = null;
    if (callback) callbackCalls.ringOn(contact);
    else outbound.ringOn(contact);
  }

  #connect(contact: LiveContact, customerLeg: ChannelId, playback: Found["call"]["playback"]): void {
    const { conversations, playbackStops } = this.#centre;
    const { announcement: tone, agentLeg } = contact;
    contact.announcement = null;
    if (tone && agentLeg) conversations.attempt(contact, "ring tone off", playbackStops.stop(tone, agentLeg.channelId));
    if (playback) conversations.attempt(contact, "end earlier announcement", playbackStops.stop(playback, customerLeg));
    conversations.connect(contact);
  }
}
