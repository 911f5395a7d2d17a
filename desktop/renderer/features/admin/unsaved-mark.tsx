import { useTranslation } from "react-i18next";
import styles from "./unsaved-mark.module.css";

/** Beside the name of a form in which something is not saved. */
export function UnsavedMark() {
  const { t } = useTranslation("admin");
  return (
    <span className={styles.mark} data-testid="unsaved">
      {t("unsaved")}
    </span>
  );
}
