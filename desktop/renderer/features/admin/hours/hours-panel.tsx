import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Check } from "typebox/value";
import type { HoursCalendar } from "../../../../../shared/domain/hours.ts";
import { NEVER_CHANGED } from "../../../../../shared/domain/setting-revision.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { type FormDrafts, formDrafts, putEntry } from "../form-drafts.ts";
import { QueryState } from "../query-state.tsx";
import { UnsavedMark } from "../unsaved-mark.tsx";
import { useUnsavedForms } from "../use-form-draft.ts";
import { useTimeZone } from "../../../i18n/time-zone.ts";
import routing from "../routing/routing.module.css";
import { CalendarForm } from "./calendar-form.tsx";
import { CalendarDraftSchema, draftOf, newCalendar } from "./calendar-draft.ts";
import { readHours } from "./hours-api.ts";

const FORM = "hours/";

/** When queues are open and when agents usually work: weeks, holidays, and days worked in exchange. */
export function HoursPanel() {
  const { t, i18n } = useTranslation("hours");
  const { http, session } = useConnection();
  const centreZone = useTimeZone();
  const hours = useQuery({ queryKey: ["hours"], queryFn: ({ signal }) => readHours(http, signal) });
  const [wanted, setWanted] = useState<string | null>(null);
  const drafts = formDrafts.of(session);
  const unsaved = useUnsavedForms();
  const readAgain = async (calendarId: string) => {
    const { data } = await hours.refetch({ throwOnError: true });
    return {
      calendar: data?.calendars.find((each) => each.calendarId === calendarId) ?? null,
      revision: data?.revisions.find((each) => each.calendarId === calendarId)?.revision ?? null,
    };
  };
  return (
    <QueryState query={hours}>
      {({ calendars, revisions, holidaySets }) => {
        const listed = [...calendars, ...neverSaved(drafts, calendars)];
        const chosen = listed.find(({ calendarId }) => calendarId === wanted) ?? listed[0];
        const add = (): void => {
          const zone = calendars[0]?.timeZone ?? centreZone;
          const taken = listed.map(({ calendarId }) => calendarId);
          const fresh = newCalendar(taken, zone);
          putEntry(drafts, `${FORM}${fresh.calendarId}`, { base: null, draft: draftOf(fresh) });
          setWanted(fresh.calendarId);
        };
        return (
          <div className={routing.columns} data-testid="hours-panel">
            <nav className={routing.list} aria-label={t("title")}>
              {listed.map(({ calendarId, names }) => (
                <button
                  key={calendarId}
                  type="button"
                  className={routing.item}
                  aria-current={calendarId === chosen?.calendarId}
                  onClick={() => setWanted(calendarId)}
                  data-testid="calendar"
                >
                  {nameIn(i18n.language, names, calendarId)}
                  {unsaved.includes(`${FORM}${calendarId}`) ? <UnsavedMark /> : null}
                </button>
              ))}
              <Button tone="quiet" icon="plus" onPress={add} data-testid="calendar-new">
                {t("new")}
              </Button>
            </nav>
            {chosen === undefined ? (
              <EmptyState icon="clock" title={t("none")} hint={t("none-hint")} />
            ) : (
              <CalendarForm
                key={chosen.calendarId}
                calendarId={chosen.calendarId}
                calendar={calendars.find(({ calendarId }) => calendarId === chosen.calendarId) ?? null}
                saved={revisions.find(({ calendarId }) => calendarId === chosen.calendarId) ?? NEVER_CHANGED}
                holidaySets={holidaySets}
                readAgain={() => readAgain(chosen.calendarId)}
                onDone={() => void hours.refetch()}
              />
            )}
          </div>
        );
      }}
    </QueryState>
  );
}

/** Calendars somebody began and has not saved, also when the one they began from was removed meanwhile. */
function neverSaved(drafts: FormDrafts, calendars: readonly HoursCalendar[]) {
  return drafts.get().flatMap(({ form, draft }) => {
    const calendarId = form.slice(FORM.length);
    if (!form.startsWith(FORM) || calendars.some((each) => each.calendarId === calendarId)) return [];
    return Check(CalendarDraftSchema, draft) ? [{ calendarId, names: draft.names }] : [];
  });
}
