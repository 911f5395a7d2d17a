import type { Sound } from "./wav-file.ts";

/** What digital silence is said to be, instead of minus infinity. */
export const SILENCE_DB = -120;

const FULL_SCALE = 32_768;

/**
 * How loud one frequency is, in dB below a full-scale sine (Goertzel's algorithm under a Hann window, so that a strong tone
 * does not spill over into other frequencies). Two tones 50 Hz apart are told apart from 80 ms on.
 */
export function toneLevelDb({ samples, sampleRateHz }: Sound, hz: number): number {
  const count = samples.length;
  if (count < 2) return SILENCE_DB;
  const omega = (2 * Math.PI * hz) / sampleRateHz;
  const coefficient = 2 * Math.cos(omega);
  let before = 0;
  let last = 0;
  let weight = 0;
  for (const [index, sample] of samples.entries()) {
    const window = 0.5 * (1 - Math.cos((2 * Math.PI * index) / (count - 1)));
    weight += window;
    const next = (sample / FULL_SCALE) * window + coefficient * last - before;
    before = last;
    last = next;
  }
  const power = last * last + before * before - coefficient * last * before;
  return decibels((2 * Math.sqrt(Math.max(power, 0))) / weight);
}

/** Root mean square of everything, in dB below a full-scale square wave. */
export function loudnessDb({ samples }: Sound): number {
  if (samples.length === 0) return SILENCE_DB;
  let sum = 0;
  for (const sample of samples) sum += (sample / FULL_SCALE) ** 2;
  return decibels(Math.sqrt(sum / samples.length));
}

function decibels(amplitude: number): number {
  return amplitude <= 0 ? SILENCE_DB : Math.max(SILENCE_DB, 20 * Math.log10(amplitude));
}
