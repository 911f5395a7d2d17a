/** Seven digits or more are a telephone, account or card number: the middle goes, enough stays to recognise one's own. */
const LONG_NUMBER = /\+?\d{7,}/g;
const TEXT_MAX = 2_000;
const DEPTH_MAX = 4;
const ITEMS_MAX = 50;
/** Whole fields that are never written. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  "password",
  "secret",
  "token",
  "pin",
  "passwordHash",
  "authorization",
]);

export function maskText(text: string): string {
  return text.slice(0, TEXT_MAX).replace(LONG_NUMBER, (number) => `${number.slice(0, 3)}****${number.slice(-2)}`);
}

/** A copy fit for the operator log: numbers masked, secrets gone, bounded in depth and width. Times and counts stay. */
export function maskPersonalData(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return maskText(value);
  if (value instanceof Error) {
    const code = "code" in value ? value.code : undefined;
    return { name: value.name, message: maskText(value.message), code, stack: maskText(value.stack ?? "") };
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return "…";
  if (Array.isArray(value)) return value.slice(0, ITEMS_MAX).map((item) => maskPersonalData(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, ITEMS_MAX)
      .map(([name, item]) => [name, SECRET_FIELDS.has(name) ? "[secret]" : maskPersonalData(item, depth + 1)]),
  );
}
