import type { WallboardQueue } from "../../../../shared/wire/wallboard-schemas.ts";

/** What a queue still owes to callers who hung up: each has a column only while some queue has something to show in it. */
const DEBT_COLUMNS = ["callbacks", "messages"] as const;
export type DebtColumn = (typeof DEBT_COLUMNS)[number];

export interface Debt {
  /** Still owed now. */
  readonly count: number;
  /** Today's. */
  readonly promised: number;
  readonly done: number;
}

export function debtOf(queue: WallboardQueue, column: DebtColumn): Debt {
  if (column === "messages") return { count: queue.messagesOpen, promised: queue.messagesLeft, done: 0 };
  const { waiting, calling, retry } = queue.callbacksNow;
  return { count: waiting + calling + retry, promised: queue.callbacksPromised, done: queue.callbacksReached };
}

export const NO_DEBTS: readonly DebtColumn[] = [];
/** Each choice once: rows are memoised, so the same columns have to be the same array. */
const CHOICES: readonly (readonly DebtColumn[])[] = [DEBT_COLUMNS, ["callbacks"], ["messages"], NO_DEBTS];

export function debtColumns(queues: readonly WallboardQueue[]): readonly DebtColumn[] {
  const isShown = (column: DebtColumn): boolean =>
    queues.some((queue) => {
      const { count, promised } = debtOf(queue, column);
      return count + promised > 0;
    });
  const choice = CHOICES.find((columns) => DEBT_COLUMNS.every((each) => columns.includes(each) === isShown(each)));
  return choice ?? DEBT_COLUMNS;
}
