import { useTranslation } from "react-i18next";
import { Panel } from "../../ui/panel.tsx";
import styles from "./contact-view.module.css";

/** In the place of result and note while a colleague asks: what is expected of whoever is asked. */
export function AskedPanel({ by }: { readonly by: string }) {
  const { t } = useTranslation("transfer");
  return (
    <div className={styles.whyYou}>
      <Panel title={t("asked.title")} data-testid="asked">
        <p className={styles.notes}>{t("asked.hint", { name: by })}</p>
      </Panel>
    </div>
  );
}
