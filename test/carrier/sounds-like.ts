import type { Sound } from "./wav-file.ts";

/** Several periods of a voice, so that no other place looks the same; short enough to lose little with one. */
const PIECE_MS = 100;
/** Pearson's, of the waveform: soft music below the voice leaves 0.75 of most pieces, the best place in another sentence seldom 0.7. */
const SAME_PIECE = 0.7;
/** The ear is a snoop, which throws 0.5 s away at once when it comes too late (Asterisk's AST_AUDIOHOOK_LONG_QUEUE_TOLERANCE_MS). */
const MISSING_MAX_MS = 600;
/** Of the loudest piece; what is softer is a pause and says nothing. */
const PAUSE_BELOW = 0.05;

/**
 * The share of `part` that was heard, in its order and by its loudness: 1 is all of it, 0 nothing. The waveform itself is
 * compared, a piece of 100 ms at a time: delay, volume, the telephone's coding and soft music change little, and a stretch that is
 * missing costs that stretch only. Both sounds have the same sample rate.
 */
export function soundsLike(heard: Sound, part: Sound): number {
  if (heard.sampleRateHz !== part.sampleRateHz) throw new Error("sounds of two sample rates cannot be compared");
  const length = Math.round((part.sampleRateHz * PIECE_MS) / 1_000);
  const searched = new Searched(heard.samples);
  const found: FoundPiece[] = [];
  let all = 0;
  for (const { at, loudness } of spokenPieces(part.samples, length)) {
    all += loudness;
    const piece = part.samples.subarray(at, at + length);
    const energy = energyOf(piece);
    // Nearly always it is as much later as another piece; only where one is missing is everything looked through.
    const shifts = [...new Set(found.map(({ shift }) => shift))];
    const known = shifts.findLast((shift) => searched.likeness(shift + at, piece, energy) >= SAME_PIECE);
    const place = known === undefined ? searched.placeOf(piece, energy) : known + at;
    if (place !== null) found.push({ place, loudness, shift: place - at });
  }
  return all === 0 ? 0 : loudestInOrder(found, Math.round((part.sampleRateHz * MISSING_MAX_MS) / 1_000)) / all;
}

interface FoundPiece {
  /** In what was heard, in samples. */
  readonly place: number;
  /** How much later that is than in the sentence. */
  readonly shift: number;
  readonly loudness: number;
}

/** The loudness of the pieces that follow each other in what was heard as they do in the sentence. */
function loudestInOrder(pieces: readonly FoundPiece[], missingMax: number): number {
  const upTo: number[] = [];
  for (const { place, shift, loudness } of pieces) {
    const before = upTo.filter((_, index) => {
      const earlier = pieces[index];
      return earlier && earlier.place < place && Math.abs(earlier.shift - shift) <= missingMax;
    });
    upTo.push(loudness + Math.max(0, ...before));
  }
  return Math.max(0, ...upTo);
}

function spokenPieces(samples: Int16Array, length: number): readonly { at: number; loudness: number }[] {
  const pieces: { at: number; loudness: number }[] = [];
  for (let at = 0; at + length <= samples.length; at += length)
    pieces.push({ at, loudness: Math.sqrt(energyOf(samples.subarray(at, at + length)) / length) });
  const loudest = Math.max(0, ...pieces.map(({ loudness }) => loudness));
  return pieces.filter(({ loudness }) => loudness > loudest * PAUSE_BELOW);
}

function energyOf(samples: Int16Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return energy;
}

/** A sound that is looked through again and again. */
class Searched {
  readonly #samples: Int16Array;
  /** Energy of everything before. */
  readonly #energy: Float64Array;

  constructor(samples: Int16Array) {
    this.#samples = samples;
    this.#energy = new Float64Array(samples.length + 1);
    for (const [index, sample] of samples.entries())
      this.#energy[index + 1] = (this.#energy[index] ?? 0) + sample * sample;
  }

  /** Of the piece with what is at this place; sound has no mean, so none is taken off. */
  likeness(place: number, piece: Int16Array, energyOfPiece: number): number {
    const end = place + piece.length;
    if (place < 0 || end > this.#samples.length) return 0;
    const energy = (this.#energy[end] ?? 0) - (this.#energy[place] ?? 0);
    if (energy <= 0) return 0;
    let both = 0;
    for (let index = 0; index < piece.length; index += 1)
      both += (this.#samples[place + index] ?? 0) * (piece[index] ?? 0);
    return both / Math.sqrt(energy * energyOfPiece);
  }

  /** Where the piece fits best, if it fits anywhere. */
  placeOf(piece: Int16Array, energyOfPiece: number): number | null {
    let best = SAME_PIECE;
    let place: number | null = null;
    for (let at = 0; at + piece.length <= this.#samples.length; at += 1) {
      const likeness = this.likeness(at, piece, energyOfPiece);
      if (likeness < best) continue;
      best = likeness;
      place = at;
    }
    return place;
  }
}
