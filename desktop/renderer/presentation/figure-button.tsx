import type { ReactNode } from "react";
import { classNames } from "../ui/class-names.ts";
import styles from "./figure-link.module.css";

interface FigureButtonProps {
  /** Shows what is behind the figure, in the same view; null: it is only told. */
  readonly onPress: (() => void) | null;
  /** What is shown: for who points at it, and read out behind the figure. */
  readonly hint: string;
  readonly children: ReactNode;
}

/** A figure of what is now, whose members stand in the same view; `FigureLink` is its sister for what has been. */
export function FigureButton({ onPress, hint, children }: FigureButtonProps) {
  if (onPress === null) return children;
  return (
    <button
      type="button"
      className={classNames(styles.link, styles.button)}
      title={hint}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      {children}
    </button>
  );
}
