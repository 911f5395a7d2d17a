import { describe, expect, it } from "vitest";
import { soundsLike } from "./sounds-like.ts";
import type { Sound } from "./wav-file.ts";

const RATE_HZ = 8_000;
const SYLLABLE = RATE_HZ / 5;

/** A voice of 2.4 s: syllables of a pitch and three formants each, a third of them soft, as the seed has it. */
function sentence(seed: number): Sound {
  const samples = new Int16Array(12 * SYLLABLE);
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  for (let at = 0; at < samples.length; at += SYLLABLE) {
    const pitchHz = 90 + 60 * random();
    const harmonics = Array.from({ length: 20 }, (_, index) => ({ hz: pitchHz * (index + 1), level: random() ** 4 }));
    const loudness = random() < 1 / 3 ? 400 : 2_000;
    for (let index = 0; index < SYLLABLE; index += 1) {
      const swell = Math.sin((Math.PI * index) / SYLLABLE);
      let value = 0;
      for (const { hz, level } of harmonics) value += level * Math.sin((2 * Math.PI * hz * index) / RATE_HZ);
      samples[at + index] = loudness * swell * value;
    }
  }
  return { samples, sampleRateHz: RATE_HZ };
}

/** 5 s of soft music with a quieter copy of the sound in it. */
function heardOverMusic(...stretches: readonly Int16Array[]): Sound {
  const samples = Int16Array.from(
    { length: 5 * RATE_HZ },
    (_, index) => 150 * Math.sin((2 * Math.PI * 262 * index) / RATE_HZ),
  );
  let at = 11_111;
  for (const stretch of stretches) {
    for (const [index, value] of stretch.entries()) samples[at + index] = (samples[at + index] ?? 0) + value * 0.6;
    at += stretch.length;
  }
  return { samples, sampleRateHz: RATE_HZ };
}

const wanted = sentence(1);

describe("a sentence that was heard", () => {
  it("is found later, quieter and over music", () => {
    expect(soundsLike(heardOverMusic(wanted.samples), wanted)).toBeGreaterThan(0.9);
  });

  it("is found although the ear lost half a second of it, which then counts as not heard", () => {
    const [before, after] = [wanted.samples.subarray(0, 7_000), wanted.samples.subarray(11_000)];
    const share = soundsLike(heardOverMusic(before, after), wanted);
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.9);
  });

  it("is not found in another sentence, in its own syllables in another order, or in too little", () => {
    expect(soundsLike(heardOverMusic(sentence(2).samples), wanted)).toBeLessThan(0.3);
    const syllables = Array.from({ length: 12 }, (_, index) =>
      wanted.samples.subarray(index * SYLLABLE, (index + 1) * SYLLABLE),
    ).reverse();
    expect(soundsLike(heardOverMusic(...syllables), wanted)).toBeLessThan(0.3);
    expect(soundsLike({ samples: wanted.samples.subarray(0, 4_000), sampleRateHz: RATE_HZ }, wanted)).toBeLessThan(0.3);
    expect(soundsLike({ samples: new Int16Array(100), sampleRateHz: RATE_HZ }, wanted)).toBe(0);
  });
});
