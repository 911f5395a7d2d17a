import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";
import { classNames } from "./class-names.ts";

interface PanelProps {
  readonly title: string;
  /** Beside the title, e.g. a count or a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Without padding around the content, for tables and lists. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly "data-testid"?: string;
}

/** A named region of a view. */
export function Panel({ title, aside, children, flush, className, ...rest }: PanelProps) {
  const id = useId();
  return (
    <section className={classNames(styles.panel, className)} aria-labelledby={id} {...rest}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {aside === undefined ? null : <div className={styles.aside}>{aside}</div>}
      </header>
      <div className={classNames(styles.body, flush && styles.flush)}>{children}</div>
    </section>
  );
}
