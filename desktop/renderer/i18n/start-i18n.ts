import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../../../shared/domain/contact.ts";
import { catalogue } from "./catalogue.ts";

/** Ready at once: the texts are part of the bundle. */
export function startI18n(language: Language): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    resources: catalogue(),
    defaultNS: "common",
    initAsync: false,
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  instance.on("languageChanged", markDocument);
  markDocument(language);
  return instance;
}

function markDocument(language: string): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
