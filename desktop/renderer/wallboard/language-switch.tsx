import { useTranslation } from "react-i18next";
import { storeLanguage } from "../i18n/stored-language.ts";
import { Button } from "../ui/button.tsx";

/** English or Chinese, kept for this machine. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const other = i18n.language === "zh" ? "en" : "zh";
  return (
    <Button
      tone="quiet"
      icon="globe"
      onPress={() => {
        storeLanguage(other);
        void i18n.changeLanguage(other);
      }}
    >
      {t(`language.${other}`)}
    </Button>
  );
}
