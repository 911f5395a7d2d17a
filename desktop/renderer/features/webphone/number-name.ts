import type { Webphone } from "../../../../shared/wire/http.ts";
import type { PhoneLanguage } from "./phone-text.ts";

/** The service number's name in the caller's language, else in English, else in any, else the number itself. */
export function numberName({ dnis, names }: Webphone["numbers"][number], language: PhoneLanguage): string {
  return names[language] ?? names["en"] ?? Object.values(names)[0] ?? dnis;
}
