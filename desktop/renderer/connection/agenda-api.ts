import type * as Type from "typebox";
import type { AgendaEntryId } from "../../../shared/domain/ids.ts";
import {
  type AgendaChangeBodySchema,
  AgendaEntrySchema,
  type NewAgendaEntryBodySchema,
} from "../../../shared/wire/history-schemas.ts";
import type { HttpClient } from "./http-client.ts";

/** @throws Failure `bad-number` | `bad-time` | `agenda-full` */
export async function addToAgenda(http: HttpClient, body: Type.Static<typeof NewAgendaEntryBodySchema>) {
  return http.get(AgendaEntrySchema, { method: "POST", path: "api/agenda", body });
}

/** @throws Failure `bad-time` | `not-found` */
export async function changeAgenda(
  http: HttpClient,
  entryId: AgendaEntryId,
  body: Type.Static<typeof AgendaChangeBodySchema>,
) {
  return http.get(AgendaEntrySchema, { method: "PATCH", path: `api/agenda/${encodeURIComponent(entryId)}`, body });
}
