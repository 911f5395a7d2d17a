import type { CallListId } from "../../../../shared/domain/ids.ts";
import { CallListSummarySchema, ListOutlookSchema } from "../../../../shared/wire/domain-schemas.ts";
import { CallListsSchema, RejectedRowsSchema } from "../../../../shared/wire/http.ts";
import { Failure } from "../../connection/failure.ts";
import type { HttpClient } from "../../connection/http-client.ts";

/** As the server's: a larger file is refused before it is sent. */
export const CSV_BYTES_MAX = 10 * 1024 * 1024;
/** A full file takes the server some seconds to read. */
const IMPORT_TIMEOUT_MS = 60_000;

/** @throws Failure */
export async function readCallLists(http: HttpClient, signal: AbortSignal) {
  const { lists } = await http.get(CallListsSchema, { path: "api/call-lists", signal });
  return lists;
}

/** @throws Failure `csv-too-large` | `csv-unreadable` and the store's own codes */
export async function importCallList(http: HttpClient, name: string, file: File) {
  if (file.size > CSV_BYTES_MAX) throw new Failure("csv-too-large");
  return http.get(CallListSummarySchema, {
    method: "POST",
    path: "api/call-lists",
    query: { name },
    body: file,
    contentType: "text/csv",
    timeoutMs: IMPORT_TIMEOUT_MS,
  });
}

/** @throws Failure */
export async function readOutlook(http: HttpClient, callListId: CallListId, signal: AbortSignal) {
  const path = `api/call-lists/${encodeURIComponent(callListId)}/outlook`;
  return http.get(ListOutlookSchema, { path, signal });
}

/** @throws Failure */
export async function readRejectedRows(http: HttpClient, callListId: CallListId, signal: AbortSignal) {
  const path = `api/call-lists/${encodeURIComponent(callListId)}/rejected`;
  const { rows } = await http.get(RejectedRowsSchema, { path, signal });
  return rows;
}
