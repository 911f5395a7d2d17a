import type { CallPermit } from "../../shared/domain/calling-hours.ts";
import type { CallListEntry } from "../../shared/domain/call-list.ts";
import type { ContactContext, ContactRecord, Disposition } from "../../shared/domain/contact.ts";
import type { CustomerRecord } from "../../shared/domain/customer.ts";
import type { BridgeId, ChannelId, ContactId, OfferId, PlaybackId, UserId } from "../../shared/domain/ids.ts";
import type { SkillAlternatives } from "../../shared/domain/queue.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { PassedOn } from "../../shared/domain/transfer.ts";
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
  /** Named in its INVITE: what the page knows it by, also when the leg has gone over to the agent's other call. */
  readonly invitedFor: ContactId;
  /** Made before there was a call for it: its phone may be elsewhere by now. */
  readonly isAhead: boolean;
  /** `reserved`: the PBX has no such leg yet. */
  state: "reserved" | "popping" | "ringing" | "up";
  ringEndsAt: EpochMs | null;
  /** The phone has said so. */
  rings: boolean;
}

/** As a leg is that the agent is called on outside of an offer; `differs`: in what it does. */
export function newAgentLeg(
  differs: Pick<AgentLeg, "agentId" | "channelId" | "invitedFor" | "state"> & Partial<AgentLeg>,
): AgentLeg {
  return { offerId: null, isAhead: false, ringEndsAt: null, rings: false, ...differs };
}

/** What a contact may have a timer for; all of them end with it. */
export type ContactTimer =
  | "announce"
  | "explain"
  | "speech"
  | "goodbye"
  | "dial"
  | "silent"
  | "lost"
  | "voice"
  | "grace"
  | "rejoin"
  | "dialogue"
  | "pick-up"
  | "retry"
  | "parking";

/** The leg of an outside number that a customer was given to, or that is being asked. */
export interface OutsideLeg {
  readonly channelId: ChannelId;
  readonly number: string;
  state: "ringing" | "up";
}

/** Where a customer waits for whoever fetches them. */
export interface ParkingPlace {
  /** Said aloud: "Li Na is on 3". From 1. */
  readonly place: number;
  readonly by: UserId;
  readonly byName: string;
  readonly since: EpochMs;
  /** Then the call comes back to whoever parked it. */
  returnsAt: EpochMs;
  /** How often it came back to nobody. */
  rounds: number;
}

/**
 * An agent's other call. `consult`: somebody is asked while the customer waits; the other contact is the target's (or a
 * number's), and becomes the customer's next segment when the agent hands over. `own`: another customer of this agent, on hold
 * or in a conference with the first.
 */
export interface SecondCall {
  readonly contact: LiveContact;
  readonly kind: "consult" | "own";
  readonly target: PassedOn;
  readonly since: EpochMs;
  /** All three hear each other, in the first call's bridge. */
  conference: boolean;
  /** What the agent hears until the target answers. */
  ringTone: PlaybackId | null;
}

/** A contact that is not closed: its record plus what only matters while it lives. */
export interface LiveContact {
  readonly record: Mutable<ContactRecord>;
  readonly context: Mutable<ContactContext>;
  customer: CustomerRecord | null;
  /** The customer's leg; null once it is gone or before it exists. */
  customerLeg: ChannelId | null;
  customerLegUp: boolean;
  agentLeg: AgentLeg | null;
  /** Legs made so far: part of the next one's id, so that no id is used twice. */
  legCount: number;
  /** Offers made so far: the same of theirs. */
  offersMade: number;
  bridgeId: BridgeId | null;
  ivr: IvrRun | null;
  /** Of the customer's leg, and goes where the leg goes. */
  music: LegMusic;
  /** On the other leg (the agent's or an outside one) while whoever asked them talks with the customer; goes where that leg goes. */
  partyMusic: LegMusic;
  announcement: PlaybackId | null;
  readonly waiting: WaitingState;
  heldSince: EpochMs | null;
  /** Since when the customer hears music because their agent vanished; null: they did not. */
  parkedSince: EpochMs | null;
  /** How often the two legs could not be joined. */
  joinFailures: number;
  /** How often the agent's sound stayed away with their phone there. */
  soundLosses: number;
  wrapUpEndsAt: EpochMs | null;
  draft: { disposition: Disposition | null; note: string };
  listEntry: CallListEntry | null;
  /** By what the call of a list's entry is allowed; kept with the attempt. */
  permit: CallPermit | null;
  /** The message that this call answers. */
  voicemailId: string | null;
  /** The agent's other call. */
  second: SecondCall | null;
  /** Whose second call this is. */
  first: LiveContact | null;
  outsideLeg: OutsideLeg | null;
  parking: ParkingPlace | null;
  /** Who passed the customer on; they get them back when nobody else can take them. */
  transferredBy: { readonly agentId: UserId; readonly name: string } | null;
  /** On top of the queue's, e.g. a skill that was transferred to. */
  requirements: SkillAlternatives;
  /** Waiting that earlier segments had already done; counts for the place in the line, not for this segment's figures. */
  waitedBeforeMs: DurationMs;
  /** Set with everything asked of the PBX for this contact: a snapshot begun before says nothing about it. */
  touched: number;
  readonly timers: Set<ContactTimer>;
}

/** The parts of a contact that are the same for every new one. */
export function newContactParts(): Omit<LiveContact, "record" | "context"> {
  return {
    customer: null,
    customerLeg: null,
    customerLegUp: false,
    agentLeg: null,
    legCount: 0,
    offersMade: 0,
    bridgeId: null,
    ivr: null,
    music: new LegMusic(),
    partyMusic: new LegMusic(),
    announcement: null,
    waiting: newWaitingState(),
    heldSince: null,
    parkedSince: null,
    joinFailures: 0,
    soundLosses: 0,
    wrapUpEndsAt: null,
    draft: { disposition: null, note: "" },
    listEntry: null,
    permit: null,
    voicemailId: null,
    second: null,
    first: null,
    outsideLeg: null,
    parking: null,
    transferredBy: null,
    requirements: [],
    waitedBeforeMs: 0,
    touched: 0,
    timers: new Set(),
  };
}

/** The parts of a record that are the same until somebody does something with the contact. */
export function newRecordParts() {
  return {
    outcome: null,
    agentId: null,
    agentName: null,
    queuedAt: null,
    offeredAt: null,
    answeredAt: null,
    endedAt: null,
    wrapUpEndedAt: null,
    heldMs: 0,
    disposition: null,
    note: "",
    missedOffers: 0,
    callListEntryId: null,
    passedOn: null,
    answersMessageAt: null,
    endedBy: null,
    voiceMos: null,
  } satisfies Partial<ContactRecord>;
}
