import { useEffect, useState } from "react";
import type { PhoneLanguage } from "./phone-text.ts";

export type PhoneTheme = "light" | "dark";

const LANGUAGE_KEY = "cordboard.phone.language";
const THEME_KEY = "cordboard.phone.theme";

/** Language and theme: what the visitor chose last, else what the browser asks for. */
export function usePhoneLook() {
  const [language, setLanguage] = useState<PhoneLanguage>(() => {
    const kept = read(LANGUAGE_KEY);
    if (kept === "en" || kept === "zh") return kept;
    return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  });
  const [theme, setTheme] = useState<PhoneTheme>(() => {
    const kept = read(THEME_KEY);
    if (kept === "light" || kept === "dark") return kept;
    return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  });
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    keep(LANGUAGE_KEY, language);
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    keep(THEME_KEY, theme);
  }, [theme]);
  return { language, setLanguage, theme, setTheme };
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // Storage is blocked in this browser: the choice lives as long as the page.
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // As above: nothing is lost but the memory of the choice.
  }
}
