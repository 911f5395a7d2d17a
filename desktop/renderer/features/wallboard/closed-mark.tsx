import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/icon.tsx";
import styles from "./closed-mark.module.css";

/** Below a queue's name: by its hours it takes nobody now. Word and moon, colour says nothing here. */
export function ClosedMark() {
  const { t } = useTranslation("wallboard");
  return (
    <span className={styles.mark} data-testid="queue-closed">
      <Icon name="moon" />
      {t("closed")}
    </span>
  );
}
