import { loudnessDb, toneLevelDb } from "../carrier/tone-level.ts";
import type { Sound } from "../carrier/wav-file.ts";

/** The person at the carrier. */
export const CUSTOMER_HZ = 1_000;
/** The agent's microphone. */
export const AGENT_HZ = 700;
/** A second browser's microphone: a customer on the web phone, a second agent. */
export const OTHER_HZ = 540;
/** A third one's. */
export const THIRD_HZ = 430;

/** A tone that is spoken arrives well above this, one that is not stays well below; music and speech lie in between. */
export const HEARD_DB = -32;
export const GONE_DB = -45;
/** Speech and music as the exchange plays them lie around -20 dB; between prompts there is digital silence. */
export const SPOKEN_DB = -45;
/** Between a tone heard and a frequency beside it. */
const ABOVE_NEIGHBOUR_DB = 15;
const NEIGHBOUR = 1.19;

export const speaks = (hz: number) => (sound: Sound) =>
  toneLevelDb(sound, hz) > HEARD_DB && toneLevelDb(sound, hz) > toneLevelDb(sound, hz * NEIGHBOUR) + ABOVE_NEIGHBOUR_DB;

/** Nobody's tone: too faint, or no louder than the frequency beside it, as in speech and music, which have some of each. */
export const isWithout = (hz: number) => (sound: Sound) =>
  toneLevelDb(sound, hz) < GONE_DB || toneLevelDb(sound, hz) < toneLevelDb(sound, hz * NEIGHBOUR) + ABOVE_NEIGHBOUR_DB;

const PIECES = 4;

/**
 * Music from the first moment to the last, and nobody's tone. By pieces: of a tone that ends in the first moments the whole says little
 * (its level is taken under a window that is nought at both ends), while it is loud enough to be taken for music.
 */
export const musicWithout =
  (...tonesHz: readonly number[]) =>
  ({ samples, sampleRateHz }: Sound) =>
    Array.from({ length: PIECES }, (_, piece) => {
      const [from, to] = [piece, piece + 1].map((end) => Math.round((end * samples.length) / PIECES));
      return { samples: samples.subarray(from, to), sampleRateHz };
    }).every((piece) => loudnessDb(piece) > SPOKEN_DB && tonesHz.every((hz) => toneLevelDb(piece, hz) < GONE_DB));

/** Of all these tones exactly the ones that are named. */
export const hearsOnly =
  (amongHz: readonly number[], heardHz: readonly number[]) =>
  (sound: Sound): boolean =>
    amongHz.every((hz) => (heardHz.includes(hz) ? speaks(hz)(sound) : toneLevelDb(sound, hz) < GONE_DB));
