import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgendaEntry } from "../../../../shared/domain/agenda.ts";
import { NOTE_MAX } from "../../../../shared/wire/domain-schemas.ts";
import { addToAgenda, changeAgenda } from "../../connection/agenda-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { fullZoneName, useTimeZone } from "../../i18n/time-zone.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { zoneOfNumber } from "../../presentation/zone-of-number.ts";
import { dateOfText, laterDate, laterTime, timeOfText } from "../../presentation/wall-time-text.ts";
import { epochOf, wallTimeOf } from "../../presentation/zoned-time.ts";
import { FailureBanner } from "../../presentation/failure-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useNotify } from "../../ui/notices.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { TextField } from "../../ui/text-field.tsx";
import styles from "./agenda-form.module.css";
import type { TypedPromise, Whom } from "./promise-drafts.ts";
import { WallTimeField } from "./wall-time-field.tsx";

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
const QUARTER_MINUTES = QUARTER_MS / 60_000;
const ZONES = Intl.supportedValuesOf("timeZone");

interface AgendaFormProps {
  readonly whom: Whom;
  /** An entry that gets another time; without it a new one is made. */
  readonly move?: AgendaEntry;
  /** What was typed before: by default a time is suggested. */
  readonly typed?: TypedPromise;
  readonly onTyped?: (typed: TypedPromise) => void;
  readonly onClose: () => void;
}

/** A time in the customer's own zone, with what it is on the centre's clock, and a note. */
export function AgendaForm({ whom, move, typed: before, onTyped, onClose }: AgendaFormProps) {
  const { t } = useTranslation("agenda");
  const { http } = useConnection();
  const notify = useNotify();
  const format = useFormat();
  const formId = useId();
  const now = useServerSecond();
  const centreZone = useTimeZone();
  const [typed, setTyped] = useState<TypedPromise>(() => {
    if (before !== undefined) return before;
    const at = move !== undefined && move.dueAt > now ? move.dueAt : inAnHour(now);
    const suggested = move?.timeZone ?? zoneOfNumber(whom.phone) ?? centreZone;
    return { zone: suggested, wall: wallTimeOf(at, suggested), note: move?.note ?? "" };
  });
  const type = (change: Partial<TypedPromise>) => {
    const next = { ...typed, ...change };
    setTyped(next);
    onTyped?.(next);
  };
  const { zone, wall, note } = typed;
  // While it is typed it is no zone yet.
  const isZone = ZONES.includes(zone) || zone === centreZone;
  const dueAt = isZone ? epochOf(wall, zone) : null;
  const save = useMutation({
    mutationFn: (at: number) =>
      move === undefined
        ? addToAgenda(http, { ...whom, dueAt: at, timeZone: zone, note })
        : changeAgenda(http, move.entryId, { dueAt: at, timeZone: zone, note }),
    onSuccess: (entry) => {
      const time = `${format.day(entry.dueAt, now)} ${format.time(entry.dueAt)}`;
      notify({ tone: "good", title: t("saved", { time }), detail: t("saved-hint") });
      onClose();
    },
  });
  const isPast = dueAt !== null && dueAt < now;
  const keep = () => {
    if (dueAt !== null && !isPast && !save.isPending) save.mutate(dueAt);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep();
  };
  // The wrap-up's key behind it would finish the call, and the promise that is being written would be gone with it.
  useShortcut("finish", keep);
  return (
    <Dialog
      title={t(move === undefined ? "new" : "move-title", { name: whom.name === "" ? whom.phone : whom.name })}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="sm"
      data-testid="agenda-form"
      actions={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            tone="primary"
            isPending={save.isPending}
            isDisabled={dueAt === null || isPast}
            data-testid="agenda-save"
          >
            {t(move === undefined ? "promise" : "common:save")}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit}>
        <div className={styles.pair}>
          <WallTimeField
            label={t("date")}
            value={wall.date}
            read={dateOfText}
            step={laterDate}
            onChange={(date) => type({ wall: { ...wall, date } })}
            describedBy={`${formId}-typed`}
            data-testid="agenda-date"
          />
          <WallTimeField
            label={t("time")}
            value={wall.time}
            read={timeOfText}
            step={(time, steps) => laterTime(time, steps * QUARTER_MINUTES)}
            onChange={(time) => type({ wall: { ...wall, time } })}
            describedBy={`${formId}-typed`}
            data-testid="agenda-time"
          />
        </div>
        <p id={`${formId}-typed`} className={styles.typed}>
          {t("typed")}
        </p>
        <ZoneField value={zone} onChange={(next) => type({ zone: next })} />
        <p className={styles.mine} role="status" data-testid="agenda-mine">
          {dueAt === null
            ? t("no-such-time")
            : isPast
              ? t("past")
              : t("mine", { time: `${format.day(dueAt, now)} ${format.time(dueAt)}` })}
        </p>
        <TextField
          label={t("note")}
          rows={3}
          value={note}
          onChange={(text) => type({ note: text })}
          maxLength={NOTE_MAX}
        />
        <FailureBanner failure={save.error} />
      </form>
    </Dialog>
  );
}

/** The names of zones as they are typed, with those there are to choose from. */
function ZoneField({ value, onChange }: { readonly value: string; readonly onChange: (zone: string) => void }) {
  const { t, i18n } = useTranslation("agenda");
  const listId = useId();
  const { language } = i18n;
  const names = useMemo(() => ZONES.map((zone) => [zone, fullZoneName(zone, language)] as const), [language]);
  return (
    <label className={styles.field}>
      {t("zone")}
      <input
        className={styles.input}
        list={listId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        spellCheck={false}
        aria-describedby={`${listId}-name`}
        data-testid="agenda-zone"
      />
      <span id={`${listId}-name`} className={styles.typed} aria-hidden="true" data-testid="agenda-zone-name">
        {fullZoneName(value, language)}
      </span>
      <datalist id={listId}>
        {names.map(([zone, name]) => (
          <option key={zone} value={zone}>
            {name === null ? zone : `${name} · ${zone}`}
          </option>
        ))}
      </datalist>
    </label>
  );
}

/** On the next quarter of an hour, an hour from now; what is overdue is moved to there, too: a time that is past cannot be saved. */
function inAnHour(now: number): number {
  return Math.ceil((now + HOUR_MS) / QUARTER_MS) * QUARTER_MS;
}
