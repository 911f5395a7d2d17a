import type { VoiceRating } from "../../../shared/domain/call-quality.ts";
import styles from "./voice-bars.module.css";

const BARS = { good: 4, fair: 3, poor: 1 } as const;

/** Four bars as on a telephone: told by their number, not only by colour. Give it words beside it. */
export function VoiceBars({ level }: { readonly level: VoiceRating["level"] }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className={styles[level]}>
      {[4, 7, 10, 13].map((height, index) => (
        <rect
          key={height}
          x={1 + index * 3.75}
          y={14.5 - height}
          width="2.75"
          height={height}
          rx="0.75"
          className={index < BARS[level] ? styles.on : styles.off}
        />
      ))}
    </svg>
  );
}
