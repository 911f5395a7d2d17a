import { setImmediate as nextTurn } from "node:timers/promises";
import type { RejectedRow } from "../../../shared/domain/call-list.ts";
import { plainText } from "../../customers/plain-text.ts";
import { type CountryCode, toE164 } from "../../customers/to-e164.ts";
import { type CsvColumns, csvColumns } from "./csv-header.ts";
import { type CsvRow, csvRows } from "./csv-rows.ts";
import { csvText } from "./csv-text.ts";
import { StoreError } from "./store-error.ts";

export interface ReadEntry {
  readonly phone: string;
  readonly name: string;
  readonly reason: string;
  /** As written; empty where the file has none. */
  readonly account: string;
}

export interface ReadCallList {
  readonly entries: readonly ReadEntry[];
  readonly rejected: readonly RejectedRow[];
}

/** As the remedy of `csv-too-large` says. */
const FILE_SIZE_MAX_BYTES = 20 * 1024 * 1024;
const ROWS_MAX = 50_000;
const COLUMNS_MAX = 40;
const NAME_LENGTH_MAX = 200;
const REASON_LENGTH_MAX = 500;
const CONTENT_LENGTH_MAX = 300;
const ROWS_PER_TURN = 200;

/** Reads a list of people to call. Bad rows are kept with their reason; only a file that is no such list at all is refused. */
export async function readCallList(
  csv: Uint8Array,
  country: CountryCode,
  refusalOf: (number: string) => RejectedRow["reason"] | null = () => null,
): Promise<ReadCallList> {
  if (csv.byteLength > FILE_SIZE_MAX_BYTES) throw new StoreError("csv-too-large", `${csv.byteLength} bytes`);
  const entries: ReadEntry[] = [];
  const rejected: RejectedRow[] = [];
  const phones = new Set<string>();
  let columns: CsvColumns | null = null;
  let rows = 0;
  for await (const row of csvRows(csvText(csv))) {
    if (columns === null) {
      columns = csvColumns(row.cells);
      continue;
    }
    rows += 1;
    if (rows > ROWS_MAX) {
      // One line stands for all the rest: 50,000 rejected rows would help nobody.
      rejected.push(rejectedRow(row, "list-full"));
      break;
    }
    const entry = entryOf(row, columns, country, phones);
    // Now, by whoever has the file at hand, and not by the agent before whom the customer stands.
    const refusal = typeof entry === "string" ? entry : refusalOf(entry.phone);
    if (typeof entry === "string" || refusal !== null) rejected.push(rejectedRow(row, refusal ?? "bad-phone"));
    else {
      phones.add(entry.phone);
      entries.push(entry);
    }
    // Calls go on while a long list is read.
    if (rows % ROWS_PER_TURN === 0) await nextTurn();
  }
  if (columns === null) throw new StoreError("csv-empty", "no row at all");
  return { entries, rejected };
}

function entryOf(
  row: CsvRow,
  columns: CsvColumns,
  country: CountryCode,
  phones: ReadonlySet<string>,
): ReadEntry | RejectedRow["reason"] {
  if (row.cells.length > COLUMNS_MAX) return "too-many-columns";
  if (row.cells.some((cell) => cell.includes("\ufffd"))) return "bad-encoding";
  const cell = (index: number | null): string => (index === null ? "" : (row.cells[index] ?? ""));
  const writtenPhone = withoutExcelGuard(plainText(cell(columns.phone), 100));
  if (writtenPhone === "") return "no-phone";
  const phone = toE164(writtenPhone, country);
  if (phone === null) return "bad-phone";
  const name = plainText(cell(columns.name), NAME_LENGTH_MAX + 1);
  if (name.length > NAME_LENGTH_MAX) return "name-too-long";
  if (phones.has(phone)) return "duplicate";
  return {
    phone,
    name,
    reason: plainText(cell(columns.reason), REASON_LENGTH_MAX),
    account: withoutExcelGuard(plainText(cell(columns.account), 64)),
  };
}

/** `'138…` and `="138…"` are how people keep Excel from turning a number into 1.38E+10. */
function withoutExcelGuard(text: string): string {
  return text.replace(/^=?["']+|["']+$/gu, "").trim();
}

function rejectedRow(row: CsvRow, reason: RejectedRow["reason"]): RejectedRow {
  return { line: row.line, content: plainText(row.cells.slice(0, COLUMNS_MAX).join(", "), CONTENT_LENGTH_MAX), reason };
}
