import type { ContactOutcome } from "./contact.ts";
import type { ContactId, CustomerId, OfferId, QueueId, UserId } from "./ids.ts";
import type { EpochMs } from "./time.ts";

/** Why an offered call did not become the agent's, as the routing core names it. A caller who hung up is nobody's miss. */
export const MISSED_OFFER_REASONS = ["no-answer", "rejected", "unreachable", "busy", "failed", "agent-gone"] as const;
export type MissedOfferReason = (typeof MISSED_OFFER_REASONS)[number];

/** One call that was offered to an agent and went on to somebody else. */
export interface MissedOffer {
  readonly offerId: OfferId;
  readonly contactId: ContactId;
  readonly agentId: UserId;
  readonly agentName: string;
  readonly at: EpochMs;
  readonly reason: MissedOfferReason;
  readonly customerId: CustomerId | null;
  readonly customerName: string | null;
  /** E.164; null when the caller's number is not known. */
  readonly phone: string | null;
  readonly queueId: QueueId | null;
  /** What became of the caller; null while they still wait or talk. */
  readonly outcome: ContactOutcome | null;
  /** Who served them in the end. */
  readonly servedBy: string | null;
}
