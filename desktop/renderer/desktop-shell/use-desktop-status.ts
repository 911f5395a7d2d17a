import { useEffect, useSyncExternalStore } from "react";
import type { DesktopStatus, SettingsChange } from "../../../shared/ipc/desktop-settings.ts";
import { Store } from "../connection/store.ts";
import { useReportFailure } from "../connection/use-report-failure.ts";
import { desktopShell } from "./desktop-shell.ts";

const status = new Store<DesktopStatus | null>(null);

/** What the shell says of its settings and what became of them; null in a browser and until it has answered. */
export function useDesktopStatus(): DesktopStatus | null {
  const report = useReportFailure();
  useEffect(() => {
    const shell = desktopShell();
    if (shell === null) return undefined;
    shell.request("settings-read", null).then(status.set.bind(status), report);
    return shell.on("status-changed", (now) => status.set(now));
  }, [report]);
  const now = useSyncExternalStore(status.subscribe, status.get);
  return desktopShell() === null ? null : now;
}

/** Changes settings; resolves with what became of it, or null when the shell refused (which has been shown then). */
export function useChangeDesktop(): (change: SettingsChange) => Promise<DesktopStatus | null> {
  const report = useReportFailure();
  return async (change) => {
    const shell = desktopShell();
    if (shell === null) return null;
    try {
      const now = await shell.request("settings-change", change);
      status.set(now);
      return now;
    } catch (error) {
      report(error);
      return null;
    }
  };
}
