import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import type { Clock, RandomSource } from "../../ports/clock.ts";
import type { TelephoneSound } from "./telephone-sound.ts";
import { pcmBytes, writeWav } from "./wav.ts";

const CACHE_LIMITS = { entriesMax: 500, bytesMax: 200 * 1024 * 1024 };
/** A sound handed out a moment ago may not have been opened by the PBX yet. */
const IN_USE_FOR_MS: DurationMs = 10 * 60_000;
/** Marked as used at most so often: in a rush the same place in the line is said forty times a second. */
const MARKED_EVERY_MS: DurationMs = 1_000;
/** Goes up when the way sounds are made changes, so that old ones are made anew. */
const FORMAT_VERSION = 1;

interface Entry {
  readonly bytes: number;
  readonly usedAt: EpochMs;
}

/**
 * Telephone sounds on disk, each as `<key>.wav` (8 kHz) and `<key>.sln16` (16 kHz) so that the PBX takes what suits the caller.
 * The least recently used go when there are too many; the modification time is the time of use, so a restart knows it too.
 */
export class PromptCache {
  private readonly folder: string;
  private readonly clock: Clock;
  private readonly random: RandomSource;
  /** Never pruned: what every call needs. */
  private readonly kept: ReadonlySet<string>;
  private readonly limits: typeof CACHE_LIMITS;
  private readonly entries = new Map<string, Entry>();
  private opened: Promise<void> | null = null;

  constructor(folder: string, clock: Clock, random: RandomSource, kept: ReadonlySet<string>, limits = CACHE_LIMITS) {
    this.folder = folder;
    this.clock = clock;
    this.random = random;
    this.kept = kept;
    this.limits = limits;
  }

  /** Path without extension, or null when it must be made. */
  async find(key: string): Promise<string | null> {
    await this.open();
    const entry = this.entries.get(key);
    if (entry === undefined) return null;
    const now = this.clock.now();
    const wav = this.file(key, "wav");
    // In the same turn: a look at a file of this machine takes less time than to ask another thread for it.
    if (Math.abs(now - entry.usedAt) < MARKED_EVERY_MS && existsSync(wav)) return path.join(this.folder, key);
    try {
      await utimes(wav, now / 1000, now / 1000);
    } catch (problem) {
      if (!isMissing(problem)) throw problem;
      this.entries.delete(key);
      return null;
    }
    this.entries.set(key, { bytes: entry.bytes, usedAt: now });
    return path.join(this.folder, key);
  }

  /** Whole or not at all: a crash or a full disk never leaves half a sound under its name. */
  async put(key: string, sound: TelephoneSound): Promise<string> {
    await this.open();
    const wide = pcmBytes(sound.wide);
    const narrow = writeWav(sound.narrow, 8_000);
    // The .wav comes last: it is the one that is looked for.
    await this.write(this.file(key, "sln16"), wide);
    await this.write(this.file(key, "wav"), narrow);
    this.entries.set(key, { bytes: wide.length + narrow.length, usedAt: this.clock.now() });
    await this.prune();
    return path.join(this.folder, key);
  }

  get size(): number {
    return this.entries.size;
  }

  private open(): Promise<void> {
    this.opened ??= this.load().catch((problem: unknown) => {
      this.opened = null;
      throw problem;
    });
    return this.opened;
  }

  private async load(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const files = await readdir(this.folder);
    for (const file of files) {
      if (file.endsWith(".part")) await rm(path.join(this.folder, file), { force: true });
      if (!file.endsWith(".wav")) continue;
      const key = file.slice(0, -".wav".length);
      const narrow = await stat(path.join(this.folder, file));
      // The wide sound is four bytes for each two of the narrow one.
      this.entries.set(key, { bytes: narrow.size * 3, usedAt: narrow.mtimeMs });
    }
  }

  private async write(file: string, bytes: Buffer): Promise<void> {
    const part = `${file}.${this.random.id("w")}.part`;
    try {
      await writeFile(part, bytes);
      const now = this.clock.now() / 1000;
      await utimes(part, now, now);
      await rename(part, file);
    } catch (problem) {
      await rm(part, { force: true });
      throw problem;
    }
  }

  private async prune(): Promise<void> {
    let bytes = [...this.entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    if (this.entries.size <= this.limits.entriesMax && bytes <= this.limits.bytesMax) return;
    const usedBefore = this.clock.now() - IN_USE_FOR_MS;
    const oldestFirst = [...this.entries]
      .filter(([key, entry]) => !this.kept.has(key) && entry.usedAt < usedBefore)
      .sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, entry] of oldestFirst) {
      if (this.entries.size <= this.limits.entriesMax && bytes <= this.limits.bytesMax) return;
      this.entries.delete(key);
      bytes -= entry.bytes;
      await rm(this.file(key, "wav"), { force: true });
      await rm(this.file(key, "sln16"), { force: true });
    }
  }

  private file(key: string, extension: "wav" | "sln16"): string {
    return path.join(this.folder, `${key}.${extension}`);
  }
}

/** One key for one sound. */
export function cacheKey(parts: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify([FORMAT_VERSION, ...parts]))
    .digest("hex")
    .slice(0, 40);
}

export function isMissing(problem: unknown): boolean {
  return problem instanceof Error && Reflect.get(problem, "code") === "ENOENT";
}
