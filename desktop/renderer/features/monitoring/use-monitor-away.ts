import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ConsoleState } from "../../connection/console-client.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useNotify } from "../../ui/notices.tsx";

/**
 * Whoever listened, and whose computer then slept or lost its network for long, comes back to a console without a word about it: the
 * server ended it while nobody was there to be told.
 */
export function useMonitorAway(): void {
  const { t } = useTranslation("notice");
  const notify = useNotify();
  const state = useConsoleState();
  const lost = useRef<Pick<ConsoleState, "started" | "view"> | null>(null);
  const tell = useEffectEvent(() =>
    notify({ tone: "warning", title: t("monitor-away.title"), detail: t("monitor-away.detail"), key: "monitor-away" }),
  );
  const { link, started, view } = state;
  useEffect(() => {
    if (link !== "online") {
      if (lost.current === null && view !== null && view.monitor !== null) lost.current = { started, view };
      return;
    }
    if (lost.current === null) return;
    // Started anew, and its view is about to come.
    if (lost.current.started !== started && lost.current.view === view) return;
    const isAnew = lost.current.started !== started;
    lost.current = null;
    // A silence in which the socket stood: whatever ended meanwhile was told by the server.
    if (isAnew && view !== null && view.monitor === null) tell();
  }, [link, started, view]);
}
