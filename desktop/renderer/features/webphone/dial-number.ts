const LENGTH_MAX = 32;

/** What was typed as a number to dial (`+`, digits, `*`, `#`), or null when it is not one. Full-width digits count as digits. */
export function dialNumber(typed: string): string | null {
  const number = typed.normalize("NFKC").replace(/[\s().\-–—/]/g, "");
  return number.length <= LENGTH_MAX && /^\+?[0-9*#]+$/.test(number) ? number : null;
}
