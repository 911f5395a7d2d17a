import styles from "./state-badge.module.css";
import { classNames } from "./class-names.ts";
import { type ShownState, StateShape } from "./state-shape.tsx";

interface StateBadgeProps {
  readonly state: ShownState;
  /** The state in words, from the catalogue (`common:state.<state>`). */
  readonly label: string;
  readonly size?: "sm" | "md";
}

/** A state by word, colour and shape. */
export function StateBadge({ state, label, size = "sm" }: StateBadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[size], styles[state])} data-state={state}>
      <StateShape state={state} size={size === "md" ? 12 : 10} />
      {label}
    </span>
  );
}
