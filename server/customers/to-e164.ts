import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

export type { CountryCode };

/** ITU-T E.164: at most 15 digits; a longer text may still hold separators and an extension. */
const PHONE_TEXT_LENGTH_MAX = 64;

/**
 * E.164 of a written number, or null where it is none (short codes, emergency numbers, extensions, junk). Never throws.
 * Understands +, 00, national and trunk prefixes of `country`.
 */
export function toE164(text: string, country: CountryCode): string | null {
  if (text.length > PHONE_TEXT_LENGTH_MAX) return null;
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
  if (!parsed) return null;
  // Numbering plans grow faster than metadata: a number written internationally and of a possible length is taken as it is. That
  // is asked first: it costs a tenth of looking for the number's type, and carriers mostly send this form.
  const international = /^\s*\+/.test(text) || /^\s*00/.test(text);
  return (international && parsed.isPossible()) || parsed.isValid() ? parsed.number : null;
}

/** Country of an E.164 number, where the numbering plan says; null for numbers of no country (satellite, freephone of many). */
export function countryOfNumber(e164: string): CountryCode | null {
  return parsePhoneNumberFromString(e164)?.country ?? null;
}

export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code);
}
