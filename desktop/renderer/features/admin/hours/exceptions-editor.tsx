import { useState } from "react";
import { useTranslation } from "react-i18next";
import { startOfDate } from "../../../../../shared/domain/calendar-day.ts";
import { holidayExceptions } from "../../../../../shared/domain/holiday-exceptions.ts";
import type { HolidaySet } from "../../../../../shared/domain/hours.ts";
import { useTimeZone } from "../../../i18n/time-zone.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { Select } from "../../../ui/select.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import routing from "../routing/routing.module.css";
import { type CalendarDraft, type ExceptionDraft, exceptionDraft, withExceptions } from "./calendar-draft.ts";
import { textAsRanges } from "./range-text.ts";
import styles from "./hours.module.css";

interface ExceptionsEditorProps {
  readonly draft: CalendarDraft;
  readonly holidaySets: readonly HolidaySet[];
  readonly onChange: (draft: CalendarDraft) => void;
}

/** Holidays, shorter days, and weekends worked in exchange; a published list fills them in. */
export function ExceptionsEditor({ draft, holidaySets, onChange }: ExceptionsEditorProps) {
  const { t } = useTranslation("hours");
  const { exceptions } = draft;
  const put = (at: number, change: Partial<ExceptionDraft>): void =>
    onChange({ ...draft, exceptions: exceptions.map((each, index) => (index === at ? { ...each, ...change } : each)) });
  return (
    <Panel title={t("exceptions", { count: exceptions.length })}>
      <HolidaySetPicker draft={draft} holidaySets={holidaySets} onChange={onChange} />
      <div className={styles.exceptions}>
        {exceptions.map((exception, at) => (
          <div key={at} className={styles.exception} role="group" aria-label={exception.date} data-testid="exception">
            <TextField
              label={t("date")}
              labelHidden
              placeholder="2026-10-01"
              value={exception.date}
              maxLength={10}
              onChange={(date) => put(at, { date })}
              isInvalid={!/^\d{4}-\d{2}-\d{2}$/u.test(exception.date)}
              errorMessage={t("date-bad")}
            />
            <TextField
              label={t("name-en")}
              labelHidden
              value={exception.names["en"] ?? ""}
              maxLength={60}
              onChange={(en) => put(at, { names: { ...exception.names, en } })}
            />
            <TextField
              label={t("name-zh")}
              labelHidden
              value={exception.names["zh"] ?? ""}
              maxLength={60}
              onChange={(zh) => put(at, { names: { ...exception.names, zh } })}
            />
            <TextField
              label={t("open")}
              labelHidden
              placeholder={t("closed")}
              value={exception.ranges}
              maxLength={80}
              onChange={(ranges) => put(at, { ranges })}
              isInvalid={textAsRanges(exception.ranges) === null}
              errorMessage={t("ranges-bad")}
            />
            <IconButton
              icon="trash"
              label={t("remove-date", { date: exception.date })}
              onPress={() => onChange({ ...draft, exceptions: exceptions.toSpliced(at, 1) })}
            />
          </div>
        ))}
      </div>
      <Button
        size="sm"
        tone="quiet"
        icon="plus"
        onPress={() =>
          onChange({ ...draft, exceptions: [...exceptions, { date: "", ranges: "", names: { en: "", zh: "" } }] })
        }
        data-testid="exception-new"
      >
        {t("add-date")}
      </Button>
    </Panel>
  );
}

function HolidaySetPicker({ draft, holidaySets, onChange }: ExceptionsEditorProps) {
  const { t, i18n } = useTranslation("hours");
  const format = useFormat();
  const timeZone = useTimeZone();
  const [chosen, setChosen] = useState(holidaySets[0]?.holidaySetId ?? null);
  const set = holidaySets.find(({ holidaySetId }) => holidaySetId === chosen);
  // Worked weekends open like a Monday unless somebody says otherwise afterwards.
  const workday = textAsRanges(draft.weekly.monday) ?? [];
  if (set === undefined) return null;
  return (
    <div className={styles.set}>
      <Select
        label={t("published")}
        value={chosen}
        options={holidaySets.map(({ holidaySetId, names }) => ({
          value: holidaySetId,
          label: nameIn(i18n.language, names, holidaySetId),
        }))}
        onChange={setChosen}
      />
      <Button
        icon="download"
        onPress={() => onChange(withExceptions(draft, holidayExceptions(set, workday).map(exceptionDraft)))}
        data-testid="apply-holidays"
      >
        {t("apply")}
      </Button>
      <p className={routing.hint}>
        {t("source", { by: set.publishedBy, on: format.date(startOfDate(set.publishedOn, timeZone) ?? 0) })}
      </p>
    </div>
  );
}
