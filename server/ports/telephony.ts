import type { BridgeId, ChannelId, PlaybackId, RecordingId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { CallerAudio } from "./caller-audio.ts";

/**
 * What the application needs of a PBX. Every id is chosen by the caller and journaled before the request, so a request
 * repeated after a time-out is harmless: "exists already" and "is gone already" are successes where that is the wish.
 * Every method rejects with a `TelephonyError`; none waits longer than the adapter's request time-out. Requests are carried
 * out in the order they were made.
 */
export interface Telephony {
  readonly callerAudio: CallerAudio;

  /** Connects and keeps reconnecting for ever; resolves when the PBX has answered for the first time. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Events are delivered in order, one at a time, never from within a method call. */
  onEvent(listener: (event: TelephonyEvent) => void): void;

  answer(channelId: ChannelId): Promise<void>;
  /** 180 Ringing to the caller. */
  ring(channelId: ChannelId): Promise<void>;
  startMusic(channelId: ChannelId): Promise<void>;
  stopMusic(channelId: ChannelId): Promise<void>;
  /** Plays the media URIs in order on one channel. */
  play(playbackId: PlaybackId, channelId: ChannelId, media: readonly string[]): Promise<void>;
  /** Ends a playback and drops what is queued behind it in the same request; a playback already over is fine. */
  stopPlayback(playbackId: PlaybackId): Promise<void>;
  /** RFC 4733 digits towards the channel. */
  sendDigits(channelId: ChannelId, digits: string): Promise<void>;
  hangup(channelId: ChannelId, cause: HangupCause): Promise<void>;
  /** Hands the channel back to the dial plan (survival, or a dial-plan extension). */
  continueInDialplan(channelId: ChannelId): Promise<void>;

  /** Rings an endpoint. The leg appears as `leg-answered` (it entered the application) or `leg-ended`. */
  originate(request: OriginateRequest): Promise<void>;
  /**
   * Makes a leg that nobody hears of yet, so that ringing it later takes half the time. It is ended like any other.
   * Rejects with `agent-unreachable` as `originate` does.
   */
  createLeg(request: LegRequest): Promise<void>;
  /**
   * Gives a leg that was created without a call the headers `createLeg` would have given it. Rejects when it is gone.
   * Not to be repeated: a header would be there twice.
   */
  labelLeg(label: LegLabel): Promise<void>;
  /** Rings a leg that was created: once, a second time would end it. From here on it is as one that was originated. */
  dialLeg(channelId: ChannelId, ringTimeoutMs: DurationMs): Promise<void>;

  /**
   * Makes a channel that hears one leg: what its far end says and what it is given to hear, wherever the leg goes. What is said into
   * the channel is heard as `speaksTo` says. It is there for a bridge when the promise resolves, is ended like any leg, and ends
   * with the leg (`leg-ended`). Rejects with `channel-gone` when there is no such leg.
   */
  snoop(request: SnoopRequest): Promise<void>;

  createBridge(bridgeId: BridgeId): Promise<void>;
  addToBridge(bridgeId: BridgeId, channelIds: readonly ChannelId[]): Promise<void>;
  removeFromBridge(bridgeId: BridgeId, channelId: ChannelId): Promise<void>;
  destroyBridge(bridgeId: BridgeId): Promise<void>;

  /** Creates or replaces a SIP login; in effect when the promise resolves. */
  pushEndpoint(endpoint: SipEndpoint): Promise<void>;
  /** Revokes a SIP login: later registrations and calls with it are refused. */
  revokeEndpoint(endpointName: string): Promise<void>;
  /** Names of the SIP logins that were pushed and still exist (orphans of an earlier run included). */
  listEndpoints(): Promise<readonly EndpointStatus[]>;

  /** Channels and bridges of this application that the PBX has now. */
  snapshot(): Promise<TelephonySnapshot>;
  /** Receives events again for a channel that an earlier run of this application held. */
  adopt(channelId: ChannelId): Promise<void>;
}

export type HangupCause = "normal" | "busy" | "congestion" | "no-answer" | "rejected";

/** What tells the phone which call a leg is of. */
export interface LegLabel {
  readonly channelId: ChannelId;
  /** SIP headers of the INVITE, e.g. `X-Cordboard-Contact`. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface LegRequest extends LegLabel {
  /** The From of the INVITE. */
  readonly callerId: { readonly name: string; readonly number: string };
  /** Either a pushed SIP login or a number over a trunk. */
  readonly to:
    | { readonly kind: "endpoint"; readonly name: string }
    | { readonly kind: "trunk"; readonly trunk: string; readonly number: string };
  /** Comes back in `leg-answered.tag`. */
  readonly tag: string;
}

export interface OriginateRequest extends LegRequest {
  readonly ringTimeoutMs: DurationMs;
}

export interface SnoopRequest {
  readonly snoopId: ChannelId;
  /** The leg that is heard. */
  readonly channelId: ChannelId;
  /** `leg`: its far end alone. `all`: whoever the leg is together with hears it besides, as if the leg had said it. */
  readonly speaksTo: "nobody" | "leg" | "all";
}

export interface SipEndpoint {
  readonly name: string;
  readonly secret: string;
  readonly kind: "agent" | "webphone";
  readonly callerId: { readonly name: string; readonly number: string };
}

export interface EndpointStatus {
  readonly name: string;
  readonly registered: boolean;
}

export interface TelephonySnapshot {
  readonly channels: readonly {
    readonly channelId: ChannelId;
    readonly state: "ringing" | "up" | "other";
    readonly callerNumber: string;
    readonly dialed: string;
    readonly createdAt: EpochMs;
  }[];
  readonly bridges: readonly { readonly bridgeId: BridgeId; readonly channelIds: readonly ChannelId[] }[];
}

/**
 * `answered` means the far end picked up; `leg-ended.cause` is the Q.850 cause code Asterisk reports
 * (16 normal, 17 busy, 18/19 no answer, 20 unreachable, 21 rejected).
 */
export type TelephonyEvent =
  | {
      readonly type: "call-arrived";
      readonly channelId: ChannelId;
      /** `trunk`: from the carrier; `webphone`: from a browser; `agent`: an agent's own softphone. */
      readonly source: "trunk" | "webphone" | "agent";
      readonly callerNumber: string;
      readonly callerName: string;
      readonly numberWithheld: boolean;
      readonly dnis: string;
      /** Name of the SIP login or trunk the call came from. */
      readonly endpointName: string;
      /** How long the PBX alone has had this call, because nobody was there to take it; 0: it comes straight here. */
      readonly waitedMs: DurationMs;
    }
  | { readonly type: "leg-ringing"; readonly channelId: ChannelId }
  | { readonly type: "leg-answered"; readonly channelId: ChannelId; readonly tag: string }
  | { readonly type: "leg-ended"; readonly channelId: ChannelId; readonly cause: number }
  | { readonly type: "digit"; readonly channelId: ChannelId; readonly digit: string; readonly durationMs: DurationMs }
  | {
      readonly type: "playback-ended";
      readonly playbackId: PlaybackId;
      readonly channelId: ChannelId | null;
      readonly ok: boolean;
    }
  /** `ok: false`: the PBX could not record. A caller who hangs up ends a recording like any other way. */
  | { readonly type: "recording-ended"; readonly recordingId: RecordingId; readonly ok: boolean }
  | { readonly type: "endpoint-registered"; readonly endpointName: string; readonly registered: boolean }
  | { readonly type: "pbx-connected"; readonly version: string }
  | { readonly type: "pbx-disconnected"; readonly reason: string };

export class TelephonyError extends Error {
  readonly code: "pbx-unavailable" | "pbx-timeout" | "agent-unreachable" | "channel-gone" | "pbx-refused";
  readonly status: number | null;
  constructor(code: TelephonyError["code"], message: string, status: number | null = null) {
    super(message);
    this.name = "TelephonyError";
    this.code = code;
    this.status = status;
  }
}
