import type { IdentifierKind } from "../../shared/domain/customer.ts";
import { plainText } from "./plain-text.ts";
import { type CountryCode, toE164 } from "./to-e164.ts";

const IDENTIFIER_LENGTH_MAX = 128;
const SEPARATORS = /[\s\-_.·•()[\]/\\‐-―]/gu;

/**
 * The one form in which an identifier is stored and looked up: E.164 for phones (bare digits where the number is a short code or
 * an extension), upper case without separators otherwise (an e-mail keeps its dots, dashes and underscores).
 * null where nothing usable is left.
 */
export function normaliseIdentifier(kind: IdentifierKind, raw: string, country: CountryCode): string | null {
  const text = plainText(raw, IDENTIFIER_LENGTH_MAX);
  if (text === "") return null;
  if (kind === "phone") return toE164(text, country) ?? shortNumber(text);
  if (kind === "email") return text.includes("@") ? text.replace(/\s/gu, "").toUpperCase() : null;
  const value = text.replace(SEPARATORS, "").toUpperCase();
  return value === "" ? null : value;
}

function shortNumber(text: string): string | null {
  const digits = text.replace(SEPARATORS, "");
  return /^\d{2,15}$/u.test(digits) ? digits : null;
}
