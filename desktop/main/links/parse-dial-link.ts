import type { DialLink } from "../../../shared/ipc/channels.ts";

/** A telephone number with separators and an extension; a longer text is something else. */
const LINK_MAX_CHARS = 120;
/** E.164 has 15 digits; internal and service numbers begin at two. Room for an exit code written out. */
const DIGITS_MIN = 2;
const DIGITS_MAX = 20;
/** RFC 3966 section 3, `visual-separator`; the blank is not in it but in every second directory. */
const SEPARATORS = /[-.() ]/gu;

/**
 * Strict reading of `tel:` (RFC 3966) and `callto:` links. Null for everything that is not plainly a number: `*` and `#`
 * (service codes, such as call forwarding), letters, post-dial digits, control characters, parameters that change where the
 * call goes. The answer is a proposal to be confirmed by a person, never something to dial.
 */
export function parseDialLink(link: string): DialLink | null {
  if (link.length > LINK_MAX_CHARS) return null;
  const match = /^(tel|callto):(?:\/\/)?([^/?#\\]+)\/?$/iu.exec(link);
  if (match === null) return null;
  const decoded = decode(match[2] ?? "");
  if (decoded === null) return null;
  const [written = "", ...parameters] = decoded.split(";");
  const extension = extensionOf(parameters);
  if (extension === undefined) return null;
  const number = written.replace(SEPARATORS, "");
  if (!/^\+?[0-9]+$/u.test(number)) return null;
  const digits = number.replace("+", "").length;
  if (digits < DIGITS_MIN || digits > DIGITS_MAX) return null;
  return { number, extension };
}

/** The digits of `;ext=`; null without one; undefined when a parameter is there that we do not understand. */
function extensionOf(parameters: readonly string[]): string | null | undefined {
  const [only, ...more] = parameters;
  if (only === undefined) return null;
  const digits = /^ext=([0-9-.() ]+)$/iu.exec(only)?.[1]?.replace(SEPARATORS, "") ?? "";
  return more.length === 0 && /^[0-9]{1,11}$/u.test(digits) ? digits : undefined;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
