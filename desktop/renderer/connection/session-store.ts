import { Check } from "typebox/value";
import type { EpochMs } from "../../../shared/domain/time.ts";
import { type Session, SessionSchema } from "../../../shared/wire/http.ts";

const KEY = "cordboard.session";

/** The session of this tab: it survives a reload and dies with the tab, and two tabs may be two people. */
export function loadSession(now: EpochMs): Session | null {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return null;
  const session = parse(text);
  if (!Check(SessionSchema, session) || session.expiresAt <= now) {
    sessionStorage.removeItem(KEY);
    return null;
  }
  return session;
}

/** A session as it was written by `saveSession`, from elsewhere; checked when it is loaded. */
export function restoreSession(text: string): void {
  sessionStorage.setItem(KEY, text);
}

export function saveSession(session: Session | null): void {
  if (session === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, JSON.stringify(session));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Written by another version or by hand: as good as none.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
