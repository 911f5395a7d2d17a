import type { RejectedRow } from "../../../../shared/domain/call-list.ts";

/**
 * The rejected rows as a file for a spreadsheet: with a byte-order mark, so that it shows Chinese, and with a quote before what it
 * would run as a formula (OWASP, CSV injection).
 */
export function rejectedCsv(
  header: readonly string[],
  rows: readonly RejectedRow[],
  reasonOf: (reason: RejectedRow["reason"]) => string,
): string {
  const lines = [header, ...rows.map((row) => [String(row.line), reasonOf(row.reason), row.content])];
  return `\uFEFF${lines.map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}
