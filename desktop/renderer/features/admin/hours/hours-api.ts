import type { HoursCalendar } from "../../../../../shared/domain/hours.ts";
import { HoursSchema } from "../../../../../shared/wire/waiting-schemas.ts";
import type { HttpClient } from "../../../connection/http-client.ts";

/** @throws Failure */
export async function readHours(http: HttpClient, signal: AbortSignal) {
  return http.get(HoursSchema, { path: "api/hours", signal });
}

/** In force at once. `baseRevision` null: it is new. @throws Failure `conflict`: somebody saved or removed it since */
export async function saveCalendar(
  http: HttpClient,
  calendar: HoursCalendar,
  baseRevision: number | null,
): Promise<void> {
  const path = `api/hours/${encodeURIComponent(calendar.calendarId)}`;
  await http.run({ method: "PUT", path, body: { calendar, baseRevision } });
}

/** @throws Failure `conflict`: a queue still has these hours, or somebody saved them since */
export async function removeCalendar(http: HttpClient, calendarId: string, baseRevision: number): Promise<void> {
  const path = `api/hours/${encodeURIComponent(calendarId)}?baseRevision=${baseRevision}`;
  await http.run({ method: "DELETE", path });
}
