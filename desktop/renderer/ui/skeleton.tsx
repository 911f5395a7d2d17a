import styles from "./skeleton.module.css";

interface SkeletonProps {
  readonly lines?: number;
  /** What is loading, for screen readers. */
  readonly label: string;
}

/** Where text will be. Appears after 120 ms only, so that a quick answer does not flash. */
export function Skeleton({ lines = 3, label }: SkeletonProps) {
  return (
    <output className={styles.skeleton} aria-label={label} data-testid="skeleton">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles.line} />
      ))}
    </output>
  );
}
