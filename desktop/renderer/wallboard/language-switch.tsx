import { useTranslation } from "react-i18next";
import { useReportFailure } from "../connection/use-report-failure.ts";
import { LANGUAGE_NAMES } from "../i18n/language-names.ts";
import { changeLanguage } from "../i18n/start-i18n.ts";
import { storeLanguage } from "../i18n/stored-language.ts";
import { Button } from "../ui/button.tsx";

/** English or Chinese, kept for this machine. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const report = useReportFailure();
  const other = i18n.language === "zh" ? "en" : "zh";
  return (
    <Button
      tone="quiet"
      icon="globe"
      onPress={() => {
        storeLanguage(other);
        changeLanguage(i18n, other).catch(report);
      }}
    >
      <span lang={other === "zh" ? "zh-CN" : "en"}>{LANGUAGE_NAMES[other]}</span>
    </Button>
  );
}
