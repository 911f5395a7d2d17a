import type { TFunction } from "i18next";
import type { CallingNumber } from "../../../shared/domain/contact.ts";

/** A number is one thing: it does not break over two lines. */
const GAP = "\u00a0";

/** `+86 138 0013 8000`, `+44 207 123 4567`: grouped to be read aloud. What is no E.164 number stays as it is. */
export function phoneText(e164: string): string {
  const chinese = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(e164);
  if (chinese !== null) return ["+86", ...chinese.slice(1)].join(GAP);
  const match = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d{4,12})$/.exec(e164);
  if (match === null) return e164;
  const [, country = "", rest = ""] = match;
  return [`+${country}`, ...groups(rest)].join(GAP);
}

/** Groups of three, the last of four where that comes out better: `2071234567` -> 207 123 4567. */
function groups(digits: string): string[] {
  const result: string[] = [];
  let at = 0;
  while (digits.length - at > 4) {
    result.push(digits.slice(at, at + 3));
    at += 3;
  }
  result.push(digits.slice(at));
  return result;
}

/** The number of a caller as it is shown, also when there is none. `t` of any namespace. */
export function callerText(ani: CallingNumber, t: TFunction): string {
  if (ani.e164 !== null) return phoneText(ani.e164);
  if (ani.presentation === "malformed") return t("common:number.malformed", { raw: ani.raw });
  return ani.presentation === "withheld" ? t("common:number.withheld") : t("common:number.unavailable");
}
