import { Worker } from "node:worker_threads";
import type { PlayedSeeds, SeedsToPlay } from "./play-seeds.ts";

/** Plays the seeds on so many threads, each a part of them; which thread plays which seed changes nothing. */
export async function playInParallel({ from, count, ...how }: SeedsToPlay, threads: number): Promise<PlayedSeeds> {
  const each = Math.ceil(count / threads);
  const parts = await Promise.all(
    Array.from({ length: threads }, (_, n) =>
      playOnThread({ from: from + n * each, count: Math.max(0, Math.min(each, count - n * each)), ...how }),
    ),
  );
  const sum = (of: (part: PlayedSeeds) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    calls: sum((part) => part.calls),
    events: sum((part) => part.events),
    offers: sum((part) => part.offers),
    answered: sum((part) => part.answered),
    abandoned: sum((part) => part.abandoned),
    overflowed: sum((part) => part.overflowed),
    refused: sum((part) => part.refused),
    merged: sum((part) => part.merged),
    callbacks: sum((part) => part.callbacks),
    virtualHours: sum((part) => part.virtualHours),
    demandsMax: Math.max(...parts.map((part) => part.demandsMax)),
    failures: parts.flatMap((part) => part.failures),
  };
}

function playOnThread(seeds: SeedsToPlay): Promise<PlayedSeeds> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./simulation-worker.mjs", import.meta.url), { workerData: seeds });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`a thread of the simulation ended with ${code} and said nothing`)));
  });
}
