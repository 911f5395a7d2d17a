import type { Sound } from "./wav-file.ts";

/** 20 ms: shorter than a syllable, longer than the pitch of a voice. */
const FRAMES_A_SECOND = 50;

/**
 * How much the course of loudness somewhere in `heard` is that of `part`: 1 is the same, 0 has nothing to do with it.
 * Delay, volume and the telephone's coding do not change it.
 */
export function soundsLike(heard: Sound, part: Sound): number {
  const course = loudnessCourse(heard);
  const wanted = loudnessCourse(part);
  let best = 0;
  for (let shift = 0; shift + wanted.length <= course.length; shift += 1) {
    best = Math.max(best, correlation(course.slice(shift, shift + wanted.length), wanted));
  }
  return best;
}

function loudnessCourse({ samples, sampleRateHz }: Sound): readonly number[] {
  const length = Math.round(sampleRateHz / FRAMES_A_SECOND);
  return Array.from({ length: Math.floor(samples.length / length) }, (_, index) => {
    let sum = 0;
    for (const sample of samples.subarray(index * length, (index + 1) * length)) sum += sample * sample;
    return Math.sqrt(sum / length);
  });
}

/** Pearson's. */
function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;
  const [oneMean, otherMean] = [mean(one), mean(other)];
  let both = 0;
  let oneSquares = 0;
  let otherSquares = 0;
  for (const [index, value] of one.entries()) {
    const a = value - oneMean;
    const b = (other[index] ?? 0) - otherMean;
    both += a * b;
    oneSquares += a * a;
    otherSquares += b * b;
  }
  return oneSquares === 0 || otherSquares === 0 ? 0 : both / Math.sqrt(oneSquares * otherSquares);
}
