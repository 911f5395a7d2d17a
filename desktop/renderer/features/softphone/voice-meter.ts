import type { VoiceSample } from "../../../../shared/domain/call-quality.ts";

/** What the browser has counted up to a moment (W3C webrtc-stats). Times in s as there, sums since the call began. */
export interface VoiceCounters {
  readonly atMs: number;
  readonly heardPackets: number;
  /** Lost on the way, and come too late to be played. */
  readonly heardMissing: number;
  readonly heardJitterS: number;
  readonly bufferDelayS: number;
  readonly bufferEmitted: number;
  readonly sentPackets: number;
  /** Null until the exchange has reported (RTCP, about 5 s). */
  readonly sentLost: number | null;
  readonly sentJitterS: number;
  readonly rttS: number | null;
  /** Null where the browser does not tell. */
  readonly microphoneEnergy: number | null;
}

/** Null while nothing has been received or nothing is known yet. */
export function readCounters(report: RTCStatsReport, atMs: number): VoiceCounters | null {
  const all: Readonly<Record<string, unknown>>[] = [];
  report.forEach((stat: Readonly<Record<string, unknown>>) => all.push(stat));
  const audio = (type: string) => all.find((stat) => stat["type"] === type && stat["kind"] === "audio");
  const inbound = audio("inbound-rtp");
  if (inbound === undefined) return null;
  const outbound = audio("outbound-rtp");
  const reported = audio("remote-inbound-rtp");
  const pair = all.find((stat) => stat["type"] === "candidate-pair" && stat["nominated"] === true);
  return {
    atMs,
    heardPackets: figure(inbound, "packetsReceived") ?? 0,
    heardMissing: (figure(inbound, "packetsLost") ?? 0) + (figure(inbound, "packetsDiscarded") ?? 0),
    heardJitterS: figure(inbound, "jitter") ?? 0,
    bufferDelayS: figure(inbound, "jitterBufferDelay") ?? 0,
    bufferEmitted: figure(inbound, "jitterBufferEmittedCount") ?? 0,
    sentPackets: figure(outbound, "packetsSent") ?? 0,
    sentLost: figure(reported, "packetsLost"),
    sentJitterS: figure(reported, "jitter") ?? 0,
    // Consent checks measure it more often than RTCP does.
    rttS: figure(pair, "currentRoundTripTime") ?? figure(reported, "roundTripTime"),
    microphoneEnergy: figure(audio("media-source"), "totalAudioEnergy"),
  };
}

/** What happened between two looks. */
export function sampleBetween(before: VoiceCounters, after: VoiceCounters, muted: boolean): VoiceSample {
  const heardPackets = grown(before.heardPackets, after.heardPackets);
  const emitted = grown(before.bufferEmitted, after.bufferEmitted);
  return {
    windowMs: Math.round(after.atMs - before.atMs),
    heard: {
      lossPercent: lossPercent(grown(before.heardMissing, after.heardMissing), heardPackets),
      jitterMs: milliseconds(after.heardJitterS),
    },
    heardPackets,
    sent:
      after.sentLost === null
        ? null
        : {
            lossPercent: lossPercent(
              grown(before.sentLost ?? 0, after.sentLost),
              grown(before.sentPackets, after.sentPackets),
              "of those sent",
            ),
            jitterMs: milliseconds(after.sentJitterS),
          },
    rttMs: after.rttS === null ? null : milliseconds(after.rttS),
    jitterBufferMs: emitted === 0 ? 0 : milliseconds(grown(before.bufferDelayS, after.bufferDelayS) / emitted),
    microphoneSilent: !muted && before.microphoneEnergy !== null && before.microphoneEnergy === after.microphoneEnergy,
  };
}

/** `packetsLost` falls again when a packet comes late (RFC 3550 A.3). */
function grown(before: number, after: number): number {
  return Math.max(0, after - before);
}

function lossPercent(
  lost: number,
  packets: number,
  among: "besides those received" | "of those sent" = "besides those received",
) {
  const all = among === "of those sent" ? Math.max(lost, packets) : lost + packets;
  return all === 0 ? 0 : (100 * lost) / all;
}

const NETWORK_MAX_MS = 60_000;

function milliseconds(seconds: number): number {
  return Math.min(NETWORK_MAX_MS, Math.max(0, seconds * 1_000));
}

function figure(stat: Readonly<Record<string, unknown>> | undefined, key: string): number | null {
  const value = stat?.[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
