import type { Session } from "../../../shared/wire/http.ts";
import { loadSession, restoreSession, saveSession } from "../connection/session-store.ts";
import { desktopShell } from "./desktop-shell.ts";

/** Before the first render: where the shell remembers a session and this page has none, it goes on with that one. */
export async function recallSession(now: number): Promise<void> {
  const shell = desktopShell();
  if (shell === null || loadSession(now) !== null) return;
  try {
    const remembered = await shell.request("session-recall", null);
    if (remembered === null) return;
    restoreSession(remembered);
    // Checks it as it checks its own, and throws away what is none or has run out.
    if (loadSession(now) === null) rememberSession(null);
  } catch (error) {
    // An older shell, or a keyring that does not open: the person signs in.
    reportError(error);
  }
}

/** Keeps the session beyond the program's end where the person has asked for it; null forgets. */
export function rememberSession(session: Session | null): void {
  desktopShell()
    ?.request("session-remember", session === null ? null : JSON.stringify(session))
    .catch(reportError);
}

/** Saved for this page, and remembered or forgotten by the shell. */
export function keepSession(session: Session | null): void {
  saveSession(session);
  rememberSession(session);
}
