import type { ReactNode } from "react";
import styles from "./page.module.css";
import { classNames } from "./class-names.ts";

interface PageProps {
  readonly title: string;
  /** A line below the title. */
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Uses the whole width instead of a readable column. */
  readonly wide?: boolean;
  /** A column of steps or settings: what stands in the title row ends where they end. */
  readonly narrow?: boolean;
  readonly "data-testid"?: string;
}

/** The frame of a view in the main area: title row, then content that scrolls. */
export function Page({ title, subtitle, actions, children, wide, narrow, ...rest }: PageProps) {
  return (
    <div className={styles.page} {...rest}>
      <div className={classNames(styles.inner, wide && styles.wide, narrow && styles.narrow)}>
        <header className={styles.head}>
          <div className={styles.titles}>
            <h1 className={styles.title}>{title}</h1>
            {subtitle === undefined ? null : <p className={styles.subtitle}>{subtitle}</p>}
          </div>
          {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  );
}
