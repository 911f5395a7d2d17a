import type { EpochMs } from "../../../shared/domain/time.ts";
import { clockText } from "./clock-text.ts";
import { useServerSecond } from "./server-time.ts";
import styles from "./timer.module.css";

interface TimerProps {
  /** Counts up from here … */
  readonly since?: EpochMs;
  /** … or down to here (never below 0). */
  readonly until?: EpochMs;
  /** What is being timed, for screen readers. */
  readonly label: string;
  readonly "data-testid"?: string;
}

/** Ticks locally by the server's clock: `0:07`, `12:34`, `1:02:03`. */
export function Timer({ since, until, label, ...rest }: TimerProps) {
  const second = useServerSecond();
  const elapsedMs = until === undefined ? second - (since ?? second) : until - second;
  return (
    <span role="timer" aria-label={label} className={styles.timer} {...rest}>
      {clockText(Math.max(0, elapsedMs))}
    </span>
  );
}
