import { LANGUAGE_NAMES } from "../i18n/language-names.ts";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../../../shared/domain/contact.ts";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { useAppearance } from "./use-appearance.ts";

/** Language and look before anybody has signed in. Each language is named in itself: whoever needs it can read it. */
export function AppearanceMenu() {
  const { t } = useTranslation("settings");
  const { language, setLanguage, theme, setTheme } = useAppearance();
  return (
    <Menu
      label={t("appearance")}
      trigger={
        <Button tone="quiet" size="sm" icon="globe" data-testid="appearance">
          {LANGUAGE_NAMES[language]}
        </Button>
      }
      sections={[
        {
          title: t("language"),
          entries: LANGUAGES.map((each) => ({
            id: `language-${each}`,
            label: LANGUAGE_NAMES[each],
            checked: each === language,
          })),
        },
        {
          title: t("theme"),
          entries: (["light", "dark", "system"] as const).map((each) => ({
            id: `theme-${each}`,
            label: t(`theme-${each}`),
            checked: each === theme,
          })),
        },
      ]}
      onAction={(id) => {
        if (id === "language-en") setLanguage("en");
        if (id === "language-zh") setLanguage("zh");
        if (id === "theme-light") setTheme("light");
        if (id === "theme-dark") setTheme("dark");
        if (id === "theme-system") setTheme("system");
      }}
    />
  );
}
