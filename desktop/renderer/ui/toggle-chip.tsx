import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./toggle-chip.module.css";

interface ToggleChipProps {
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly "data-testid": string;
  readonly "data-state"?: string;
}

/** One of a few choices that narrow a list, all in view. */
export function ToggleChip({ isOn, onPress, children, ...data }: ToggleChipProps) {
  return (
    <button
      type="button"
      className={classNames(styles.chip, isOn && styles.on)}
      aria-pressed={isOn}
      onClick={onPress}
      {...data}
    >
      {children}
    </button>
  );
}
