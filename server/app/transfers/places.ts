import type { BridgeId, ChannelId } from "../../../shared/domain/ids.ts";
import type { LegMusic } from "../leg-music.ts";
import type { LiveContact, SecondCall } from "../live-contact.ts";

/** Where one leg of two calls belongs. */
export interface Place {
  readonly leg: ChannelId;
  /** null: in none, alone with the music (or with the ring tone). */
  readonly bridgeId: BridgeId | null;
  /** Of the leg. */
  readonly music: LegMusic;
  readonly hearsMusic: boolean;
}

/** The leg on the far side of a second call: who is asked, or the other customer. */
export function partyOf(second: SecondCall): { readonly leg: ChannelId; readonly isUp: boolean } | null {
  const { agentLeg, outsideLeg, customerLeg, customerLegUp } = second.contact;
  if (second.kind === "own") return customerLeg ? { leg: customerLeg, isUp: customerLegUp } : null;
  if (agentLeg && agentLeg.state !== "popping" && agentLeg.state !== "reserved")
    return { leg: agentLeg.channelId, isUp: agentLeg.state === "up" };
  return outsideLeg ? { leg: outsideLeg.channelId, isUp: outsideLeg.state === "up" } : null;
}

/**
 * Who hears whom in two calls of one agent, from their state alone; arranging and checking both start from here.
 *
 *                     customer   agent        target (or other customer)
 *   target rings      music      ring tone    –
 *   with the target   music      its bridge   its bridge
 *   with the customer first b.   first b.     music
 *   both on hold      music      first b.     music
 *   conference        first b.   first b.     first b.
 *   agent lost        music      –            music
 */
export function placesOf(first: LiveContact, second: SecondCall): readonly Place[] {
  const agent = first.agentLeg?.state === "up" && first.parkedSince === null ? first.agentLeg.channelId : null;
  const party = partyOf(second);
  const partyMusic = second.kind === "own" ? second.contact.music : second.contact.partyMusic;
  const withCustomer = agent !== null && first.customerLeg !== null && first.heldSince === null;
  const wantsParty = agent !== null && second.contact.heldSince === null && (second.conference || !withCustomer);
  const withParty = wantsParty && party?.isUp === true;
  const theirs = second.conference ? first.bridgeId : second.contact.bridgeId;
  const places: Place[] = [];
  if (first.customerLeg)
    places.push({
      leg: first.customerLeg,
      bridgeId: withCustomer ? first.bridgeId : null,
      music: first.music,
      hearsMusic: !withCustomer,
    });
  if (party?.isUp)
    places.push({ leg: party.leg, bridgeId: withParty ? theirs : null, music: partyMusic, hearsMusic: !withParty });
  if (agent) {
    // While it rings there is nobody to share a bridge with; a tone is played to the agent's own leg.
    const ringing = wantsParty && party?.isUp !== true && !withCustomer;
    const bridgeId = withCustomer ? first.bridgeId : withParty ? theirs : ringing ? null : first.bridgeId;
    // Music of the time when the agent was asked themselves, whose stop was lost.
    places.push({ leg: agent, bridgeId, music: first.partyMusic, hearsMusic: false });
  }
  return places;
}
