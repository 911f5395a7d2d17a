import { asId, type BridgeId, type ChannelId, type PlaybackId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { JournalEntry } from "../ports/journal.ts";
import { type JournaledWait, journaledWait } from "./waiting/journaled-wait.ts";

/** Where a call stood when the server was killed, as far as the journal tells. */
export interface JournaledCall {
  readonly customerLeg: ChannelId | null;
  readonly agentLeg: ChannelId | null;
  readonly bridgeId: BridgeId | null;
  /** Agent legs so far, so that no id is used twice. */
  readonly legCount: number;
  readonly heldSince: EpochMs | null;
  readonly parkedSince: EpochMs | null;
  /** The last thing said to the caller; it may still be playing. */
  readonly playback: PlaybackId | null;
  /** A promised callback, a place taken over, a message being left. */
  readonly wait: JournaledWait;
  /** For `resumeIvrRun`; null: the flow had said nothing yet, or was over. */
  readonly flow: unknown;
}

type Draft = { -readonly [K in keyof JournaledCall]: JournaledCall[K] };

/** Legs and bridges are journaled before they are asked of the PBX, so nothing exists there that is not in here. */
export function journaledCall(entries: readonly JournalEntry[]): JournaledCall {
  const call: Draft = {
    customerLeg: null,
    agentLeg: null,
    bridgeId: null,
    legCount: 0,
    heldSince: null,
    parkedSince: null,
    playback: null,
    wait: journaledWait(entries),
    flow: null,
  };
  for (const entry of entries) take(call, entry);
  return call;
}

function take(call: Draft, { type, at, payload }: JournalEntry): void {
  switch (type) {
    case "call.arrived":
    case "call.dialed":
    case "callback.dialing":
      call.customerLeg = channelOf(payload);
      break;
    case "offer.made":
    case "offer.pop-painted":
    case "offer.pop-late":
    case "call.dialing":
    case "call.agent-recalled":
      call.agentLeg = channelOf(payload);
      call.legCount = Math.max(call.legCount, Number(call.agentLeg?.split(".a").at(-1) ?? 0) || 0);
      break;
    case "call.connected": {
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
      call.parkedSince = at;
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
      break;
    case "queue.announced":
    case "ivr.playback": {
      const playback = textOf(payload, "playbackId");
      call.playback = playback === null ? null : asId<PlaybackId>(playback);
      break;
    }
    case "ivr.snapshot":
      call.flow = payload;
      break;
    case "ivr.finished":
      call.flow = null;
      break;
    default:
  }
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
