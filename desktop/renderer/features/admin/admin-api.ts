import type Type from "typebox";
import { Check } from "typebox/value";
import type { Language } from "../../../../shared/domain/contact.ts";
import type { ContactId, UserId } from "../../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import { UserSchema } from "../../../../shared/wire/domain-schemas.ts";
import {
  ContactJournalSchema,
  ContactQualitySchema,
  HealthSchema,
  type NewUserBodySchema,
  PromptsSchema,
  type UserChangeBodySchema,
  UsersSchema,
} from "../../../../shared/wire/http.ts";
import { pageFolder } from "../../connection/connection.ts";
import { Failure } from "../../connection/failure.ts";
import type { HttpClient } from "../../connection/http-client.ts";

export type NewUser = Type.Static<typeof NewUserBodySchema>;
export type UserChange = Type.Static<typeof UserChangeBodySchema>;
export type Prompt = Type.Static<typeof PromptsSchema>["prompts"][number];
export type JournalEntry = Type.Static<typeof ContactJournalSchema>["entries"][number];

/** As the server's: a larger file is refused before it is sent. */
export const WAV_BYTES_MAX = 5 * 1024 * 1024;
const UPLOAD_TIMEOUT_MS = 60_000;
const HEALTH_TIMEOUT_MS = 3_000;

/** @throws Failure */
export async function readUsers(http: HttpClient, signal: AbortSignal) {
  const { users } = await http.get(UsersSchema, { path: "api/users", signal });
  return users;
}

/** @throws Failure `login-taken` */
export async function createUser(http: HttpClient, user: NewUser) {
  return http.get(UserSchema, { method: "POST", path: "api/users", body: user });
}

/** @throws Failure `last-admin` */
export async function changeUser(http: HttpClient, userId: UserId, change: UserChange) {
  return http.get(UserSchema, { method: "PATCH", path: `api/users/${encodeURIComponent(userId)}`, body: change });
}

/** @throws Failure */
export async function readPrompts(http: HttpClient, signal: AbortSignal) {
  const { prompts } = await http.get(PromptsSchema, { path: "api/prompts", signal });
  return prompts;
}

/** @throws Failure `audio-unreadable` | `payload-too-large` */
export async function uploadPrompt(http: HttpClient, id: string, language: Language, file: File): Promise<void> {
  if (file.size > WAV_BYTES_MAX) throw new Failure("payload-too-large");
  await http.run({
    method: "PUT",
    path: promptPath(id, language),
    body: file,
    contentType: "audio/wav",
    timeoutMs: UPLOAD_TIMEOUT_MS,
  });
}

/** @throws Failure */
export async function removePrompt(http: HttpClient, id: string, language: Language): Promise<void> {
  await http.run({ method: "DELETE", path: promptPath(id, language) });
}

/** A WAV as callers hear it; an announcement nobody has asked for yet is made first. @throws Failure `prompt-unavailable` */
export async function readPromptSound(http: HttpClient, id: string, language: Language, signal: AbortSignal) {
  return http.blob({ path: `${promptPath(id, language)}/sound`, signal });
}

function promptPath(id: string, language: Language): string {
  return `api/prompts/${language}/${encodeURIComponent(id)}`;
}

/** @throws Failure */
export async function readJournal(http: HttpClient, contactId: ContactId, signal: AbortSignal) {
  const path = `api/contacts/${encodeURIComponent(contactId)}/journal`;
  return http.get(ContactJournalSchema, { path, signal });
}

export interface HealthReport extends Type.Static<typeof HealthSchema> {
  /** From the request to the whole answer. */
  readonly answerMs: number;
  readonly at: EpochMs;
}

/**
 * Asked without the HTTP client: an unhealthy server answers 503 *with* the report, which is an answer here and no failure.
 * @throws Failure `server-unreachable` | `internal`
 */
export async function readHealth(signal: AbortSignal): Promise<HealthReport> {
  const began = performance.now();
  const url = new URL("api/health", pageFolder());
  const limit = AbortSignal.any([signal, AbortSignal.timeout(HEALTH_TIMEOUT_MS)]);
  const response = await fetch(url, { signal: limit, cache: "no-store" }).catch((error: unknown) => {
    throw new Failure("server-unreachable", { cause: error });
  });
  // No JSON is as good as the wrong JSON: the check below tells it.
  const body: unknown = await response.json().catch(() => null);
  if (!Check(HealthSchema, body)) throw new Failure("internal");
  return { ...body, answerMs: performance.now() - began, at: Date.now() };
}

/** @throws Failure */
export async function readQuality(http: HttpClient, contactId: ContactId, signal: AbortSignal) {
  const path = `api/contacts/${encodeURIComponent(contactId)}/quality`;
  const { parts } = await http.get(ContactQualitySchema, { path, signal });
  return parts;
}
