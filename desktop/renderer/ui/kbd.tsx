import { Fragment } from "react";
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
      {list.map((key, at) => (
        // A space in between, as the names of controls have it ("Ctrl K"): what is seen is a part of what is spoken.
        <Fragment key={key}>
          {at === 0 ? null : " "}
          <kbd className={styles.key}>{key}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
