import type { HoursCalendar } from "../../shared/domain/hours.ts";

export const CALENDARS_MAX = 500;

/** Opening hours, as administrators write them. */
export interface HoursStore {
  /** By name of the calendar's id. */
  calendars(): Promise<readonly HoursCalendar[]>;
  /** New or replaced. */
  saveCalendar(calendar: HoursCalendar): void;
  /** False: there was none. */
  removeCalendar(calendarId: string): boolean;
}
