import type { DurationMs } from "../../../shared/domain/time.ts";

/** `0:07`, `12:34`, `1:02:03`; the same in every language, as on a telephone's display. */
export function clockText(durationMs: DurationMs): string {
  const total = Math.max(0, Math.floor(durationMs / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, "0");
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, "0")}:${seconds}`;
}
