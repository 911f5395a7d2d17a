import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../shared/domain/contact.ts";
import { useReportFailure } from "../connection/use-report-failure.ts";
import { changeLanguage } from "../i18n/start-i18n.ts";
import { storeLanguage } from "../i18n/stored-language.ts";
import { chooseTheme, storedTheme, type ThemeChoice } from "./theme.ts";

/** Language and look, with what changing them takes. */
export function useAppearance() {
  const { i18n } = useTranslation();
  const report = useReportFailure();
  const [theme, setThemeState] = useState<ThemeChoice>(storedTheme);
  const language: Language = i18n.language === "zh" ? "zh" : "en";
  return {
    language,
    setLanguage: (next: Language) => {
      changeLanguage(i18n, next).then(() => storeLanguage(next), report);
    },
    theme,
    setTheme: (next: ThemeChoice) => {
      chooseTheme(next);
      setThemeState(next);
    },
  };
}
