import styles from "./kbd.module.css";

interface KbdProps {
  /** One key, or keys pressed together, e.g. `["Ctrl", "K"]`. */
  readonly keys: string | readonly string[];
}

/** The key of an action, shown beside its label. Hidden from screen readers: the control carries `aria-keyshortcuts`. */
export function Kbd({ keys }: KbdProps) {
  const list = typeof keys === "string" ? [keys] : keys;
  return (
    <span className={styles.keys} aria-hidden="true">
      {list.map((key) => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
