import type { DurationMs } from "../../shared/domain/time.ts";
import { gammaQuantile } from "./gamma-quantile.ts";

/** How long calls take: mean and squared coefficient of variation, and over how many calls it was measured. */
export interface HandlingFigures {
  readonly meanMs: DurationMs;
  readonly squaredVariation: number;
  readonly samples: number;
}

/** Callers seen lately with how much earlier than the one estimated for they would be served had they come at the same moment. */
export interface ArrivalFigures {
  readonly windowMs: DurationMs;
  /** One for each caller of the window, in ms; at most 0 = never passes. */
  readonly leadsMs: readonly DurationMs[];
}

export interface WaitInputs {
  /** Callers who are served earlier by the same agents; parts of one where agents are shared. */
  readonly ahead: number;
  /** Agents who are at work and can serve this caller; parts of one where they also serve others first. > 0 */
  readonly agents: number;
  readonly handling: HandlingFigures;
  /** Rate at which one waiting caller gives up, per ms. */
  readonly abandonRatePerMs: number;
  readonly arrivals: ArrivalFigures;
  /** Callers behind who came earlier: each is served first if the wait lasts until their promotion, so long from now. */
  readonly eldersPromotedInMs: readonly DurationMs[];
  readonly waitedMs: DurationMs;
  /** From here on nobody passes any more (promotion); 0: already so. */
  readonly promotedInMs: DurationMs;
}

/** How much longer this caller waits: half of all such callers less than `p50Ms`, nine of ten less than `p90Ms`. */
export interface WaitEstimate {
  readonly p50Ms: DurationMs;
  readonly p90Ms: DurationMs;
}

/** Further ahead nothing is added one by one any more: the sums have closed forms that differ by less than a part in a thousand. */
const EXACT_AHEAD_MAX = 400;
const PASSING_ROUNDS = 12;

/**
 * The wait is the time until so many agents became free as stand ahead, plus one. Busy agents free themselves at the rate
 * agents / mean; each of those ahead may give up meanwhile, which makes the line a pure death process:
 *
 *   wait = sum over j = 0..ahead of a time of rate  agents/mean + j * abandon rate        (Erlang A seen from a place in line)
 *
 * Callers with a greater head start may still arrive and pass: only as long as their lead is greater than the time that
 * passed between both arrivals, and never after promotion. Elders behind pass when they are promoted. Their number up to time w, N(w), is read off the callers of
 * the last while, and w = line + N(w) * mean/agents is solved by repetition from below.
 *
 * Spread: variances of the death process, of the number passing (Poisson), and of not knowing the mean exactly; the quantiles
 * are those of a gamma distribution with this mean and variance (exact for exponential handling and nobody giving up).
 *
 * null: no agent, or no handling time: nothing can be promised.
 */
export function estimateWait(inputs: WaitInputs): WaitEstimate | null {
  const { agents, handling } = inputs;
  if (!(agents > 0) || !(handling.meanMs > 0)) return null;
  const gapMs = handling.meanMs / agents;
  const line = throughLine(inputs, gapMs);
  let meanMs = line.meanMs;
  let passing = 0;
  for (let round = 0; round < PASSING_ROUNDS; round += 1) {
    passing = expectedPassing(inputs, meanMs);
    // On the average they come half-way and wait the other half; some give up before it is their turn.
    const staying = passing / (1 + (inputs.abandonRatePerMs * meanMs) / 2);
    meanMs = line.meanMs + staying * gapMs;
  }
  // Poisson number of exponential gaps: E[N] * E[gap^2]. The mean handling time itself is known up to its standard error.
  const variance =
    line.variance +
    passing * 2 * gapMs * gapMs +
    (meanMs * meanMs * handling.squaredVariation) / Math.max(1, handling.samples);
  return { p50Ms: gammaQuantile(meanMs, variance, 0.5), p90Ms: gammaQuantile(meanMs, variance, 0.9) };
}

function throughLine(
  { ahead, agents, handling, abandonRatePerMs }: WaitInputs,
  gapMs: DurationMs,
): { readonly meanMs: DurationMs; readonly variance: number } {
  // The next few ends among many agents come like a Poisson process; over more than one round of calls they are as regular as
  // the calls are long (index of dispersion of superposed renewal processes).
  const firstRound = Math.max(0, 1 - (ahead + 1) / Math.max(1, agents));
  const regularity = Math.max(0.05, handling.squaredVariation + (1 - handling.squaredVariation) * firstRound);
  // The call in progress is not new: its rest is mean * (1 + scv) / 2 (renewal theory).
  const firstGap = 1 + (handling.squaredVariation - 1) / 2 / Math.max(1, agents);
  const steps = Math.floor(ahead);
  const rest = ahead - steps;
  let meanMs = gapMs * firstGap;
  let variance = gapMs * gapMs * regularity;
  const rate = 1 / gapMs;
  for (let place = 1; place <= Math.min(steps, EXACT_AHEAD_MAX); place += 1) {
    const step = 1 / (rate + place * abandonRatePerMs);
    meanMs += step;
    variance += step * step * regularity;
  }
  if (steps > EXACT_AHEAD_MAX) {
    const far = tail(rate, abandonRatePerMs, EXACT_AHEAD_MAX, steps);
    meanMs += far.meanMs;
    variance += far.variance * regularity;
  }
  const last = rest / (rate + (steps + 1) * abandonRatePerMs);
  return { meanMs: meanMs + last, variance: variance + last * last };
}

/** The sums over places `from`+1..`to` as integrals. */
function tail(rate: number, giveUp: number, from: number, to: number) {
  if (giveUp * to < rate * 1e-9) return { meanMs: (to - from) / rate, variance: (to - from) / (rate * rate) };
  const low = rate + (from + 0.5) * giveUp;
  const high = rate + (to + 0.5) * giveUp;
  return { meanMs: Math.log(high / low) / giveUp, variance: (1 / low - 1 / high) / giveUp };
}

/** Expected number of callers who arrive within the next `waitMs` and are still served earlier. */
function expectedPassing(inputs: WaitInputs, waitMs: DurationMs): number {
  const { arrivals, waitedMs, promotedInMs } = inputs;
  const elders = inputs.eldersPromotedInMs.reduce((count, inMs) => (inMs < waitMs ? count + 1 : count), 0);
  if (arrivals.windowMs <= 0) return elders;
  const untilMs = Math.min(waitMs, promotedInMs);
  let sum = 0;
  for (const leadMs of arrivals.leadsMs) sum += Math.max(0, Math.min(untilMs, leadMs - waitedMs));
  return elders + sum / arrivals.windowMs;
}
