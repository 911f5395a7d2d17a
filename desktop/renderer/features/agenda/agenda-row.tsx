import { useTranslation } from "react-i18next";
import type { AgendaEntry } from "../../../../shared/domain/agenda.ts";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import { requestDial } from "../../connection/dial-request.ts";
import { zoneName } from "../../i18n/time-zone.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { routeHash } from "../../navigation/route.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import { wallTimeOf } from "../../presentation/zoned-time.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Tag } from "../../ui/tag.tsx";
import styles from "./agenda-view.module.css";
import { useFinishPromise } from "./use-finish-promise.ts";

const MINUTE_MS = 60_000;

interface AgendaRowProps {
  readonly entry: AgendaEntry;
  readonly now: EpochMs;
  readonly onMove: () => void;
}

/** When (mine and theirs), whom, about what; call, done, another time. */
export function AgendaRow({ entry, now, onMove }: AgendaRowProps) {
  const { t } = useTranslation("agenda");
  const { doneAt, dueAt, name, phone, customerId, note } = entry;
  const isDone = doneAt !== null;
  const finish = useFinishPromise(entry);
  const who = name === "" ? phoneText(phone) : name;
  return (
    <li
      className={classNames(styles.row, isDone && styles.done)}
      data-testid="agenda-entry"
      data-state={isDone ? "done" : dueAt <= now ? "due" : "open"}
    >
      <When entry={entry} now={now} />
      <div>
        <span className={styles.who}>
          {customerId === null ? who : <a href={routeHash({ view: "customer", customerId })}>{who}</a>}
          {name === "" ? null : <span className={styles.phone}>{phoneText(phone)}</span>}
          {isDone ? (
            <Tag tone="good" icon="check">
              {t("done")}
            </Tag>
          ) : null}
        </span>
        {note === "" ? <p className={styles.none}>{t("no-note")}</p> : <p className={styles.note}>{note}</p>}
      </div>
      <div className={styles.actions}>
        {isDone ? null : (
          <>
            <Button
              size="sm"
              tone={dueAt <= now ? "answer" : "secondary"}
              icon="phone-out"
              aria-label={t("call-name", { name: who })}
              onPress={() => requestDial(phone, name)}
              data-testid="agenda-call"
            >
              {t("call")}
            </Button>
            <Button
              size="sm"
              icon="clock"
              aria-label={t("move-name", { name: who })}
              onPress={onMove}
              data-testid="agenda-move"
            >
              {t("move")}
            </Button>
          </>
        )}
        <Button
          size="sm"
          icon={isDone ? "refresh" : "check"}
          isPending={finish.isPending}
          aria-label={t(isDone ? "reopen-name" : "finish-name", { name: who })}
          onPress={() => finish.mutate(!isDone)}
          data-testid="agenda-done"
        >
          {t(isDone ? "reopen" : "finish")}
        </Button>
      </div>
    </li>
  );
}

function When({ entry: { dueAt, doneAt, timeZone }, now }: Pick<AgendaRowProps, "entry" | "now">) {
  const { t, i18n } = useTranslation("agenda");
  const format = useFormat();
  const late = doneAt === null && dueAt <= now;
  const theirs = wallTimeOf(dueAt, timeZone).time;
  const isSameClock = theirs === format.time(dueAt);
  return (
    <div className={styles.when}>
      <time className={classNames(styles.time, late && styles.late)} dateTime={new Date(dueAt).toISOString()}>
        {format.day(dueAt, now)} {format.time(dueAt)}
      </time>
      {late ? (
        <span className={styles.late}>
          {now - dueAt < MINUTE_MS ? t("due-now") : t("late", { time: format.duration(wholeMinutes(now - dueAt)) })}
        </span>
      ) : null}
      {isSameClock ? null : (
        <span className={styles.theirs}>{t("theirs", { time: theirs, zone: zoneName(timeZone, i18n.language) })}</span>
      )}
    </div>
  );
}

/** Nobody needs the seconds of a promise. */
function wholeMinutes(durationMs: number): number {
  return Math.floor(durationMs / MINUTE_MS) * MINUTE_MS;
}
