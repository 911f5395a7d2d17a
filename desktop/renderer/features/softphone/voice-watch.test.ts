import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LineSample, VoiceSample } from "../../../../shared/domain/call-quality.ts";
import type { PhoneVoice } from "../../connection/phone-context.ts";
import { VoiceWatch } from "./voice-watch.ts";

/** What a browser would tell: sums since the call began. */
interface Sums {
  received: number;
  lost: number;
  sent: number;
  sentLost: number;
  energy: number;
}

function reportOf({ received, lost, sent, sentLost, energy }: Sums): RTCStatsReport {
  const stats = [
    {
      type: "inbound-rtp",
      kind: "audio",
      packetsReceived: received,
      packetsLost: lost,
      jitter: 0.004,
      jitterBufferDelay: received * 0.05,
      jitterBufferEmittedCount: received,
    },
    { type: "outbound-rtp", kind: "audio", packetsSent: sent },
    { type: "remote-inbound-rtp", kind: "audio", packetsLost: sentLost, jitter: 0.002, roundTripTime: 0.9 },
    { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.03 },
    { type: "media-source", kind: "audio", totalAudioEnergy: energy },
  ];
  return new Map(stats.map((stat, index) => [String(index), stat])) as never;
}

function setUp() {
  const sums: Sums = { received: 0, lost: 0, sent: 0, sentLost: 0, energy: 0 };
  const shown: (PhoneVoice | null)[] = [];
  const sent: VoiceSample[] = [];
  const line: { is: LineSample | null } = { is: null };
  const watch = new VoiceWatch({
    stats: async () => reportOf(sums),
    muted: () => false,
    now: () => Date.now(),
    onState: (voice) => shown.push(voice),
    onWindow: async (sample) => {
      sent.push(sample);
      return line.is;
    },
  });
  /** Seconds of talk: 50 packets a second each way. */
  const talk = async (seconds: number, change: (sums: Sums) => void = () => undefined) => {
    for (let second = 0; second < seconds; second += 1) {
      sums.received += 50;
      sums.sent += 50;
      sums.energy += 0.1;
      change(sums);
      await vi.advanceTimersByTimeAsync(1_000);
    }
  };
  return { watch, shown, sent, talk, line };
}

describe("VoiceWatch", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("tells after a few seconds how the call sounds, in figures of the last ten", async () => {
    const { watch, shown, talk } = setUp();
    watch.start();
    await talk(30);
    expect(shown.at(-1)).toMatchObject({
      level: "good",
      cause: "none",
      sample: {
        windowMs: 10_000,
        heard: { lossPercent: 0, jitterMs: 4 },
        heardPackets: 500,
        sent: { lossPercent: 0, jitterMs: 2 },
        rttMs: 30,
        microphoneSilent: false,
      },
    });
    expect(shown.at(-1)?.sample.jitterBufferMs).toBeCloseTo(50);
    watch.stop();
    expect(shown.at(-1)).toBeNull();
  });

  it("sends windows that neither overlap nor leave a gap, and what is left at the end", async () => {
    const { watch, sent, talk } = setUp();
    watch.start();
    await talk(26);
    watch.stop();
    expect(sent.map(({ windowMs }) => windowMs)).toEqual([10_000, 10_000, 4_000]);
  });

  it("sees loss on the way here and on the way there", async () => {
    const { watch, shown, talk } = setUp();
    watch.start();
    await talk(12, (sums) => {
      sums.received -= 5;
      sums.lost += 5;
    });
    expect(shown.at(-1)?.sample.heard.lossPercent).toBeCloseTo(10);
    expect(shown.at(-1)).toMatchObject({ level: "poor", cause: "own-network" });
    await talk(12, (sums) => {
      sums.sentLost += 5;
    });
    expect(shown.at(-1)?.sample.heard.lossPercent).toBe(0);
    expect(shown.at(-1)?.sample.sent?.lossPercent).toBeCloseTo(10);
    expect(shown.at(-1)).toMatchObject({ level: "poor", cause: "own-network" });
  });

  it("blames the customer's line when that is what the exchange tells", async () => {
    const { watch, shown, talk, line } = setUp();
    const lost = { lossPercent: 12, jitterMs: 40 };
    line.is = { heard: lost, heardPackets: 450, sent: { lossPercent: 0, jitterMs: 1 }, rttMs: null };
    watch.start();
    await talk(14);
    expect(shown.at(-1)).toMatchObject({ cause: "customer-line", line: line.is });
  });

  it("notices that nothing arrives any more, and that nothing leaves the microphone", async () => {
    const { watch, shown, talk } = setUp();
    watch.start();
    await talk(4);
    await talk(12, (sums) => {
      sums.energy -= 0.1;
    });
    expect(shown.at(-1)?.cause).toBe("microphone-silent");
    await talk(12, (sums) => {
      sums.received -= 50;
    });
    expect(shown.at(-1)?.cause).toBe("no-sound");
  });

  it("says nothing on hold and begins anew after it", async () => {
    const { watch, shown, sent, talk } = setUp();
    watch.start();
    await talk(6);
    watch.setQuiet(true);
    await talk(20, (sums) => {
      sums.received -= 50;
    });
    expect(shown.at(-1)).toBeNull();
    expect(sent).toHaveLength(1);
    watch.setQuiet(false);
    await talk(6);
    expect(shown.at(-1)).toMatchObject({ level: "good", sample: { windowMs: 4_000 } });
  });

  it("copes with a browser that tells nothing", async () => {
    const onState = vi.fn();
    const watch = new VoiceWatch({
      stats: async () => null,
      muted: () => false,
      now: () => Date.now(),
      onState,
      onWindow: async () => null,
    });
    watch.start();
    await vi.advanceTimersByTimeAsync(20_000);
    watch.stop();
    expect(onState.mock.calls.every(([voice]) => voice === null)).toBe(true);
  });
});
