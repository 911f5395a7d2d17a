import { isTimeZone } from "../../../shared/domain/calendar-day.ts";

/** The machine's own time zone (IANA); UTC where it has none that is known, as many containers. */
export function localTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : "UTC";
}
