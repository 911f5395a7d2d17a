import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../connection/use-connection.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import styles from "./agenda-view.module.css";
import { endPromise, promiseDrafts } from "./promise-drafts.ts";
import { PromiseForm } from "./promise-form.tsx";

/** Promises that were begun and never made: nobody is reminded of them, so they stand first. */
export function BegunPromises() {
  const { t } = useTranslation("agenda");
  const promises = promiseDrafts.of(useConnection().session);
  const begun = useSyncExternalStore(promises.subscribe, promises.get);
  const [goingOn, setGoingOn] = useState<string | null>(null);
  const open = begun.find(({ whom }) => whom.contactId === goingOn);
  if (begun.length === 0) return null;
  return (
    <Panel title={t("begun", { count: begun.length })} flush>
      <ul className={styles.list}>
        {begun.map(({ whom, typed }) => {
          const who = whom.name === "" ? phoneText(whom.phone) : whom.name;
          return (
            <li key={whom.contactId} className={styles.row} data-testid="begun-promise">
              <span className={styles.none}>{t("begun-hint")}</span>
              <div>
                <span className={styles.who}>
                  {who}
                  {whom.name === "" ? null : <span className={styles.phone}>{phoneText(whom.phone)}</span>}
                </span>
                <p className={typed?.note ? styles.note : styles.none}>{typed?.note || t("no-note")}</p>
              </div>
              <div className={styles.actions}>
                <Button
                  size="sm"
                  tone="primary"
                  aria-label={t("go-on-name", { name: who })}
                  onPress={() => setGoingOn(whom.contactId)}
                  data-testid="begun-go-on"
                >
                  {t("go-on")}
                </Button>
                <Button
                  size="sm"
                  aria-label={t("give-up-name", { name: who })}
                  onPress={() => endPromise(promises, whom)}
                  data-testid="begun-give-up"
                >
                  {t("give-up")}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      {open === undefined ? null : (
        <PromiseForm key={open.whom.contactId} promise={open} onClose={() => setGoingOn(null)} />
      )}
    </Panel>
  );
}
