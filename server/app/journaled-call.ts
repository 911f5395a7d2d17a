import type { CallPermit } from "../../shared/domain/calling-hours.ts";
import {
  asId,
  type BridgeId,
  type ChannelId,
  type ContactId,
  type PlaybackId,
  type UserId,
} from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { PassedOn } from "../../shared/domain/transfer.ts";
import type { JournalEntry } from "../ports/journal.ts";
import { type JournaledWait, journaledWait } from "./waiting/journaled-wait.ts";
import type { LiveContact, OutsideLeg, ParkingPlace } from "./live-contact.ts";

/** Whose phone rang, and until when it was to. */
export interface Rung {
  readonly agentId: UserId;
  readonly until: EpochMs;
}

/** Where a call stood when the server was killed, as far as the journal tells. */
export interface JournaledCall {
  readonly customerLeg: ChannelId | null;
  readonly agentLeg: ChannelId | null;
  /** Named in its INVITE. */
  readonly invitedFor: ContactId | null;
  readonly bridgeId: BridgeId | null;
  /** Legs made so far, so that no id is used twice. */
  readonly legCount: number;
  /** Offers made so far, likewise. */
  readonly offersMade: number;
  /** null: nobody's, or no longer. */
  readonly rung: Rung | null;
  readonly heldSince: EpochMs | null;
  readonly parkedSince: EpochMs | null;
  /** The last thing said to the caller; it may still be playing. */
  readonly playback: PlaybackId | null;
  /** What its flow said or listened with last: silence may hold up what comes after it. */
  readonly flowPlaybacks: readonly PlaybackId[];
  /** A promised callback, a place taken over, a message being left. */
  readonly wait: JournaledWait;
  /** The agent went on with another call of theirs; this one was on hold. */
  readonly isAside: boolean;
  /** Whose agent only asked here; null: the customer is (or was) here. */
  readonly askedBy: ContactId | null;
  /** The agent's leg may have waited with music: somebody's agent asked here once, or the leg came from a call where one did. */
  readonly wasAsked: boolean;
  readonly outside: OutsideLeg | null;
  readonly parking: ParkingPlace | null;
  readonly waitedBeforeMs: DurationMs;
  readonly transferredBy: LiveContact["transferredBy"];
  /** The target of the consultation in progress, or of the last one. */
  readonly target: PassedOn | null;
  /** The message that this call answers. */
  readonly voicemailId: string | null;
  /** By what the call of a list's entry was allowed. */
  readonly permit: CallPermit | null;
  /** For `resumeIvrRun`; null: the flow had said nothing yet, or was over. */
  readonly flow: unknown;
}

type Draft = { -readonly [K in keyof JournaledCall]: JournaledCall[K] };

/** Legs and bridges are journaled before they are asked of the PBX, so nothing exists there that is not in here. */
export function journaledCall(entries: readonly JournalEntry[]): JournaledCall {
  const call: Draft = {
    customerLeg: null,
    agentLeg: null,
    invitedFor: null,
    bridgeId: null,
    legCount: 0,
    offersMade: 0,
    rung: null,
    heldSince: null,
    parkedSince: null,
    playback: null,
    flowPlaybacks: [],
    wait: journaledWait(entries),
    isAside: false,
    askedBy: null,
    wasAsked: false,
    outside: null,
    parking: null,
    waitedBeforeMs: 0,
    transferredBy: null,
    target: null,
    voicemailId: null,
    permit: null,
    flow: null,
  };
  for (const entry of entries) take(call, entry);
  return call;
}

function take(call: Draft, { type, at, contactId, agentId, payload }: JournalEntry): void {
  switch (type) {
    case "call.arrived":
    case "call.dialed":
      call.customerLeg = channelOf(payload);
      break;
    case "callback.dialing":
      call.customerLeg = channelOf(payload);
      countLeg(call, call.customerLeg);
      break;
    case "offer.made":
      countOffer(call, payload);
      call.rung = rungIn(payload, agentId);
      takeAgentLeg(call, contactId, payload);
      break;
    case "offer.withdrawn":
      call.rung = null;
      break;
    case "offer.pop-painted":
    case "offer.pop-late":
    case "call.dialing":
    case "call.agent-recalled":
      takeAgentLeg(call, contactId, payload);
      break;
    case "call.connected": {
      call.rung = null;
      const bridge = textOf(payload, "bridgeId");
      call.bridgeId = bridge === null ? null : asId<BridgeId>(bridge);
      break;
    }
    case "call.held":
      call.heldSince = at;
      break;
    case "call.resumed":
      call.heldSince = null;
      break;
    case "call.parked":
      // Parked again by each restart: the agent has been missed since the first.
      call.parkedSince ??= at;
      call.agentLeg = null;
      break;
    case "call.agent-returned":
      call.parkedSince = null;
      break;
    case "call.back-to-queue":
    case "recovery.requeued":
      call.parkedSince = null;
      call.heldSince = null;
      call.agentLeg = null;
      call.rung = null;
      break;
    case "queue.announced":
    case "ivr.playback": {
      const playback = textOf(payload, "playbackId");
      call.playback = playback === null ? null : asId<PlaybackId>(playback);
      break;
    }
    case "ivr.snapshot":
      call.flow = payload;
      call.flowPlaybacks = read<readonly PlaybackId[]>(payload, "playbackIds") ?? [];
      break;
    case "ivr.finished":
      call.flow = null;
      break;
    default:
      takeTransfer(call, type, payload);
  }
}

/** What the parts in transfers/ wrote. */
function takeTransfer(call: Draft, type: string, payload: unknown): void {
  switch (type) {
    case "segment.begun":
      call.waitedBeforeMs = read<DurationMs>(payload, "waitedBeforeMs") ?? 0;
      call.transferredBy = read<LiveContact["transferredBy"]>(payload, "by");
      break;
    case "consult.asked":
      call.askedBy = read<ContactId>(payload, "from");
      call.wasAsked = true;
      break;
    case "consult.started":
      call.target = read<PassedOn>(payload, "target");
      break;
    case "call.received":
      call.customerLeg = channelOf(payload);
      call.askedBy = null;
      break;
    case "call.passed-on":
      call.customerLeg = null;
      break;
    case "call.set-aside":
      call.agentLeg = null;
      call.isAside = true;
      break;
    case "call.taken":
      call.agentLeg = channelOf(payload);
      call.invitedFor = read<ContactId>(payload, "invitedFor");
      // Which of the two calls the leg waited in is not looked for: a stop too many does no harm.
      call.wasAsked = true;
      call.isAside = false;
      break;
    case "parking.entered":
      call.parking = payload as ParkingPlace;
      break;
    case "parking.retrieved":
      call.parking = null;
      call.bridgeId = read<BridgeId>(payload, "bridgeId");
      break;
    case "parking.time-over":
      call.parking = null;
      break;
    case "outside.dialing": {
      const channelId = channelOf(payload);
      call.outside = channelId && { channelId, number: textOf(payload, "number") ?? "", state: "ringing" };
      call.bridgeId = read<BridgeId>(payload, "bridgeId");
      break;
    }
    case "outside.answered":
      if (call.outside) call.outside.state = "up";
      break;
    case "transfer.nobody":
      call.outside = null;
      call.bridgeId = null;
      break;
    default:
  }
}

function takeAgentLeg(call: Draft, contactId: string | null, payload: unknown): void {
  call.agentLeg = channelOf(payload);
  call.invitedFor = contactId === null ? null : asId<ContactId>(contactId);
  countLeg(call, call.agentLeg);
  call.voicemailId ??= textOf(payload, "voicemailId");
  call.permit ??= read<CallPermit>(payload, "permit");
}

/** `.o1`: those of the queue. */
function countOffer(call: Draft, payload: unknown): void {
  const number = /\.o(\d+)$/.exec(textOf(payload, "offerId") ?? "")?.[1];
  call.offersMade = Math.max(call.offersMade, Number(number ?? 0));
}

function rungIn(payload: unknown, agentId: string | null): Rung | null {
  const until = read<EpochMs>(payload, "ringEndsAt");
  return agentId === null || until === null ? null : { agentId: asId<UserId>(agentId), until };
}

/** Agents' legs (`.a1`) and those of callbacks (`.c2`) are numbered in one row. */
function countLeg(call: Draft, leg: ChannelId | null): void {
  const number = /\.[ac](\d+)$/.exec(leg ?? "")?.[1];
  call.legCount = Math.max(call.legCount, Number(number ?? 0));
}

/** As it was written by this program, into a journal that nobody else writes to. */
function read<Value>(payload: unknown, key: string): Value | null {
  if (typeof payload !== "object" || payload === null) return null;
  return (Reflect.get(payload, key) as Value | undefined) ?? null;
}

function channelOf(payload: unknown): ChannelId | null {
  const id = textOf(payload, "channelId");
  return id === null ? null : asId<ChannelId>(id);
}

function textOf(payload: unknown, key: string): string | null {
  if (typeof payload !== "object" || payload === null) return null;
  const value: unknown = Reflect.get(payload, key);
  return typeof value === "string" ? value : null;
}
