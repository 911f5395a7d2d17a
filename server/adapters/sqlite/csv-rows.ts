import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { csvDelimiter } from "./csv-header.ts";
import { StoreError } from "./store-error.ts";

export interface CsvRow {
  /** Line of the file on which the row ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quote that is never closed would swallow the rest of the file. */
const ROW_LENGTH_MAX = 100_000;
const CHUNK_LENGTH = 64 * 1024;

/** The rows of a CSV text, the header among them. Throws `csv-malformed` with the line where the quoting is beyond repair. */
export async function* csvRows(text: string): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    delimiter: csvDelimiter(text),
    info: true,
    max_record_size: ROW_LENGTH_MAX,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  });
  const source = Readable.from(chunksOf(text));
  source.pipe(parser);
  try {
    for await (const parsed of parser) {
      const { info, record } = parsed as { info: { lines: number }; record: string[] };
      if (record.some((cell) => cell !== "")) yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new StoreError("csv-malformed", `line ${parser.info.lines}: ${error.code}`, { cause: error });
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function* chunksOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += CHUNK_LENGTH) yield text.slice(start, start + CHUNK_LENGTH);
}
