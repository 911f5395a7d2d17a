/**
 * Dates and times as they are typed with a headset on. The browser's own fields speak the browser's language, whatever the console's
 * is; `2026-11-23` and `14:30` are read alike in every one.
 */

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;

/** `2026-1-5`, `2026/01/05`, `2026年1月5日`, `20260105` -> `2026-01-05`; null: no day of the calendar. */
export function dateOfText(text: string): string | null {
  const found = /^\s*(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?\s*$/u.exec(text);
  if (found === null) return null;
  const [, year = "", month = "", day = ""] = found;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = Date.parse(`${date}T00:00Z`);
  // 30 February would be taken for 2 March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : date;
}

/** `9`, `930`, `9:30`, `9.30`, `9：30`, `9点30` -> `09:30`; null: no time of the day. */
export function timeOfText(text: string): string | null {
  const found = /^\s*(\d{1,2})(?:\s*[:：.点h]?\s*(\d{2}))?\s*分?\s*$/u.exec(text);
  if (found === null) return null;
  const [, hour = "", minute = "00"] = found;
  return Number(hour) > 23 || Number(minute) > 59 ? null : `${hour.padStart(2, "0")}:${minute}`;
}

/** So many days later; `date` as `dateOfText` gives it. */
export function laterDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** So many minutes later on the same clock, at a whole multiple of them; midnight follows on 23:59. */
export function laterTime(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const step = Math.abs(minutes);
  const at = (hour * 60 + minute) / step;
  const next = (minutes > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1) * step;
  const inDay = (next + DAY_MINUTES) % DAY_MINUTES;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}
