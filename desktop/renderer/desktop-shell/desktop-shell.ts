import type { ShellApi } from "../../../shared/ipc/shell-api.ts";

/** What the preload put on the window; null in a browser. */
export function desktopShell(): ShellApi | null {
  return window.cordboardShell ?? null;
}
