import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeWav } from "./wav.ts";

const RATE_HZ = 8_000;
const NOTE_SECONDS = 0.5;
/** A struck bar: its sound falls to a third within this time. */
const DECAY_SECONDS = 0.7;
const ATTACK_SECONDS = 0.012;
/** Peak of one note; several sound at a time. The whole is at -23 dBFS (RMS), as loud as the music that Asterisk brings. */
const NOTE_LEVEL = 0.11;
/** C, A minor, F, G: each four notes up and four down, in semitones above A4. Within what G.711 carries (300 to 3,400 Hz). */
const CHORDS: readonly (readonly number[])[] = [
  [3, 7, 10, 15],
  [0, 3, 7, 12],
  [-4, 0, 3, 8],
  [-2, 2, 5, 10],
];
const ROUNDS = 2;

/**
 * Music for whoever waits on an exchange that brings none: a container image, an Asterisk without its music package. Without any the
 * line of a waiting caller would be silent, which sounds like a line that is dead. Made here, so nobody's rights are in it.
 * @returns the folder it is in, of one file
 */
export async function plainMusic(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path.join(folder, "plain.wav"), writeWav(plainTune(), RATE_HZ), { mode: 0o600 });
  return folder;
}

/** 16-bit samples at 8 kHz, a little more than half a minute; its last notes fade over its first, so it has no seam. */
export function plainTune(): Int16Array {
  const notes = Array.from({ length: ROUNDS }, () =>
    CHORDS.flatMap((chord) => [...chord, ...chord.toReversed()]),
  ).flat();
  const step = Math.round(NOTE_SECONDS * RATE_HZ);
  const sound = new Float32Array(notes.length * step);
  notes.forEach((semitones, index) => {
    const hertz = 440 * 2 ** (semitones / 12);
    for (let at = 0; at < RATE_HZ * DECAY_SECONDS * 5; at += 1) {
      const place = (index * step + at) % sound.length;
      sound[place] = (sound[place] ?? 0) + struck(hertz, at / RATE_HZ);
    }
  });
  return Int16Array.from(sound, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
}

function struck(hertz: number, seconds: number): number {
  const loudness = NOTE_LEVEL * Math.min(1, seconds / ATTACK_SECONDS) * Math.exp(-seconds / DECAY_SECONDS);
  const phase = 2 * Math.PI * hertz * seconds;
  return loudness * (Math.sin(phase) + 0.25 * Math.sin(2 * phase));
}
