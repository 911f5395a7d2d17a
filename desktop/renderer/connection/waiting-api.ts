import { queryOptions } from "@tanstack/react-query";
import type { ContactId } from "../../../shared/domain/ids.ts";
import { VoicemailSchema, VoicemailsSchema, WaitingOverviewSchema } from "../../../shared/wire/waiting-schemas.ts";
import type { HttpClient } from "./http-client.ts";

/** Every change of a message is told; this is for a push that was lost with its cause. */
const MESSAGES_AGAIN_MS = 60_000;
const SOUND_TIMEOUT_MS = 30_000;

/** Callbacks, opening and new messages of my queues; each change of them is told (`use-refetch-waiting.ts`). @throws Failure */
export function waitingOverview(http: HttpClient) {
  return queryOptions({
    queryKey: ["waiting"],
    queryFn: ({ signal }) => http.get(WaitingOverviewSchema, { path: "api/waiting", signal }),
  });
}

/** Newest first. @throws Failure */
export function voicemails(http: HttpClient) {
  return queryOptions({
    queryKey: ["voicemails"],
    queryFn: async ({ signal }) => (await http.get(VoicemailsSchema, { path: "api/voicemails", signal })).voicemails,
    refetchInterval: MESSAGES_AGAIN_MS,
  });
}

const path = (voicemailId: string): string => `api/voicemails/${encodeURIComponent(voicemailId)}`;

/** @throws Failure `not-found` */
export function voicemailSound(http: HttpClient, voicemailId: string): Promise<Blob> {
  return http.blob({ path: `${path(voicemailId)}/sound`, timeoutMs: SOUND_TIMEOUT_MS });
}

/** @throws Failure `not-found` */
export function markVoicemail(http: HttpClient, voicemailId: string, state: "new" | "done") {
  return http.get(VoicemailSchema, { method: "PATCH", path: path(voicemailId), body: { state } });
}

/** Supervisors. @throws Failure `not-found` | `forbidden` */
export function removeVoicemail(http: HttpClient, voicemailId: string): Promise<void> {
  return http.run({ method: "DELETE", path: path(voicemailId) });
}

/** Supervisors. @throws Failure `not-found` | `forbidden` */
export function cancelCallback(http: HttpClient, contactId: ContactId): Promise<void> {
  return http.run({ method: "DELETE", path: `api/callbacks/${encodeURIComponent(contactId)}` });
}
