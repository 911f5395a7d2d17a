import type { MissedOffer } from "../../shared/domain/missed-offer.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";

export type NewMissedOffer = Pick<MissedOffer, "offerId" | "contactId" | "agentId" | "agentName" | "at" | "reason">;

export interface MissedOfferFilter {
  /** undefined: everybody's. */
  readonly agentId?: UserId;
  readonly since: EpochMs;
  readonly before?: EpochMs;
  /** <= 200 */
  readonly limit: number;
}

export interface MissedOfferStore {
  /** The same offer twice is one miss. */
  add(missed: NewMissedOffer): void;
  /** Newest first, with what became of the caller. */
  list(filter: MissedOfferFilter): Promise<readonly MissedOffer[]>;
  countsSince(since: EpochMs): ReadonlyMap<UserId, number>;
}
