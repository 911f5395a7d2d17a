import type { ChannelId, UserId } from "../../shared/domain/ids.ts";
import type { JournaledCall } from "./journaled-call.ts";
import type { AgentLeg, LiveContact } from "./live-contact.ts";

/** An agent's leg that an earlier run of the server made, and that talks. */
export function adoptedLeg(
  { record }: LiveContact,
  { invitedFor }: JournaledCall,
  agentId: UserId,
  channelId: ChannelId,
): AgentLeg {
  return {
    agentId,
    channelId,
    offerId: null,
    invitedFor: invitedFor ?? record.contactId,
    isAhead: false,
    state: "up",
    ringEndsAt: null,
    rings: true,
  };
}
