import type { WallboardQueue } from "../../../../shared/wire/console.ts";

/** What a queue did with callers besides answering them: each has a column only while some queue has something to show in it. */
export const DEBT_COLUMNS = ["callbacks", "messages", "overflowed", "turned-away"] as const;
export type DebtColumn = (typeof DEBT_COLUMNS)[number];

/** The figure, and what stands small beside it; null: nothing. */
export interface Debt {
  /** Now, where something is still owed; else today's. */
  readonly count: number;
  readonly today: { readonly promised: number; readonly done: number } | null;
}

export function debtOf(queue: WallboardQueue, column: DebtColumn): Debt {
  switch (column) {
    case "callbacks": {
      const { waiting, calling, retry } = queue.callbacksNow;
      const { callbacksPromised: promised, callbacksReached: done } = queue;
      return { count: waiting + calling + retry, today: promised === 0 ? null : { promised, done } };
    }
    case "messages":
      return {
        count: queue.messagesOpen,
        today: queue.messagesLeft === 0 ? null : { promised: queue.messagesLeft, done: 0 },
      };
    case "overflowed":
      return { count: queue.overflowed, today: null };
    case "turned-away":
      return { count: queue.turnedAway, today: null };
    default:
      return column satisfies never;
  }
}

export function debtColumns(queues: readonly WallboardQueue[]): readonly DebtColumn[] {
  return DEBT_COLUMNS.filter((column) =>
    queues.some((queue) => {
      const { count, today } = debtOf(queue, column);
      return count > 0 || today !== null;
    }),
  );
}
