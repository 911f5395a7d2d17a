import { asId, type ChannelId, type PlaybackId, type RecordingId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { TelephonyEvent } from "../../ports/telephony.ts";
import type { AriEvent, Channel } from "./ari-types.generated.ts";

/** First Stasis argument of legs we ring ourselves: they are in Stasis before anybody rings. The second is their tag, percent-encoded. */
export const MADE_LEG_ARGUMENT = "made";

const SOURCES: ReadonlyMap<string, "trunk" | "webphone" | "agent"> = new Map([
  ["inbound", "trunk"],
  ["webphone", "webphone"],
  ["agent", "agent"],
]);

/** Device states of a SIP login without a reachable contact; all others (idle, ringing, in use…) have one. */
const NOT_REGISTERED: ReadonlySet<string> = new Set(["UNAVAILABLE", "INVALID", "UNKNOWN"]);

/** Q.850 cause 16. */
const NORMAL_CLEARING = 16;

const NUMBER_CHARS_MAX = 64;
const NAME_CHARS_MAX = 128;

/** Events the mapping needs nothing of: not sent by Asterisk at all. */
export const DENIED_EVENTS = [
  "ApplicationMoveFailed",
  "BridgeAttendedTransfer",
  "BridgeBlindTransfer",
  "BridgeCreated",
  "BridgeDestroyed",
  "BridgeMerged",
  "BridgeVideoSourceChanged",
  "ChannelCallerId",
  "ChannelConnectedLine",
  "ChannelCreated",
  "ChannelDialplan",
  "ChannelEnteredBridge",
  "ChannelHangupRequest",
  "ChannelHold",
  "ChannelLeftBridge",
  "ChannelTalkingFinished",
  "ChannelTalkingStarted",
  "ChannelTransfer",
  "ChannelUnhold",
  "ChannelUserevent",
  "ChannelVarset",
  "ContactStatusChange",
  "Dial",
  "EndpointStateChange",
  "PeerStatusChange",
  "PlaybackContinuing",
  "PlaybackStarted",
  "RecordingStarted",
  "TextMessageReceived",
] as const;

/** What an ARI event means to the application; undefined when it means nothing. */
export function telephonyEvent(event: AriEvent): TelephonyEvent | undefined {
  switch (event.type) {
    case "StasisStart":
      return stasisStart(event);
    case "StasisEnd":
      // A leg we created is subscribed to by itself: ChannelDestroyed follows and knows the cause.
      if (tagOfMadeLeg(event.channel) !== undefined) return undefined;
      // Asterisk ends its subscription here: for a call that was in Stasis no ChannelDestroyed follows. It was up, or
      // its caller gave up: normal clearing either way.
      return { type: "leg-ended", channelId: channelId(event.channel), cause: NORMAL_CLEARING };
    case "ChannelStateChange":
      return stateChange(event.channel);
    case "ChannelDestroyed":
      return { type: "leg-ended", channelId: channelId(event.channel), cause: event.cause };
    case "ChannelDtmfReceived":
      return { type: "digit", channelId: channelId(event.channel), digit: event.digit, durationMs: event.duration_ms };
    case "PlaybackFinished": {
      const target = /^channel:(.+)$/.exec(event.playback.target_uri)?.[1];
      return {
        type: "playback-ended",
        playbackId: asId<PlaybackId>(event.playback.id),
        channelId: target === undefined ? null : asId<ChannelId>(target),
        ok: event.playback.state === "done",
      };
    }
    case "RecordingFinished":
    case "RecordingFailed":
      return {
        type: "recording-ended",
        recordingId: asId<RecordingId>(event.recording.name),
        ok: event.type === "RecordingFinished",
      };
    case "DeviceStateChanged": {
      const name = /^PJSIP\/(.+)$/.exec(event.device_state.name)?.[1];
      if (name === undefined) return undefined;
      return {
        type: "endpoint-registered",
        endpointName: name,
        registered: !NOT_REGISTERED.has(event.device_state.state),
      };
    }
    default:
      return undefined;
  }
}

function stateChange(channel: Channel): TelephonyEvent | undefined {
  if (channel.state === "Ringing") return { type: "leg-ringing", channelId: channelId(channel) };
  const tag = channel.state === "Up" ? tagOfMadeLeg(channel) : undefined;
  return tag === undefined ? undefined : { type: "leg-answered", channelId: channelId(channel), tag };
}

/** What a leg we created was tagged with; undefined for any other channel. `app_data` is `app,made,tag`. */
function tagOfMadeLeg(channel: Channel): string | undefined {
  const { app_name: name, app_data: data } = channel.dialplan;
  if (name !== "Stasis") return undefined;
  const [, kind, tag = ""] = data.split(",");
  return kind === MADE_LEG_ARGUMENT ? decodeTag(tag) : undefined;
}

function stasisStart(event: Extract<AriEvent, { type: "StasisStart" }>): TelephonyEvent | undefined {
  const [kind = "", , presentation = "", waited = ""] = event.args;
  const source = SOURCES.get(kind);
  if (source === undefined) return undefined;
  const { caller, dialplan } = event.channel;
  return {
    type: "call-arrived",
    channelId: channelId(event.channel),
    source,
    callerNumber: plain(caller.number, NUMBER_CHARS_MAX),
    callerName: plain(caller.name, NAME_CHARS_MAX),
    numberWithheld: isWithheld(presentation, caller.number),
    dnis: plain(dialplan.exten, NUMBER_CHARS_MAX),
    endpointName: endpointNameOf(event.channel.name),
    waitedMs: waitedMs(waited),
  };
}

/** Whole seconds in the survival dial plan; empty for who was never there. */
function waitedMs(seconds: string): DurationMs {
  return /^\d{1,5}$/.test(seconds) ? Number(seconds) * 1_000 : 0;
}

/** Channel names are `PJSIP/<endpoint>-<8 hex digits>`. */
export function endpointNameOf(channelName: string): string {
  return /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(channelName)?.[1] ?? "";
}

export function encodeTag(tag: string): string {
  // Stasis arguments are separated by commas; encodeURIComponent escapes them.
  return encodeURIComponent(tag);
}

function decodeTag(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** RFC 3325 privacy and RFC 3261 8.1.1.3 anonymous From, as Asterisk folds them into CALLERID(pres). */
function isWithheld(presentation: string, number: string): boolean {
  return presentation.startsWith("prohib") || /^(?:anonymous|restricted|private|withheld)$/i.test(number);
}

function plain(text: string, charsMax: number): string {
  return text.replace(/\p{Cc}/gu, "").slice(0, charsMax);
}

function channelId(channel: Channel): ChannelId {
  return asId<ChannelId>(channel.id);
}
