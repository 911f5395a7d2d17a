import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HolidaySet, type HoursCalendar, WEEKDAYS } from "../../../../../shared/domain/hours.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { Button } from "../../../ui/button.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import routing from "../routing/routing.module.css";
import { SettingsBar } from "../settings-bar.tsx";
import { useSaving } from "../use-saving.ts";
import { calendarOf, draftOf } from "./calendar-draft.ts";
import { ExceptionsEditor } from "./exceptions-editor.tsx";
import { removeCalendar, saveCalendar } from "./hours-api.ts";
import { textAsRanges } from "./range-text.ts";

interface CalendarFormProps {
  readonly calendar: HoursCalendar;
  readonly isNew: boolean;
  readonly holidaySets: readonly HolidaySet[];
  /** Saved or removed; null: removed. */
  readonly onDone: (calendarId: string | null) => void;
}

/** One calendar: its week, and the days that are not like their weekday. */
export function CalendarForm({ calendar, isNew, holidaySets, onDone }: CalendarFormProps) {
  const { t } = useTranslation("hours");
  const { http } = useConnection();
  const saving = useSaving();
  const [draft, setDraft] = useState(() => draftOf(calendar));
  const next = calendarOf(calendar.calendarId, draft);
  const isChanged = isNew || JSON.stringify(draft) !== JSON.stringify(draftOf(calendar));
  const { names } = draft;

  const run = async (work: () => Promise<void>, done: string, calendarId: string | null): Promise<void> => {
    const isDone = await saving.run(async () => {
      await work();
      return done;
    });
    if (isDone) onDone(calendarId);
  };
  const save = async (): Promise<void> => {
    if (next !== null) await run(() => saveCalendar(http, next), t("saved"), calendar.calendarId);
  };
  const remove = (): Promise<void> =>
    isNew ? Promise.resolve(onDone(null)) : run(() => removeCalendar(http, calendar.calendarId), t("removed"), null);
  return (
    <div className={routing.form} data-testid="calendar-form">
      <SettingsBar
        name="calendar"
        effect={t("effect")}
        saving={saving}
        isChanged={isChanged}
        isInvalid={next === null}
        onSave={() => void save()}
        onDiscard={() => (isNew ? onDone(null) : setDraft(draftOf(calendar)))}
        moreButtons={
          <Button
            tone="quiet"
            icon="trash"
            isDisabled={saving.isPending}
            onPress={() => void remove()}
            data-testid="calendar-remove"
          >
            {t("remove")}
          </Button>
        }
      />
      <Panel title={t("week")}>
        <div className={routing.fields}>
          <TextField
            label={t("name-en")}
            value={names["en"] ?? ""}
            maxLength={60}
            onChange={(en) => setDraft({ ...draft, names: { ...names, en } })}
            data-testid="calendar-name-en"
          />
          <TextField
            label={t("name-zh")}
            value={names["zh"] ?? ""}
            maxLength={60}
            onChange={(zh) => setDraft({ ...draft, names: { ...names, zh } })}
          />
          <TextField
            label={t("time-zone")}
            description={t("time-zone-hint")}
            value={draft.timeZone}
            maxLength={60}
            onChange={(timeZone) => setDraft({ ...draft, timeZone })}
            data-testid="calendar-zone"
          />
          {WEEKDAYS.map((day) => (
            <TextField
              key={day}
              label={t(`weekday.${day}`)}
              placeholder={t("closed")}
              value={draft.weekly[day]}
              maxLength={80}
              onChange={(text) => setDraft({ ...draft, weekly: { ...draft.weekly, [day]: text } })}
              isInvalid={textAsRanges(draft.weekly[day]) === null}
              errorMessage={t("ranges-bad")}
              data-testid={`calendar-${day}`}
            />
          ))}
        </div>
        <p className={routing.hint}>{t("ranges-hint")}</p>
      </Panel>
      <ExceptionsEditor draft={draft} holidaySets={holidaySets} onChange={setDraft} />
    </div>
  );
}
