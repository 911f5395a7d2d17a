import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";

/** How often a waiting caller is to hear something. */
export interface AnnouncementPlan {
  /** From queueing to the first announcement, at the latest. */
  readonly firstMs: DurationMs;
  /** From one announcement to the next, with the time the longest takes to be said. */
  readonly everyMs: DurationMs;
  /** An announcement this much behind its time is missed. */
  readonly lateMs: DurationMs;
}

export interface AnnouncementsOfOne {
  /** Each interval that passed in silence counts: who hears nothing for ten of them missed ten. */
  readonly missed: number;
  /** Of those that were said, but the first: how much after its time. */
  readonly latenessMs: readonly DurationMs[];
}

/** What one caller heard, from `queuedAt` to `overAt`, when announcements were asked for at the times given. */
export function announcementsOfOne(
  plan: AnnouncementPlan,
  queuedAt: EpochMs,
  announcedAt: readonly EpochMs[],
  overAt: EpochMs,
): AnnouncementsOfOne {
  let missed = 0;
  const latenessMs: DurationMs[] = [];
  let before = queuedAt;
  for (const [index, at] of [...announcedAt, overAt].entries()) {
    const late = at - before - (index === 0 ? plan.firstMs : plan.everyMs);
    if (late > plan.lateMs) missed += 1 + Math.floor((late - plan.lateMs) / plan.everyMs);
    if (index > 0 && index < announcedAt.length) latenessMs.push(Math.max(0, late));
    before = at;
  }
  return { missed, latenessMs };
}
