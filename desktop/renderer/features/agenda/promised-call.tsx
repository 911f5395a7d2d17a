import { useTranslation } from "react-i18next";
import type { AgendaEntry } from "../../../../shared/domain/agenda.ts";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { useKeptPromises } from "../../connection/use-kept-promises.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import { Button } from "../../ui/button.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Tag } from "../../ui/tag.tsx";
import styles from "./promised-call.module.css";
import { useFinishPromise } from "./use-finish-promise.ts";

/**
 * What the agent promised to whom they are calling: whom to ask for and what about, from the first ring, and that it is done, asked
 * where the call is written down.
 */
export function PromisedCall({ contact }: { readonly contact: ConsoleContact }) {
  const promised = useKeptPromises(contact);
  if (promised.length === 0) return null;
  return (
    <ul className={styles.list}>
      {promised.map((entry) => (
        <Promised
          key={entry.entryId}
          entry={entry}
          isTalked={contact.phase === "connected" || contact.phase === "wrap-up"}
        />
      ))}
    </ul>
  );
}

function Promised({ entry, isTalked }: { readonly entry: AgendaEntry; readonly isTalked: boolean }) {
  const { t } = useTranslation("agenda");
  const format = useFormat();
  const now = useServerSecond();
  const { name, phone, note, dueAt } = entry;
  const isDone = entry.doneAt !== null;
  const finish = useFinishPromise(entry);
  const who = name === "" ? phoneText(phone) : name;
  return (
    <li className={styles.promise} data-testid="promised-call">
      <span className={styles.head}>
        {t("promised-for", { time: `${format.day(dueAt, now)} ${format.time(dueAt)}` })}
        {isDone ? (
          <Tag tone="good" icon="check">
            {t("done")}
          </Tag>
        ) : null}
      </span>
      <strong>{who}</strong>
      <p className={styles.note}>{note === "" ? t("no-note") : note}</p>
      {isTalked ? (
        <span className={styles.ask}>
          {isDone ? null : <span className={styles.head}>{t("promised-open")}</span>}
          <Button
            size="sm"
            icon={isDone ? "refresh" : "check"}
            isPending={finish.isPending}
            aria-label={t(isDone ? "reopen-name" : "finish-name", { name: who })}
            onPress={() => finish.mutate(!isDone)}
            data-testid="promised-done"
          >
            {t(isDone ? "reopen" : "finish")}
          </Button>
        </span>
      ) : null}
    </li>
  );
}
