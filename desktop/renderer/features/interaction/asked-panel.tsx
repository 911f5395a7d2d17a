import { useTranslation } from "react-i18next";
import type { ConsultedBy } from "../../../../shared/wire/transfer-schemas.ts";
import { Panel } from "../../ui/panel.tsx";
import styles from "./contact-view.module.css";

/** In the place of result and note while a colleague asks: who hears what is said, and what is expected of whoever is asked. */
export function AskedPanel({ asked: { name, state } }: { readonly asked: ConsultedBy }) {
  const { t } = useTranslation("transfer");
  return (
    <div className={styles.whyYou}>
      <Panel title={t(`asked.title.${state}`)} data-testid="asked" data-state={state}>
        <p className={styles.notes}>{t(`asked.hears.${state}`, { name })}</p>
        <p className={styles.notes}>{t(state === "customer-gone" ? "asked.hint-gone" : "asked.hint", { name })}</p>
      </Panel>
    </div>
  );
}
