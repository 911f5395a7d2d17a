import {
  type CallQuality,
  type LineSample,
  type QualityCause,
  type QualityPoint,
  QUALITY_POINTS_MAX,
  type VoiceRating,
  type VoiceSample,
} from "../../shared/domain/call-quality.ts";
import type { EpochMs } from "../../shared/domain/time.ts";

/** One measured window. */
export interface QualityWindow {
  readonly at: EpochMs;
  readonly sample: VoiceSample;
  readonly line: LineSample | null;
  readonly rating: VoiceRating;
}

/** The record with one window more. Means are weighted by time, so that a short last window counts little. */
export function withWindow(
  before: CallQuality | null,
  whose: Pick<CallQuality, "contactId" | "agentId">,
  { at, sample, line, rating }: QualityWindow,
): CallQuality {
  const knownMs = (before?.points ?? []).reduce((sum, { windowMs }) => sum + windowMs, 0);
  const mean = (known: number | undefined, next: number) =>
    known === undefined ? next : (known * knownMs + next * sample.windowMs) / (knownMs + sample.windowMs);
  const maybeMean = (known: number | null | undefined, next: number | null) =>
    next === null ? (known ?? null) : mean(known ?? undefined, next);
  const points = shortened([
    ...(before?.points ?? []),
    { at, windowMs: sample.windowMs, mos: rounded(rating.mos), cause: rating.cause },
  ]);
  const worse = (key: "lossPercent" | "jitterMs") => Math.max(sample.heard[key], sample.sent?.[key] ?? 0);
  const lineWorse = (key: "lossPercent" | "jitterMs") =>
    line === null ? null : Math.max(line.heard[key], line.sent[key]);
  return {
    ...whose,
    firstAt: before?.firstAt ?? at - sample.windowMs,
    lastAt: at,
    mosMean: mean(before?.mosMean, rating.mos),
    mosMin: Math.min(before?.mosMin ?? rating.mos, rating.mos),
    lossPercent: mean(before?.lossPercent, worse("lossPercent")),
    jitterMs: mean(before?.jitterMs, worse("jitterMs")),
    rttMs: maybeMean(before?.rttMs, sample.rttMs),
    lineLossPercent: maybeMean(before?.lineLossPercent, lineWorse("lossPercent")),
    lineJitterMs: maybeMean(before?.lineJitterMs, lineWorse("jitterMs")),
    cause: commonest(points),
    points,
  };
}

/** A call of hours keeps its course, in steps twice as long. */
function shortened(points: readonly QualityPoint[]): readonly QualityPoint[] {
  if (points.length <= QUALITY_POINTS_MAX) return points;
  const pairs: QualityPoint[] = [];
  for (let at = 0; at < points.length; at += 2) {
    const [first, second] = [points[at], points[at + 1]];
    if (first === undefined) break;
    if (second === undefined) {
      pairs.push(first);
      break;
    }
    const windowMs = first.windowMs + second.windowMs;
    pairs.push({
      at: second.at,
      windowMs,
      mos: rounded((first.mos * first.windowMs + second.mos * second.windowMs) / windowMs),
      cause: first.mos <= second.mos ? first.cause : second.cause,
    });
  }
  return pairs;
}

function commonest(points: readonly QualityPoint[]): QualityCause {
  const spentMs = new Map<QualityCause, number>();
  for (const { cause, windowMs } of points) {
    if (cause !== "none") spentMs.set(cause, (spentMs.get(cause) ?? 0) + windowMs);
  }
  let worst: QualityCause = "none";
  for (const [cause, ms] of spentMs) if (ms > (spentMs.get(worst) ?? 0)) worst = cause;
  return worst;
}

function rounded(mos: number): number {
  return Math.round(mos * 1_000) / 1_000;
}
