import { type KeyboardEvent, useState } from "react";
import type { TargetGroup, TargetRow } from "./use-target-rows.ts";

interface MarkedRow {
  /** What Enter means; null: nothing yet. */
  readonly marked: TargetRow | null;
  /** For the search field. */
  readonly onKey: (event: KeyboardEvent) => void;
}

/**
 * Who is meant by Enter: the first who can be chosen of those found, or the one the arrow keys went to. Nobody before something was
 * typed or an arrow pressed: T and Enter by mistake must call no one.
 */
export function useMarkedRow(
  groups: readonly TargetGroup[],
  text: string,
  isPending: boolean,
  onChosen: (row: TargetRow, isGiven: boolean) => void,
): MarkedRow {
  const [moved, setMoved] = useState<{ readonly text: string; readonly key: string } | null>(null);
  const rows = groups.flatMap((group) => group.rows).filter(({ canBeChosen }) => canBeChosen);
  // What was typed since begins anew.
  const chosen = moved?.text === text ? rows.findIndex(({ key }) => key === moved.key) : -1;
  const at = chosen === -1 && text.trim() !== "" ? 0 : chosen;
  const marked = rows[at] ?? null;
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
      if (next !== undefined) setMoved({ text, key: next.key });
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      // Taken, which keeps it from the desk: Ctrl+Enter is a key there, too.
      event.preventDefault();
      if (marked !== null && !isPending) onChosen(marked, event.ctrlKey || event.metaKey);
    }
  };
  return { marked, onKey };
}
