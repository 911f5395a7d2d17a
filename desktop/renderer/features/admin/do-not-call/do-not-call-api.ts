import { DoNotCallImportSchema, DoNotCallPageSchema } from "../../../../../shared/wire/do-not-call-schemas.ts";
import { Failure } from "../../../connection/failure.ts";
import type { HttpClient } from "../../../connection/http-client.ts";

/** As the server's: a larger file is refused before it is sent. */
const CSV_BYTES_MAX = 10 * 1024 * 1024;
/** A full file takes the server some seconds to read. */
const IMPORT_TIMEOUT_MS = 60_000;

const path = "api/do-not-call";

/** @throws Failure */
export function readDoNotCall(http: HttpClient, q: string, signal: AbortSignal) {
  return http.get(DoNotCallPageSchema, { path, query: { q }, signal });
}

/** @throws Failure `bad-number` | `conflict` */
export async function addNumber(http: HttpClient, number: string, note: string): Promise<void> {
  await http.run({ method: "POST", path, body: { number, note } });
}

/** @throws Failure */
export async function removeNumber(http: HttpClient, phone: string, note: string): Promise<void> {
  await http.run({ method: "POST", path: `${path}/removals`, body: { phone, note } });
}

/** @throws Failure `csv-too-large` | `csv-no-phone-column` */
export async function importNumbers(http: HttpClient, file: File) {
  if (file.size > CSV_BYTES_MAX) throw new Failure("csv-too-large");
  return http.get(DoNotCallImportSchema, {
    method: "POST",
    path: `${path}/import`,
    body: file,
    contentType: "text/csv",
    timeoutMs: IMPORT_TIMEOUT_MS,
  });
}
