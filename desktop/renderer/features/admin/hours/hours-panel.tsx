import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HoursCalendar } from "../../../../../shared/domain/hours.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { QueryState } from "../query-state.tsx";
import { useTimeZone } from "../../../i18n/time-zone.ts";
import routing from "../routing/routing.module.css";
import { CalendarForm } from "./calendar-form.tsx";
import { newCalendar } from "./calendar-draft.ts";
import { readHours } from "./hours-api.ts";

/** When queues are open and when agents usually work: weeks, holidays, and days worked in exchange. */
export function HoursPanel() {
  const { t, i18n } = useTranslation("hours");
  const { http } = useConnection();
  const centreZone = useTimeZone();
  const hours = useQuery({ queryKey: ["hours"], queryFn: ({ signal }) => readHours(http, signal) });
  const [wanted, setWanted] = useState<string | null>(null);
  const [fresh, setFresh] = useState<HoursCalendar | null>(null);
  return (
    <QueryState query={hours}>
      {({ calendars, holidaySets }) => {
        const calendar = fresh ?? calendars.find(({ calendarId }) => calendarId === wanted) ?? calendars[0];
        const add = (): void => {
          const zone = calendars[0]?.timeZone ?? centreZone;
          setFresh(
            newCalendar(
              calendars.map(({ calendarId }) => calendarId),
              zone,
            ),
          );
        };
        return (
          <div className={routing.columns} data-testid="hours-panel">
            <nav className={routing.list} aria-label={t("title")}>
              {[...calendars, ...(fresh === null ? [] : [fresh])].map(({ calendarId, names }) => (
                <button
                  key={calendarId}
                  type="button"
                  className={routing.item}
                  aria-current={calendarId === calendar?.calendarId}
                  onClick={() => {
                    setWanted(calendarId);
                    if (calendarId !== fresh?.calendarId) setFresh(null);
                  }}
                  data-testid="calendar"
                >
                  {nameIn(i18n.language, names, calendarId)}
                </button>
              ))}
              <Button tone="quiet" icon="plus" onPress={add} isDisabled={fresh !== null} data-testid="calendar-new">
                {t("new")}
              </Button>
            </nav>
            {calendar === undefined ? (
              <EmptyState icon="clock" title={t("none")} hint={t("none-hint")} />
            ) : (
              <CalendarForm
                key={`${calendar.calendarId} ${hours.dataUpdatedAt}`}
                calendar={calendar}
                isNew={calendar === fresh}
                holidaySets={holidaySets}
                onDone={(calendarId) => {
                  setFresh(null);
                  setWanted(calendarId);
                  void hours.refetch();
                }}
              />
            )}
          </div>
        );
      }}
    </QueryState>
  );
}
