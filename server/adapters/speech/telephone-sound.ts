import { resample } from "./resample.ts";
import type { Sound } from "./wav.ts";

/** Speech level over the frames that carry speech, and the highest peak; in parts of full scale. */
const SPEECH_LEVEL = 0.12;
const PEAK_MAX = 0.9;
/** A frame this far below the loudest one is a pause. */
const PAUSE_BELOW = 0.05;
const FRAME_SECONDS = 0.02;
/** Recordings nobody could hear are left as they are instead of turning their noise up. */
const GAIN_MAX = 20;
const LEAD_SECONDS = 0.05;
const TRAIL_SECONDS = 0.25;

export interface TelephoneSound {
  /** 8 kHz, what G.711 carries. */
  readonly narrow: Int16Array;
  /** 16 kHz, for wide-band callers. */
  readonly wide: Int16Array;
}

/** Sound as a telephone plays it: both bands, one loudness for all prompts, a breath before and after. */
export async function telephoneSound(sound: Sound): Promise<TelephoneSound> {
  const wide = await resample(sound.samples, sound.rateHz, 16_000);
  const narrow = await resample(sound.samples, sound.rateHz, 8_000);
  const gain = speechGain(wide, 16_000);
  return { narrow: toPcm(narrow, gain, 8_000), wide: toPcm(wide, gain, 16_000) };
}

function speechGain(samples: Float32Array, rateHz: number): number {
  const frame = Math.round(rateHz * FRAME_SECONDS);
  const powers: number[] = [];
  let peak = 0;
  for (let start = 0; start + frame <= samples.length; start += frame) {
    let sum = 0;
    for (const sample of samples.subarray(start, start + frame)) {
      sum += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    powers.push(sum / frame);
  }
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  if (loudest === 0 || peak === 0) return 1;
  const spoken = powers.filter((power) => power >= loudest * PAUSE_BELOW ** 2);
  const level = Math.sqrt(spoken.reduce((sum, power) => sum + power, 0) / spoken.length);
  return Math.min(SPEECH_LEVEL / level, PEAK_MAX / peak, GAIN_MAX);
}

function toPcm(samples: Float32Array, gain: number, rateHz: number): Int16Array {
  const lead = Math.round(rateHz * LEAD_SECONDS);
  const trail = Math.round(rateHz * TRAIL_SECONDS);
  const pcm = new Int16Array(lead + samples.length + trail);
  samples.forEach((sample, index) => {
    pcm[lead + index] = Math.max(-32_768, Math.min(32_767, Math.round(sample * gain * 32_767)));
  });
  return pcm;
}
