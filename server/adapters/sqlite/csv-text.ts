import { StoreError } from "./store-error.ts";

const REPLACEMENT = "\ufffd";
/** More unreadable characters than this share of the non-ASCII ones: it was not UTF-8 in the first place. */
const DAMAGED_SHARE_MAX = 0.1;

/**
 * The text of a CSV file as it comes from people: UTF-8 with or without byte order mark, UTF-16 (Excel's "Unicode text") or
 * GBK/GB18030 (Excel on a Chinese Windows). UTF-8 with a few damaged bytes stays UTF-8: its damaged rows hold U+FFFD.
 * Throws `csv-unreadable` for what is no text (an .xlsx file) and `bad-encoding` for other encodings.
 */
export function csvText(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes);
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    throw new StoreError("csv-unreadable", "this is a zip or .xlsx file, not CSV");
  }
  if (bytes.includes(0)) throw new StoreError("csv-unreadable", "the file holds zero bytes: it is not text");
  const utf8 = new TextDecoder("utf-8").decode(bytes);
  if (!utf8.includes(REPLACEMENT)) return utf8;
  const damaged = utf8.split(REPLACEMENT).length - 1;
  const foreign = utf8.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  if (damaged / Math.max(1, foreign) <= DAMAGED_SHARE_MAX) return utf8;
  try {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new StoreError("bad-encoding", "the text is neither UTF-8, UTF-16 nor GBK", { cause: error });
  }
}

function startsWith(bytes: Uint8Array, ...prefix: number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
