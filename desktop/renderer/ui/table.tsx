import { type KeyboardEvent, type ReactNode, useRef } from "react";
import styles from "./table.module.css";
import { classNames } from "./class-names.ts";

export interface TableColumn<R> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  readonly align?: "start" | "end";
  /** CSS width, e.g. `8rem`; columns without one share the rest. */
  readonly width?: string;
}

interface TableProps<R> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly TableColumn<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
  /** Makes rows pressable: click, or Enter on the focused row; arrow keys move between rows. */
  readonly onOpen?: (row: R) => void;
  readonly rowTestId?: string;
}

/** A plain table, dense, with a head that stays in view. */
export function Table<R>({ label, columns, rows, rowId, onOpen, rowTestId }: TableProps<R>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const move = (event: KeyboardEvent<HTMLTableRowElement>, row: R) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter") onOpen?.(row);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const index = Array.prototype.indexOf.call(body.current?.rows ?? [], event.currentTarget);
    body.current?.rows[index + step]?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={cellClass(column)} {...widthOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <tr
              key={rowId(row)}
              data-row-id={rowId(row)}
              {...(rowTestId === undefined ? {} : { "data-testid": rowTestId })}
              {...(onOpen === undefined
                ? {}
                : {
                    tabIndex: index === 0 ? 0 : -1,
                    className: styles.open,
                    onClick: () => onOpen(row),
                    onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => move(event, row),
                  })}
            >
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function cellClass<R>(column: TableColumn<R>): string {
  return classNames(styles.cell, column.align === "end" && styles.end);
}

function widthOf<R>(column: TableColumn<R>) {
  return column.width === undefined ? {} : { style: { width: column.width } };
}
