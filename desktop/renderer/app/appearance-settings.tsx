import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../../../shared/domain/contact.ts";
import { Select } from "../ui/select.tsx";
import styles from "./appearance-settings.module.css";
import { LANGUAGE_NAMES } from "../i18n/language-names.ts";
import { useAppearance } from "./use-appearance.ts";

export function AppearanceSettings() {
  const { t } = useTranslation("settings");
  const { language, setLanguage, theme, setTheme } = useAppearance();
  const themes = ["light", "dark", "system"] as const;
  return (
    <div className={styles.fields}>
      <Select
        label={t("language")}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={language}
        onChange={setLanguage}
        data-testid="language-select"
      />
      <Select
        label={t("theme")}
        options={themes.map((value) => ({ value, label: t(`theme-${value}`) }))}
        value={theme}
        onChange={setTheme}
        data-testid="theme-select"
      />
    </div>
  );
}
