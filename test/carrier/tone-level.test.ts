import { describe, expect, it } from "vitest";
import { type Sine, sineWave } from "./sine-wave.ts";
import { loudnessDb, SILENCE_DB, toneLevelDb } from "./tone-level.ts";
import { decodeWav, encodeWav, type Sound } from "./wav-file.ts";

const tone = (hz: number, change: Partial<Sine> = {}): Sound => ({
  samples: sineWave({ hz, seconds: 1, sampleRateHz: 8_000, amplitude: 0.5, ...change }),
  sampleRateHz: 8_000,
});

const mixed = (one: Sound, other: Sound): Sound => ({
  ...one,
  samples: one.samples.map((sample, index) => sample + (other.samples[index] ?? 0)),
});

describe("how loud a tone is", () => {
  it.each([440, 700, 1_000, 1_237])("finds %i Hz at its level, and nothing where it is not", (hz) => {
    expect(toneLevelDb(tone(hz), hz)).toBeCloseTo(-6, 0);
    for (const other of [hz - 100, hz + 100, hz * 2]) expect(toneLevelDb(tone(hz), other)).toBeLessThan(-70);
  });

  it("tells a weak tone beside a strong one", () => {
    const both = mixed(tone(700), tone(1_000, { amplitude: 0.005 }));
    expect(toneLevelDb(both, 700)).toBeCloseTo(-6, 0);
    expect(toneLevelDb(both, 1_000)).toBeCloseTo(-46, 0);
  });

  it("hears a tone that comes and goes, at other sample rates too", () => {
    const sampleRateHz = 48_000;
    const sound = {
      samples: sineWave({ hz: 700, seconds: 1, sampleRateHz, amplitude: 0.5, beatsHz: 3 }),
      sampleRateHz,
    };
    expect(toneLevelDb(sound, 700)).toBeCloseTo(-12, 0);
    expect(toneLevelDb(sound, 850)).toBeLessThan(-60);
  });

  it("calls silence silence", () => {
    const silence = { samples: new Int16Array(8_000), sampleRateHz: 8_000 };
    expect(toneLevelDb(silence, 700)).toBe(SILENCE_DB);
    expect(loudnessDb(silence)).toBe(SILENCE_DB);
    expect(toneLevelDb({ ...silence, samples: new Int16Array(0) }, 700)).toBe(SILENCE_DB);
    expect(loudnessDb(tone(700))).toBeCloseTo(-9, 0);
  });
});

describe("WAVE files", () => {
  it("come back as they were", () => {
    const sound = tone(440);
    expect(decodeWav(encodeWav(sound))).toEqual(sound);
  });

  it("give what is there when they were cut short, and are refused when they are none", () => {
    expect(decodeWav(encodeWav(tone(440)).subarray(0, 44 + 200)).samples).toHaveLength(100);
    expect(() => decodeWav(new TextEncoder().encode("this is no sound file"))).toThrow("WAVE");
  });
});
