import { createContext, useContext } from "react";
import en from "../../i18n/en/webphone.json" with { type: "json" };
import zh from "../../i18n/zh/webphone.json" with { type: "json" };

export type PhoneLanguage = "en" | "zh";

type Paths<T> = T extends string
  ? never
  : { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string];
export type PhoneTextKey = Paths<typeof en>;
export interface PhoneText {
  (key: PhoneTextKey, values?: Readonly<Record<string, string | number>>): string;
  readonly language: PhoneLanguage;
}

const CATALOGUES: Readonly<Record<PhoneLanguage, unknown>> = { en, zh };

/**
 * The catalogue of this page. The console's i18next would weigh more than the page: here a key is a path into one JSON file
 * and `{{name}}` a value.
 */
export function phoneText(language: PhoneLanguage): PhoneText {
  const text = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    const found = lookUp(CATALOGUES[language], key) ?? lookUp(CATALOGUES.en, key) ?? key;
    return found.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
  return Object.assign(text, { language });
}

function lookUp(catalogue: unknown, path: string): string | undefined {
  let node: unknown = catalogue;
  for (const part of path.split(".")) {
    if (typeof node !== "object" || node === null) return undefined;
    node = Object.hasOwn(node, part) ? Reflect.get(node, part) : undefined;
  }
  return typeof node === "string" ? node : undefined;
}

export const PhoneTextContext = createContext<PhoneText>(phoneText("en"));

/** Named and used like react-i18next's, so that the check of the catalogue reads this page like every other. */
export function useTranslation(_namespace: "webphone"): { readonly t: PhoneText } {
  return { t: useContext(PhoneTextContext) };
}
