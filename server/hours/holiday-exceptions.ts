import { Temporal } from "temporal-polyfill";
import type { HolidaySet, HoursException, OpenRange } from "../../shared/domain/hours.ts";

/** A festival longer than this is a slip of the pen. */
const HOLIDAY_DAYS_MAX = 31;

/** The holidays closed and the days worked in exchange open with `workdayRanges`, by date. */
export function holidayExceptions(set: HolidaySet, workdayRanges: readonly OpenRange[]): readonly HoursException[] {
  const exceptions: HoursException[] = [];
  for (const { names, firstDate, lastDate, workedDates } of set.holidays) {
    const last = Temporal.PlainDate.from(lastDate);
    let day = Temporal.PlainDate.from(firstDate);
    for (let count = 0; count < HOLIDAY_DAYS_MAX && Temporal.PlainDate.compare(day, last) <= 0; count += 1) {
      exceptions.push({ date: day.toString(), ranges: [], names });
      day = day.add({ days: 1 });
    }
    for (const date of workedDates) {
      exceptions.push({
        date,
        ranges: workdayRanges,
        names: { en: `${names.en ?? ""}: working day`, zh: `${names.zh ?? ""}调休上班` },
      });
    }
  }
  return exceptions.sort((a, b) => (a.date < b.date ? -1 : 1));
}
