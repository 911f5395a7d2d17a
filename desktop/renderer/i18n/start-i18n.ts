import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../../../shared/domain/contact.ts";
import { type Catalogue, loadCatalogue, loadViewCatalogue } from "./catalogue.ts";

/** Of the texts that come with the first view beside the desk: where it is there, all are. */
const VIEW_NAMESPACE = "wallboard";

/** Resolves once the desk's texts are there, before the first render. @throws when they cannot be fetched */
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
  const catalogues = await Promise.all([loadCatalogue(language), loadViewCatalogue(language)]);
  for (const catalogue of catalogues) add(instance, language, catalogue);
  await instance.changeLanguage(language);
}

/** Adds what the views beside the desk say in the language of `instance`. @throws when it cannot be fetched */
export async function addViewTexts(instance: i18n): Promise<void> {
  if (hasViewTexts(instance)) return;
  const language = instance.language === "zh" ? "zh" : "en";
  add(instance, language, await loadViewCatalogue(language));
}

export function hasViewTexts(instance: i18n): boolean {
  return instance.hasResourceBundle(instance.language, VIEW_NAMESPACE);
}

function add(instance: i18n, language: Language, catalogue: Catalogue): void {
  for (const [namespace, texts] of Object.entries(catalogue)) instance.addResourceBundle(language, namespace, texts);
}

function markDocument(language: string): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
