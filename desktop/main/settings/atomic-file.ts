import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** Only the person whose file it is. */
const OWNER_ONLY = 0o600;

/**
 * Replaces a file as a whole: a reader, or a start after a power cut, finds the old text or the new one, never half.
 * @throws when the folder cannot be written; the old file stays
 */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  const beside = `${path}.new`;
  try {
    const file = openSync(beside, "w", OWNER_ONLY);
    try {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      // The rename must not reach the disk before the text.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
