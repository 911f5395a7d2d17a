import type { HoursCalendar } from "../../../../../shared/domain/hours.ts";
import { HoursSchema } from "../../../../../shared/wire/waiting-schemas.ts";
import type { HttpClient } from "../../../connection/http-client.ts";

/** @throws Failure */
export async function readHours(http: HttpClient, signal: AbortSignal) {
  return http.get(HoursSchema, { path: "api/hours", signal });
}

/** In force at once. @throws Failure */
export async function saveCalendar(http: HttpClient, calendar: HoursCalendar): Promise<void> {
  await http.run({ method: "PUT", path: `api/hours/${encodeURIComponent(calendar.calendarId)}`, body: calendar });
}

/** @throws Failure `conflict`: a queue still has these hours */
export async function removeCalendar(http: HttpClient, calendarId: string): Promise<void> {
  await http.run({ method: "DELETE", path: `api/hours/${encodeURIComponent(calendarId)}` });
}
