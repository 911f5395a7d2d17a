import { playCallCentre } from "./call-centre.ts";
import { type BrokenCoreName, brokenCore } from "./broken-cores.ts";
import { randomCentre } from "./random-centre.ts";

/** Seeds `from` .. `from + count - 1`, one random centre each. */
export interface SeedsToPlay {
  readonly from: number;
  readonly count: number;
  /** null: the real core. */
  readonly broken: BrokenCoreName | null;
  /** With own agents, callbacks, repeat callers, hours and every rule at once; left out: without. */
  readonly isWild?: boolean;
}

export interface PlayedSeeds {
  readonly calls: number;
  readonly events: number;
  readonly offers: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly overflowed: number;
  /** Turned away by a rule of their queue, or for want of a place. */
  readonly refused: number;
  /** Called again: another of their calls went on. */
  readonly merged: number;
  /** Hung up on the promise of a callback, and kept their place. */
  readonly callbacks: number;
  readonly virtualHours: number;
  /** The most demands that waited in one queue at once, while somebody signed out. */
  readonly demandsMax: number;
  /** The first ones; each can be played again by its seed. */
  readonly failures: readonly { readonly seed: number; readonly problems: readonly string[] }[];
}

const FAILURES_MAX = 3;

/** Plays random centres one after the other, and stops when a few of them have failed. */
export function playSeeds({ from, count, broken, isWild = false }: SeedsToPlay): PlayedSeeds {
  const sum = {
    calls: 0,
    events: 0,
    offers: 0,
    answered: 0,
    abandoned: 0,
    overflowed: 0,
    refused: 0,
    merged: 0,
    callbacks: 0,
    virtualHours: 0,
    demandsMax: 0,
  };
  const failures: { seed: number; problems: readonly string[] }[] = [];
  for (let seed = from; seed < from + count && failures.length < FAILURES_MAX; seed += 1) {
    const problems = playSeed(seed, broken, isWild, ({ calls, acd, virtualMs }) => {
      sum.calls += calls.length;
      sum.events += acd.tally.events;
      sum.offers += acd.tally.offers;
      sum.overflowed += acd.books.overflowed;
      sum.callbacks += acd.tally.callbacks;
      sum.demandsMax = Math.max(sum.demandsMax, acd.tally.demandsMax);
      sum.virtualHours += virtualMs / 3_600_000;
      for (const { outcome } of calls) if (outcome !== "waiting") sum[outcome] += 1;
    });
    if (problems.length > 0) failures.push({ seed, problems });
  }
  return { ...sum, failures };
}

function playSeed(
  seed: number,
  broken: BrokenCoreName | null,
  isWild: boolean,
  count: (played: ReturnType<typeof playCallCentre>) => void,
): readonly string[] {
  const options = randomCentre(seed, isWild);
  try {
    const played = playCallCentre(broken === null ? options : { ...options, decide: brokenCore(broken) });
    count(played);
    const waiting = played.calls.filter((call) => call.outcome === "waiting").length;
    const idle = [...played.acd.state.agents.values()].filter((agent) => agent.state !== "ready").length;
    const answered = played.calls.filter((call) => call.outcome === "answered").length;
    const problems = [...played.problems];
    if (answered !== played.acd.books.answered && problems.length === 0)
      problems.push(`${answered} callers were answered, but ${played.acd.books.answered} are in the books`);
    if (waiting > 0) problems.push(`${waiting} calls never came to an end`);
    if (idle > 0 && problems.length === 0) problems.push(`${idle} agents are not ready although everybody went home`);
    return problems;
  } catch (error) {
    return [`the core threw: ${error instanceof Error ? error.message : String(error)}`];
  }
}
