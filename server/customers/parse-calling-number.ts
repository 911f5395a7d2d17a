import type { CallingNumber } from "../../shared/domain/contact.ts";
import { plainText } from "./plain-text.ts";
import { type CountryCode, toE164 } from "./to-e164.ts";

/** As the contract of `CallingNumber.raw` says. */
const RAW_LENGTH_MAX = 64;

/** RFC 3323 section 4.1.1.3 names "Anonymous" and the host anonymous.invalid; the others are sent by carriers and PBXs. */
const WITHHELD = /^(anonymous|restricted|private|withheld|blocked|id withheld|cli withheld)$/iu;
const UNAVAILABLE = /^(unavailable|unknown|<unknown>|out of area|asterisk|none|null|s|-)?$/iu;
const ANONYMOUS_HOST = /@anonymous\.invalid\b/iu;
/** `"Name" <sip:user:password@host>`, `sip:user@host;user=phone`, `tel:+49-30-123;phone-context=...` (RFC 3261 19.1, RFC 3966). */
const SIP_OR_TEL_URI = /(?:^|<)\s*(?:sips?|tel):([^@;?>:]*)/iu;
/** What somebody could dial back in the network the call came from: E.164 length at most, shorter for internal numbers. */
const DIALABLE = /^\+?[0-9]{2,15}$/u;

/**
 * Reads the calling number as the network gave it. Never throws.
 * `withheld` is the network's own statement (Privacy header, presentation indicator): it wins over whatever else was sent, and
 * the number, though it may have reached us, is then not kept (CLIR, ITU-T I.251.4).
 */
export function parseCallingNumber(raw: string, withheld: boolean, country: CountryCode = "CN"): CallingNumber {
  if (withheld) return { e164: null, raw: "anonymous", presentation: "withheld" };
  const text = plainText(raw, RAW_LENGTH_MAX);
  if (ANONYMOUS_HOST.test(raw.slice(0, 1024))) return { e164: null, raw: "anonymous", presentation: "withheld" };
  const user = userPart(plainText(raw, RAW_LENGTH_MAX * 4));
  if (WITHHELD.test(user)) return { e164: null, raw: text, presentation: "withheld" };
  if (UNAVAILABLE.test(user)) return { e164: null, raw: text, presentation: "unavailable" };
  const e164 = toE164(user, country);
  if (e164 !== null) return { e164, raw: text, presentation: "allowed" };
  const dialable = DIALABLE.test(user.replace(/[\s\-.()]/gu, ""));
  return { e164: null, raw: text, presentation: dialable ? "allowed" : "malformed" };
}

function userPart(text: string): string {
  const uri = SIP_OR_TEL_URI.exec(text);
  return uri ? percentDecoded(uri[1] ?? "").trim() : text;
}

/** RFC 3261 allows %-escapes in the user part; a broken escape makes a malformed number, not an error. */
function percentDecoded(text: string): string {
  return text.replace(/%([2-7][0-9a-f])/giu, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
