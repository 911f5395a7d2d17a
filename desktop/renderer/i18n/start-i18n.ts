import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../../../shared/domain/contact.ts";
import { loadCatalogue } from "./catalogue.ts";

/** Resolves once the texts are there, before the first render. @throws when they cannot be fetched */
export async function startI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    resources: { [language]: await loadCatalogue(language) },
    // Both languages have every key (catalogue.test.ts), so there is nothing to fall back to.
    fallbackLng: false,
    defaultNS: "common",
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  instance.on("languageChanged", markDocument);
  markDocument(language);
  return instance;
}

/** Changes over once the texts are there. @throws when they cannot be fetched: the language stays */
export async function changeLanguage(instance: i18n, language: Language): Promise<void> {
  for (const [namespace, texts] of Object.entries(await loadCatalogue(language))) {
    instance.addResourceBundle(language, namespace, texts);
  }
  await instance.changeLanguage(language);
}

function markDocument(language: string): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
