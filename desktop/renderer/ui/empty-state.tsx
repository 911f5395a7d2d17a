import type { ReactNode } from "react";
import styles from "./message-state.module.css";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

interface EmptyStateProps {
  readonly icon?: IconName;
  /** What is not there. */
  readonly title: string;
  /** The next step. */
  readonly hint?: string;
  readonly action?: ReactNode;
}

export function EmptyState({ icon, title, hint, action }: EmptyStateProps) {
  return (
    <div className={styles.state} data-testid="empty-state">
      {icon === undefined ? null : (
        <span className={styles.icon}>
          <Icon name={icon} size={22} />
        </span>
      )}
      <p className={styles.title}>{title}</p>
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      {action}
    </div>
  );
}
