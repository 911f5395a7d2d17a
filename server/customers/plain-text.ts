/** C0/C1 controls, zero-width and direction marks: they come with pasted text and would make equal values differ. */
const INVISIBLE = /[\p{Cc}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Compatibility-normalised (full-width digits and letters become ASCII), without invisible characters, trimmed, at most `lengthMax`. */
export function plainText(raw: string, lengthMax: number): string {
  // Cut twice: first so that a megabyte is never normalised, then because NFKC may lengthen the text.
  return raw
    .slice(0, lengthMax * 4)
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .trim()
    .slice(0, lengthMax);
}
