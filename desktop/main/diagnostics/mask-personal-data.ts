/** The operator's log goes into tickets and mails: what tells who called or opens a session has no place in it. */

const TEXT_MAX = 2_000;
/** Seven digits, with the separators people put between them: a telephone, account or card number. */
const LONG_NUMBER = /\+?\d(?:[\s().-]?\d){6,}/gu;
const MAIL = /[^\s@<>"']+@[^\s@<>"']+\.[a-z]{2,}/giu;
/** Session tokens, SIP secrets: long runs without a space that hold letters and digits. */
const TOKEN = /\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{24,}\b/giu;
/** Everything after the path of an address: searches hold names, fragments hold record ids. */
const ADDRESS_TAIL = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s?#]*)[?#]\S*/giu;
const DIAL_LINK = /\b(?:tel|callto|sip|sips):\S+/giu;
const SECRET_FIELD = /password|secret|token|^pin$|authorization|cookie|customername|number/iu;

export function maskText(text: string): string {
  return text
    .slice(0, TEXT_MAX)
    .replace(DIAL_LINK, (link) => `${link.slice(0, link.indexOf(":"))}:[number]`)
    .replace(ADDRESS_TAIL, "$1?[cut]")
    .replace(MAIL, "[mail]")
    .replace(TOKEN, "[token]")
    .replace(LONG_NUMBER, (number) => `****${number.slice(-2)}`);
}

export type LogFields = Readonly<Record<string, unknown>>;

/** A flat copy fit for the log: texts masked, secrets gone, errors by name and masked stack. */
export function maskFields(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, SECRET_FIELD.test(name) ? "[secret]" : masked(value)]),
  );
}

function masked(value: unknown): unknown {
  if (value instanceof Error) {
    const code = "code" in value && typeof value.code === "string" ? value.code : undefined;
    return { name: value.name, code, message: maskText(value.message), stack: maskText(value.stack ?? "") };
  }
  if (typeof value === "string") return maskText(value);
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined) return value;
  return maskText(JSON.stringify(value) ?? "");
}
