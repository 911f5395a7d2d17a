import type { DurationMs } from "../../../shared/domain/time.ts";

/** How far the machine's own time zone is east of UTC now: where the business day of "today" begins. */
export function localUtcOffsetMs(): DurationMs {
  return -new Date().getTimezoneOffset() * 60_000;
}
