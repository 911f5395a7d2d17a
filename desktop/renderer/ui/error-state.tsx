import styles from "./message-state.module.css";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface ErrorStateProps {
  /** What happened. */
  readonly title: string;
  /** What is kept and what to do. */
  readonly hint: string;
  readonly retryLabel?: string;
  readonly onRetry?: () => void;
}

export function ErrorState({ title, hint, retryLabel, onRetry }: ErrorStateProps) {
  return (
    <div className={styles.state} role="alert" data-testid="error-state">
      <span className={styles.bad}>
        <Icon name="alert" size={22} />
      </span>
      <p className={styles.title}>{title}</p>
      <p className={styles.hint}>{hint}</p>
      {onRetry === undefined || retryLabel === undefined ? null : (
        <Button icon="refresh" onPress={onRetry}>
          {retryLabel}
        </Button>
      )}
    </div>
  );
}
