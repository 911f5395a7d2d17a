import { app } from "electron";
import type { CrashReports } from "./crash-reports.ts";
import type { DesktopLog } from "./desktop-log.ts";

/** Whoever dies so soon after the start would do it again. */
const YOUNG_MS = 60_000;

interface WatchOptions {
  readonly crashes: CrashReports;
  readonly log: DesktopLog;
  readonly now: () => number;
  readonly agentState: () => string;
  readonly isInCall: () => boolean;
  /** The guard against quitting in a call must let the restart through. */
  readonly beforeRestart: () => void;
  /** Tells the person, once, before the program gives up. */
  readonly giveUp: () => void;
}

/**
 * An error nobody caught leaves a report and starts the program anew; in a call it goes on as well as it can, because the
 * voice lives in the page's process and a restart would take it away. A young program that fails is not started again.
 */
export function watchMainProcess(options: WatchOptions): { readonly stop: () => void } {
  const { crashes, log, now, agentState, isInCall, beforeRestart, giveUp } = options;
  const startedAt = now();
  const uncaught = (error: unknown) => {
    crashes.add({ where: "main", agentState: agentState(), error });
    if (isInCall()) return;
    beforeRestart();
    if (now() - startedAt < YOUNG_MS) giveUp();
    else app.relaunch();
    app.exit(1);
  };
  const unhandled = (error: unknown) => crashes.add({ where: "main", agentState: agentState(), error });
  const helperGone = (_event: unknown, details: { readonly type: string; readonly reason: string }) => {
    if (details.reason === "clean-exit") log.info("helper-ended", { type: details.type });
    else crashes.add({ where: "helper", agentState: agentState(), type: details.type, reason: details.reason });
  };
  process.on("uncaughtException", uncaught);
  process.on("unhandledRejection", unhandled);
  app.on("child-process-gone", helperGone);
  return {
    stop: () => {
      process.off("uncaughtException", uncaught);
      process.off("unhandledRejection", unhandled);
      app.off("child-process-gone", helperGone);
    },
  };
}
