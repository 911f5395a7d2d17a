import type { ReactNode } from "react";
import { type Route, routeHash } from "../navigation/route.ts";
import styles from "./figure-link.module.css";

interface FigureLinkProps {
  /** Where the calls are of which this figure is made; null: it is only told, as on a wall, or there are none. */
  readonly to: Route | null;
  /** What opens: for who points at it, and read out behind the figure. */
  readonly hint: string;
  /** In a table where the arrow keys go from row to row: 0 in the one that has the focus. */
  readonly tabIndex?: 0 | -1;
  readonly children: ReactNode;
}

/** A figure that opens the calls behind it. */
export function FigureLink({ to, hint, tabIndex, children }: FigureLinkProps) {
  if (to === null) return children;
  return (
    // A row that is chosen by a click stays as it is: who opens the calls leaves the board.
    <a
      className={styles.link}
      href={routeHash(to)}
      title={hint}
      tabIndex={tabIndex}
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </a>
  );
}
