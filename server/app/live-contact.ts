import type { CallListEntry } from "../../shared/domain/call-list.ts";
import type { ContactContext, ContactRecord, Disposition } from "../../shared/domain/contact.ts";
import type { CustomerRecord } from "../../shared/domain/customer.ts";
import type { BridgeId, ChannelId, OfferId, PlaybackId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { IvrRun } from "../ivr-runner/ivr-api.ts";
import { LegMusic } from "./leg-music.ts";
import { newWaitingState, type WaitingState } from "./waiting/waiting-state.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The agent's side of a contact.
 *
 *   reserved --the customer of a callback answered--> popping
 *   popping --painted/late--> ringing --answer--> up
 *      |                         |                 |
 *      +------- withdrawn -------+---- leg ended --+--> (none)
 */
export interface AgentLeg {
  readonly agentId: UserId;
  readonly channelId: ChannelId;
  /** null: the agent dialled this contact. */
  readonly offerId: OfferId | null;
  /** `reserved`: the PBX has no such leg yet. */
  state: "reserved" | "popping" | "ringing" | "up";
  ringEndsAt: EpochMs | null;
}

/** What a contact may have a timer for; all of them end with it. */
export type ContactTimer =
  | "announce"
  | "speech"
  | "goodbye"
  | "dial"
  | "lost"
  | "grace"
  | "rejoin"
  | "dialogue"
  | "retry";

/** A contact that is not closed: its record plus what only matters while it lives. */
export interface LiveContact {
  readonly record: Mutable<ContactRecord>;
  readonly context: Mutable<ContactContext>;
  customer: CustomerRecord | null;
  /** Newest first, at most 10, read when the contact is about to be shown to an agent. */
  timeline: readonly ContactRecord[];
  /** The customer's leg; null once it is gone or before it exists. */
  customerLeg: ChannelId | null;
  customerLegUp: boolean;
  agentLeg: AgentLeg | null;
  /** Offers made so far: part of the next agent leg's id, so that no id is used twice. */
  legCount: number;
  bridgeId: BridgeId | null;
  ivr: IvrRun | null;
  readonly music: LegMusic;
  announcement: PlaybackId | null;
  readonly waiting: WaitingState;
  heldSince: EpochMs | null;
  /** Since when the customer hears music because their agent vanished; null: they did not. */
  parkedSince: EpochMs | null;
  /** How often the two legs could not be joined. */
  joinFailures: number;
  wrapUpEndsAt: EpochMs | null;
  draft: { disposition: Disposition | null; note: string };
  listEntry: CallListEntry | null;
  /** Set with everything asked of the PBX for this contact: a snapshot begun before says nothing about it. */
  touched: number;
  readonly timers: Set<ContactTimer>;
}

/** The parts of a contact that are the same for every new one. */
export function newContactParts(): Omit<LiveContact, "record" | "context"> {
  return {
    customer: null,
    timeline: [],
    customerLeg: null,
    customerLegUp: false,
    agentLeg: null,
    legCount: 0,
    bridgeId: null,
    ivr: null,
    music: new LegMusic(),
    announcement: null,
    waiting: newWaitingState(),
    heldSince: null,
    parkedSince: null,
    joinFailures: 0,
    wrapUpEndsAt: null,
    draft: { disposition: null, note: "" },
    listEntry: null,
    touched: 0,
    timers: new Set(),
  };
}
