import { useTranslation } from "react-i18next";
import { type HolidaySet, type HoursCalendar, type Weekday, WEEKDAYS } from "../../../../../shared/domain/hours.ts";
import type { SettingRevision } from "../../../../../shared/domain/setting-revision.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { fullZoneName } from "../../../i18n/time-zone.ts";
import { Button } from "../../../ui/button.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import routing from "../routing/routing.module.css";
import { saveOver } from "../../../connection/save-over.ts";
import { SettingsBar } from "../settings-bar.tsx";
import { useFormDraft } from "../use-form-draft.ts";
import { useSaving } from "../use-saving.ts";
import { type CalendarDraft, CalendarDraftSchema, calendarFaults, calendarOf, draftOf } from "./calendar-draft.ts";
import { ExceptionsEditor } from "./exceptions-editor.tsx";
import { removeCalendar, saveCalendar } from "./hours-api.ts";
import { textAsRanges } from "./range-text.ts";

interface CalendarFormProps {
  readonly calendarId: string;
  /** null: it is new. */
  readonly calendar: HoursCalendar | null;
  readonly holidaySets: readonly HolidaySet[];
  readonly saved: SettingRevision;
  /** As it is saved now; null: it is not. @throws Failure */
  readonly readAgain: () => Promise<{ readonly calendar: HoursCalendar | null; readonly revision: number | null }>;
  /** Saved or removed. */
  readonly onDone: () => void;
}

/** One calendar: its week, and the days that are not like their weekday. */
export function CalendarForm(props: CalendarFormProps) {
  const { calendarId, calendar, saved, holidaySets, readAgain, onDone } = props;
  const { t, i18n } = useTranslation("hours");
  const { http } = useConnection();
  const saving = useSaving();
  const asDraft = (read: HoursCalendar | null): CalendarDraft | null => (read === null ? null : draftOf(read));
  const form = useFormDraft({ form: `hours/${calendarId}`, schema: CalendarDraftSchema, saved: asDraft(calendar) });
  const draft = form.value;
  // Discarded before it was ever saved: the list beside does not have it any more.
  if (draft === null) return null;
  const setDraft = form.change;
  const next = calendarOf(calendarId, draft);
  const { names } = draft;

  const save = () =>
    saving.run(async () => {
      if (next === null) return null;
      const readDraft = async () => {
        const now = await readAgain();
        return { value: asDraft(now.calendar), revision: now.revision };
      };
      if (!(await saveOver(form, readDraft, (revision) => saveCalendar(http, next, revision)))) return null;
      form.settle(draft, draftOf(next));
      onDone();
      return t("saved");
    });
  const remove = async (): Promise<void> => {
    if (calendar === null) {
      form.discard();
      return;
    }
    await saving.run(async () => {
      // What is on the screen is what somebody means to remove; what others made of it is read and shown instead.
      await removeCalendar(http, calendarId, saved.revision).catch(async (error: unknown) => {
        await readAgain();
        throw error;
      });
      form.discard();
      onDone();
      return t("removed");
    });
  };
  return (
    <div className={routing.form} data-testid="calendar-form">
      <SettingsBar
        name="calendar"
        effect={t("effect")}
        saving={saving}
        draft={form}
        changed={saved.changed}
        faults={calendarFaults(draft).map((fault) =>
          isWeekday(fault) ? t("fault.weekday", { day: t(`weekday.${fault}`) }) : t(`fault.${fault}`),
        )}
        onSave={() => void save()}
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
            description={fullZoneName(draft.timeZone.trim(), i18n.language) ?? t("time-zone-hint")}
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

function isWeekday(fault: string): fault is Weekday {
  return WEEKDAYS.some((day) => day === fault);
}
