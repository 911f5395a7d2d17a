import { expect, it } from "vitest";
import { sineWave } from "./sine-wave.ts";
import { soundsLike } from "./sounds-like.ts";
import type { Sound } from "./wav-file.ts";

const RATE_HZ = 8_000;
const swelling = (beatsHz: number, amplitude: number): Sound => ({
  samples: sineWave({ hz: 440, seconds: 2, sampleRateHz: RATE_HZ, amplitude, beatsHz }),
  sampleRateHz: RATE_HZ,
});

it("finds a quieter, later copy of a sound, and does not take another for it", () => {
  const heard: Sound = { samples: new Int16Array(5 * RATE_HZ), sampleRateHz: RATE_HZ };
  heard.samples.set(swelling(2, 0.1).samples, 11_111);
  expect(soundsLike(heard, swelling(2, 0.8))).toBeGreaterThan(0.98);
  expect(soundsLike(heard, swelling(3, 0.8))).toBeLessThan(0.5);
  expect(soundsLike({ ...heard, samples: new Int16Array(100) }, swelling(2, 0.8))).toBe(0);
});
