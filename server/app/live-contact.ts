import type { CallListEntry } from "../../shared/domain/call-list.ts";
import type { ContactContext, ContactRecord, Disposition } from "../../shared/domain/contact.ts";
import type { CustomerRecord } from "../../shared/domain/customer.ts";
import type { BridgeId, ChannelId, OfferId, PlaybackId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { IvrRun } from "../ivr-runner/ivr-api.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The agent's side of a contact.
 *
 *   popping --painted/late--> ringing --answer--> up
 *      |                         |                 |
 *      +------- withdrawn -------+---- leg ended --+--> (none)
 */
export interface AgentLeg {
  readonly agentId: UserId;
  readonly channelId: ChannelId;
  /** null: the agent dialled this contact. */
  readonly offerId: OfferId | null;
  state: "popping" | "ringing" | "up";
  ringEndsAt: EpochMs | null;
}

/** A contact that is not closed: its record plus what only matters while it lives. */
export interface LiveContact {
  readonly record: Mutable<ContactRecord>;
  readonly context: Mutable<ContactContext>;
  customer: CustomerRecord | null;
  /** Newest first, at most 10, read when the contact is prepared for an agent. */
  timeline: readonly ContactRecord[];
  /** The customer's leg; null once it is gone or before it exists. */
  customerLeg: ChannelId | null;
  customerLegUp: boolean;
  agentLeg: AgentLeg | null;
  /** Offers made so far: part of the next agent leg's id, so that no id is used twice. */
  legCount: number;
  bridgeId: BridgeId | null;
  ivr: IvrRun | null;
  musicOn: boolean;
  announcement: PlaybackId | null;
  heldSince: EpochMs | null;
  wrapUpEndsAt: EpochMs | null;
  draft: { disposition: Disposition | null; note: string };
  listEntry: CallListEntry | null;
}
