import { setImmediate as nextTurn } from "node:timers/promises";

/** Zero crossings of the sinc on each side: about 70 dB of stop band with the window below. */
const HALF_WIDTH = 24;
const KAISER_BETA = 7;
/** The pass band ends below the new Nyquist frequency by half the transition band. */
const CUTOFF = 0.91;
/** Samples made before others get their turn on the event loop (about 0.2 ms): prompts are made while calls are set up. */
const SLICE = 500;

/** Windowed-sinc resampling by a ratio of whole numbers; gives way to the event loop while it works. */
export async function resample(input: Float32Array, fromHz: number, toHz: number): Promise<Float32Array> {
  if (fromHz === toHz) return input;
  const shared = greatestDivisor(fromHz, toHz);
  const up = toHz / shared;
  const down = fromHz / shared;
  const scale = Math.min(1, toHz / fromHz) * CUTOFF;
  const reach = Math.ceil(HALF_WIDTH / scale);
  const phases = new Map<number, Float32Array>();
  const output = new Float32Array(Math.floor((input.length * up) / down));
  for (let index = 0; index < output.length; index += 1) {
    if (index % SLICE === SLICE - 1) await nextTurn();
    const position = index * down;
    const center = Math.floor(position / up);
    const phase = position % up;
    let taps = phases.get(phase);
    if (taps === undefined) {
      taps = kernel(phase / up, scale, reach);
      phases.set(phase, taps);
    }
    const first = center - reach + 1;
    let sum = 0;
    const begin = Math.max(0, -first);
    const end = Math.min(taps.length, input.length - first);
    for (let tap = begin; tap < end; tap += 1) sum += (taps[tap] ?? 0) * (input[first + tap] ?? 0);
    output[index] = sum;
  }
  return output;
}

/** The weights for a point `offset` (0..1) after a sample, normalised so that a constant stays what it is. */
function kernel(offset: number, scale: number, reach: number): Float32Array {
  const taps = new Float32Array(reach * 2);
  let total = 0;
  for (let tap = 0; tap < taps.length; tap += 1) {
    const distance = tap - reach + 1 - offset;
    const weight = sinc(distance * scale) * kaiser(distance / reach);
    taps[tap] = weight;
    total += weight;
  }
  return taps.map((weight) => weight / total);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / besselI0(KAISER_BETA);
}

function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 30; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
