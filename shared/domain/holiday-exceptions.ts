import type { HolidaySet, HoursException, OpenRange } from "./hours.ts";

/** A festival longer than this is a slip of the pen. */
const HOLIDAY_DAYS_MAX = 31;

/** The holidays closed and the days worked in exchange open with `workdayRanges`, by date. */
export function holidayExceptions(set: HolidaySet, workdayRanges: readonly OpenRange[]): readonly HoursException[] {
  const exceptions: HoursException[] = [];
  for (const { names, firstDate, lastDate, workedDates } of set.holidays) {
    let date = firstDate;
    for (let count = 0; count < HOLIDAY_DAYS_MAX && date <= lastDate; count += 1) {
      exceptions.push({ date, ranges: [], names });
      date = dayAfter(date);
    }
    for (const worked of workedDates) {
      exceptions.push({
        date: worked,
        ranges: workdayRanges,
        names: { en: `${names["en"] ?? ""}: working day`, zh: `${names["zh"] ?? ""}调休上班` },
      });
    }
  }
  return exceptions.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Gregorian; written out because the console has no calendar library for one sum. */
function dayAfter(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const daysInMonth = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (day < daysInMonth) return written(year, month, day + 1);
  return month < 12 ? written(year, month + 1, 1) : written(year + 1, 1, 1);
}

function written(year: number, month: number, day: number): string {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}
