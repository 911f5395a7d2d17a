/** C0/C1 controls, zero-width and direction marks: they come with pasted text and would make equal values differ. */
const INVISIBLE = /[\p{Cc}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

const LINE_BREAKS_AND_TABS = /[\t\r\n\v\f\u2028\u2029]+/gu;

/** Compatibility-normalised (full-width digits and letters become ASCII), in one line, without invisible characters, trimmed, at most `lengthMax`. */
export function plainText(raw: string, lengthMax: number): string {
  // Cut twice: first so that a megabyte is never normalised, then because NFKC may lengthen the text.
  return raw
    .slice(0, lengthMax * 4)
    .normalize("NFKC")
    .replace(LINE_BREAKS_AND_TABS, " ")
    .replace(INVISIBLE, "")
    .trim()
    .slice(0, lengthMax);
}
