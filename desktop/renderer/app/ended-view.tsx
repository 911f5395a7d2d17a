import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import styles from "./ended-view.module.css";

interface EndedViewProps {
  readonly because: "signed-in-elsewhere" | "outdated";
  readonly onTakeBack: () => void;
  readonly onSignOut: () => void;
}

/** This page is not the agent's desk any more: why, and the ways on. */
export function EndedView({ because, onTakeBack, onSignOut }: EndedViewProps) {
  const { t } = useTranslation("shell");
  const outdated = because === "outdated";
  return (
    <main className={styles.view} data-testid="session-ended" data-because={because}>
      <span className={styles.icon}>
        <Icon name={outdated ? "refresh" : "external"} size={28} />
      </span>
      <h1 className={styles.title}>{t(`ended.${because}.title`)}</h1>
      <p className={styles.hint}>{t(`ended.${because}.hint`)}</p>
      <div className={styles.actions}>
        <Button tone="primary" onPress={outdated ? () => location.reload() : onTakeBack} data-testid="take-back">
          {t(outdated ? "reload" : "take-back")}
        </Button>
        <Button onPress={onSignOut}>{t("sign-out")}</Button>
      </div>
    </main>
  );
}
