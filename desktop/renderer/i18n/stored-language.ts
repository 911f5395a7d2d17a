import type { Language } from "../../../shared/domain/contact.ts";

const KEY = "cordboard.language";

/** The language chosen on this machine, else the browser's, else English. */
export function storedLanguage(): Language {
  const stored = localStorage.getItem(KEY);
  if (stored === "en" || stored === "zh") return stored;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
