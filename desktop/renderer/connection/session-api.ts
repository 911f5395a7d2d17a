import { type About, AboutSchema, type Session, SessionSchema } from "../../../shared/wire/http.ts";
import type { HttpClient } from "./http-client.ts";

/** @throws Failure `bad-credentials` | `account-locked` | `rate-limited` | `server-unreachable` */
export async function signIn(http: HttpClient, login: string, password: string): Promise<Session> {
  return http.get(SessionSchema, { method: "POST", path: "api/session", body: { login, password } });
}

/** Reaches the server also when the page is closed behind the click. @throws Failure */
export async function signOut(http: HttpClient): Promise<void> {
  await http.run({ method: "DELETE", path: "api/session", outlivesPage: true });
}

/** @throws Failure */
export async function readAbout(http: HttpClient, signal: AbortSignal): Promise<About> {
  return http.get(AboutSchema, { path: "api/about", signal });
}
