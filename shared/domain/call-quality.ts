import type { ContactId, UserId } from "./ids.ts";
import type { DurationMs, EpochMs } from "./time.ts";

/** How a codec takes loss: equipment impairment and packet-loss robustness (ITU-T G.113 appendix I). */
export interface CodecImpairment {
  readonly ie: number;
  readonly bpl: number;
}

/** G.711 with packet-loss concealment, as browsers and Asterisk have it. */
export const G711: CodecImpairment = { ie: 0, bpl: 25.1 };

export interface VoicePath {
  /** Mouth to ear: network, jitter buffer, packetisation. */
  readonly oneWayDelayMs: number;
  /** 0..100 */
  readonly lossPercent: number;
  /** 1: losses are independent; above: they come in bursts. */
  readonly burstRatio?: number;
  readonly codec?: CodecImpairment;
}

/** What delay and loss take from R, the transmission rating (ITU-T G.107 as simplified by Cole & Rosenbluth 2001). */
export function impairments({ oneWayDelayMs, lossPercent, burstRatio = 1, codec = G711 }: VoicePath) {
  const beyond = Math.max(0, oneWayDelayMs - 177.3);
  return {
    delay: 0.024 * oneWayDelayMs + 0.11 * beyond,
    loss: codec.ie + ((95 - codec.ie) * lossPercent) / (lossPercent / burstRatio + codec.bpl),
  };
}

/** R: about 93 without any impairment, 0 when nothing is understood. */
export function transmissionRating(path: VoicePath): number {
  const { delay, loss } = impairments(path);
  return 93.2 - delay - loss;
}

/** Mean opinion score 1..4.5 that people would give, from R (ITU-T G.107 annex B). */
export function opinionScore(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating);
}

/** One direction of one stretch, in a window of time. */
export interface VoiceDirection {
  /** 0..100 */
  readonly lossPercent: number;
  readonly jitterMs: number;
}

/** What an agent's phone measured in one window: its own stretch, between the agent and the exchange. */
export interface VoiceSample {
  readonly windowMs: DurationMs;
  readonly heard: VoiceDirection;
  readonly heardPackets: number;
  /** As the exchange reported it (RTCP); null while it has not. */
  readonly sent: VoiceDirection | null;
  readonly rttMs: number | null;
  /** How long the browser kept sound back to smooth its arrival. */
  readonly jitterBufferMs: number;
  /** Not muted, and yet not a single sound came out of the microphone. */
  readonly microphoneSilent: boolean;
}

/** The other stretch, between the exchange and the customer, as the exchange measured it. */
export interface LineSample {
  readonly heard: VoiceDirection;
  readonly heardPackets: number;
  readonly sent: VoiceDirection;
  readonly rttMs: number | null;
}

/** Why a call sounds as it does; `none`: there is nothing to complain about. */
export const QUALITY_CAUSES = [
  "none",
  "no-sound",
  "microphone-silent",
  "own-network",
  "customer-line",
  "delay",
] as const;
export type QualityCause = (typeof QUALITY_CAUSES)[number];

export interface VoiceRating {
  /** The worse direction decides: a talk needs both. */
  readonly mos: number;
  readonly level: "good" | "fair" | "poor";
  readonly cause: QualityCause;
}

/** R 80 "satisfied", R 70 "some users dissatisfied" (ITU-T G.107 annex B), as opinion scores. */
export const GOOD_MOS = 4;
export const FAIR_MOS = 3.6;
/** Packetisation and encoding. */
const ENCODING_DELAY_MS = 20;

/** The whole way between two mouths: both stretches together, each direction. */
export function rateVoice(own: VoiceSample, line: LineSample | null): VoiceRating {
  if (own.heardPackets === 0) {
    // When the customer's line is silent too, nothing came for the exchange to pass on.
    const isLine = line !== null && line.heardPackets === 0;
    return { mos: 1, level: "poor", cause: isLine ? "customer-line" : "no-sound" };
  }
  const oneWayDelayMs = ((own.rttMs ?? 0) + (line?.rttMs ?? 0)) / 2 + own.jitterBufferMs + ENCODING_DELAY_MS;
  const scoreOf = (ownLoss: number, lineLoss: number) =>
    opinionScore(transmissionRating({ oneWayDelayMs, lossPercent: together(ownLoss, lineLoss) }));
  const mos = Math.min(
    scoreOf(own.heard.lossPercent, line?.heard.lossPercent ?? 0),
    scoreOf(own.sent?.lossPercent ?? 0, line?.sent.lossPercent ?? 0),
  );
  const level = mos >= GOOD_MOS ? "good" : mos >= FAIR_MOS ? "fair" : "poor";
  if (own.microphoneSilent) return { mos, level: level === "good" ? "fair" : level, cause: "microphone-silent" };
  return { mos, level, cause: level === "good" ? "none" : worstPart(own, line, oneWayDelayMs) };
}

/** Whichever takes most from R. */
function worstPart(own: VoiceSample, line: LineSample | null, oneWayDelayMs: number): QualityCause {
  const lossOf = (heard: number, sent: number) =>
    impairments({ oneWayDelayMs: 0, lossPercent: Math.max(heard, sent) }).loss;
  const parts: readonly (readonly [QualityCause, number])[] = [
    ["own-network", lossOf(own.heard.lossPercent, own.sent?.lossPercent ?? 0)],
    ["customer-line", line === null ? 0 : lossOf(line.heard.lossPercent, line.sent.lossPercent)],
    ["delay", impairments({ oneWayDelayMs, lossPercent: 0 }).delay],
  ];
  return parts.reduce((worst, part) => (part[1] > worst[1] ? part : worst))[0];
}

/** Two independent losses one after the other, in per cent. */
function together(first: number, second: number): number {
  return 100 * (1 - (1 - first / 100) * (1 - second / 100));
}

/** A window of a kept call. */
export interface QualityPoint {
  readonly at: EpochMs;
  readonly windowMs: DurationMs;
  readonly mos: number;
  readonly cause: QualityCause;
}

/** Windows kept of a call; a longer one is kept more coarsely. */
export const QUALITY_POINTS_MAX = 120;

/** How one agent's part of a call sounded, kept with the contact. */
export interface CallQuality {
  readonly contactId: ContactId;
  readonly agentId: UserId;
  readonly firstAt: EpochMs;
  readonly lastAt: EpochMs;
  /** Weighted by time. */
  readonly mosMean: number;
  readonly mosMin: number;
  /** Of the agent's own stretch, both directions, the worse; means weighted by time. */
  readonly lossPercent: number;
  readonly jitterMs: number;
  readonly rttMs: number | null;
  /** Of the customer's stretch; null when the exchange did not tell. */
  readonly lineLossPercent: number | null;
  readonly lineJitterMs: number | null;
  /** What most of the time that did not sound good was due to. */
  readonly cause: QualityCause;
  /** Oldest first. */
  readonly points: readonly QualityPoint[];
}
