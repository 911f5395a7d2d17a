import fc from "fast-check";
import { describe, expect, it } from "vitest";
import reference from "../../test/reference/voice-quality.json";
import {
  impairments,
  type LineSample,
  opinionScore,
  rateVoice,
  transmissionRating,
  type VoiceSample,
} from "./call-quality.ts";

const PERFECT: VoiceSample = {
  windowMs: 10_000,
  heard: { lossPercent: 0, jitterMs: 2 },
  heardPackets: 500,
  sent: { lossPercent: 0, jitterMs: 2 },
  rttMs: 20,
  jitterBufferMs: 40,
  microphoneSilent: false,
};
const LINE: LineSample = {
  heard: { lossPercent: 0, jitterMs: 1 },
  heardPackets: 500,
  sent: { lossPercent: 0, jitterMs: 1 },
  rttMs: 10,
};
const lost = (lossPercent: number) => ({ lossPercent, jitterMs: 5 });

describe("opinion score (ITU-T G.107, simplified)", () => {
  it.each(reference.computed)("$name", ({ one_way_ms, Ie, Bpl, loss_pct, BurstR, Id, Ie_eff, R, MOS }) => {
    const path = { oneWayDelayMs: one_way_ms, lossPercent: loss_pct, burstRatio: BurstR, codec: { ie: Ie, bpl: Bpl } };
    expect(impairments(path).delay).toBeCloseTo(Id, 4);
    expect(impairments(path).loss).toBeCloseTo(Ie_eff, 4);
    expect(transmissionRating(path)).toBeCloseTo(R, 4);
    expect(opinionScore(transmissionRating(path))).toBeCloseTo(MOS, 4);
  });

  it("bends at 177.3 ms", () => {
    expect(impairments({ oneWayDelayMs: 177.3, lossPercent: 0 }).delay).toBeCloseTo(4.2552, 6);
    expect(impairments({ oneWayDelayMs: 277.3, lossPercent: 0 }).delay).toBeCloseTo(0.024 * 277.3 + 11, 6);
  });

  it.each([
    [-10, 1],
    [0, 1],
    [100, 4.5],
    [140, 4.5],
  ])("R %d is %d at most and at least", (rating, score) => expect(opinionScore(rating)).toBe(score));

  it("never gets better with more loss or more delay where calls are held", () => {
    const paths = fc.record({
      oneWayDelayMs: fc.double({ min: 0, max: 400, noNaN: true }),
      lossPercent: fc.double({ min: 0, max: 20, noNaN: true }),
    });
    const more = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(paths, more, (path, step) => {
        const rating = transmissionRating(path);
        expect(transmissionRating({ ...path, oneWayDelayMs: path.oneWayDelayMs + step })).toBeLessThanOrEqual(rating);
        expect(transmissionRating({ ...path, lossPercent: path.lossPercent + step })).toBeLessThanOrEqual(rating);
      }),
    );
  });
});

describe("how a call sounds and why", () => {
  it.each([
    // what happened                          own stretch                                    customer's stretch           level   cause
    ["all is well", {}, {}, "good", "none"],
    ["the agent's network loses what comes", { heard: lost(9) }, {}, "poor", "own-network"],
    ["the agent's network loses what goes", { sent: lost(9) }, {}, "poor", "own-network"],
    ["a little loss", { heard: lost(5) }, {}, "fair", "own-network"],
    ["the customer's line loses what comes", {}, { heard: lost(9) }, "poor", "customer-line"],
    ["the customer's line loses what goes", {}, { sent: lost(9) }, "poor", "customer-line"],
    ["both lose, the customer's more", { heard: lost(2) }, { heard: lost(7) }, "poor", "customer-line"],
    ["everything is far away", { rttMs: 700 }, {}, "poor", "delay"],
    ["the browser smooths a lot", { jitterBufferMs: 270 }, {}, "fair", "delay"],
    ["nothing comes any more", { heardPackets: 0 }, {}, "poor", "no-sound"],
    ["nothing comes from the customer", { heardPackets: 0 }, { heardPackets: 0 }, "poor", "customer-line"],
    ["the headset's own switch is off", { microphoneSilent: true }, {}, "fair", "microphone-silent"],
  ] as const)("%s", (_what, own, line, level, cause) => {
    expect(rateVoice({ ...PERFECT, ...own }, { ...LINE, ...line })).toMatchObject({ level, cause });
  });

  it("is said of the agent's stretch alone while the exchange tells nothing", () => {
    expect(rateVoice(PERFECT, null)).toMatchObject({ level: "good", cause: "none" });
    expect(rateVoice({ ...PERFECT, sent: null, rttMs: null }, null).level).toBe("good");
  });

  it("adds the losses of both stretches", () => {
    const alone = rateVoice({ ...PERFECT, heard: lost(2) }, LINE).mos;
    expect(rateVoice({ ...PERFECT, heard: lost(2) }, { ...LINE, heard: lost(2) }).mos).toBeLessThan(alone);
  });
});
