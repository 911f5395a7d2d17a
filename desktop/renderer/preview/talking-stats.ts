/** What a browser would tell about a talk that began at `beganMs` and loses this share of what arrives: 50 packets a second. */
export function talkingStats(beganMs: number, nowMs: number, lossPercent: number): RTCStatsReport {
  const packets = Math.max(0, Math.round((nowMs - beganMs) / 20));
  const lost = Math.round((packets * lossPercent) / 100);
  const stats = [
    {
      type: "inbound-rtp",
      kind: "audio",
      packetsReceived: packets - lost,
      packetsLost: lost,
      jitter: lossPercent === 0 ? 0.003 : 0.027,
      jitterBufferDelay: packets * 0.045,
      jitterBufferEmittedCount: packets,
    },
    { type: "outbound-rtp", kind: "audio", packetsSent: packets },
    { type: "remote-inbound-rtp", kind: "audio", packetsLost: 0, jitter: 0.004, roundTripTime: 0.03 },
    { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.028 },
    { type: "media-source", kind: "audio", totalAudioEnergy: packets },
  ];
  return Object.assign(new Map(stats.map((stat, index) => [String(index), stat])));
}
