import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../shared/domain/contact.ts";
import { storeLanguage } from "../i18n/stored-language.ts";
import { chooseTheme, storedTheme, type ThemeChoice } from "./theme.ts";

/** Language and look, with what changing them takes. */
export function useAppearance() {
  const { i18n } = useTranslation();
  const [theme, setThemeState] = useState<ThemeChoice>(storedTheme);
  const language: Language = i18n.language === "zh" ? "zh" : "en";
  return {
    language,
    setLanguage: (next: Language) => {
      storeLanguage(next);
      void i18n.changeLanguage(next);
    },
    theme,
    setTheme: (next: ThemeChoice) => {
      chooseTheme(next);
      setThemeState(next);
    },
  };
}
