import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { plainMusic, plainTune } from "./plain-music.ts";
import { readWav } from "./wav.ts";

const most = (values: Iterable<number>): number => [...values].reduce((high, value) => Math.max(high, value), 0);
const rms = (samples: Int16Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / samples.length);

it("never falls silent, is never loud, and has no seam where it begins again", () => {
  const tune = plainTune();
  expect(tune.length / 8_000).toBe(32);
  expect(20 * Math.log10(rms(tune))).toBeGreaterThan(-26);
  expect(20 * Math.log10(rms(tune))).toBeLessThan(-16);
  for (let at = 0; at < tune.length; at += 4_000)
    expect(rms(tune.slice(at, at + 4_000)), `at ${at}`).toBeGreaterThan(0.03);
  expect(most(tune.map(Math.abs))).toBeLessThan(32_000);
  const between = tune.map((sample, index) => Math.abs(sample - (tune[(index + 1) % tune.length] ?? 0)));
  expect(between.at(-1)).toBeLessThanOrEqual(most(between.slice(0, -1)));
});

it("is a folder of one file that an exchange plays", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "cordboard-music-"));
  try {
    const music = await plainMusic(path.join(folder, "music"));
    const { rateHz, samples } = readWav(await readFile(path.join(music, "plain.wav")));
    expect({ rateHz, seconds: samples.length / rateHz }).toEqual({ rateHz: 8_000, seconds: 32 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
