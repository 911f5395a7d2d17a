import type { StartUpError } from "../../shared/errors/start-up-error.ts";
import { asStartUpError, explainError } from "./explain-error.ts";
import type { RunningCordboard } from "./cordboard.ts";

/**
 * npm passes on a Ctrl-C that the terminal has already delivered to every process of the group: a second signal this soon
 * after the first is the same key press.
 */
const SAME_KEY_PRESS_MS = 700;
const STOP_LIMIT_MS = 20_000;
/** What a shell reports for a program ended by SIGINT. */
const INTERRUPTED_EXIT_CODE = 130;

export interface Terminal {
  readonly report: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Milliseconds that only grow. */
  readonly uptimeMs: () => number;
  /** Calls `listener` on Ctrl-C, SIGTERM and SIGHUP until the returned function is called. */
  readonly onStopSignal: (listener: (signal: string) => void) => () => void;
  /** Calls `listener` on what no one caught. */
  readonly onUncaught: (listener: (error: unknown) => void) => () => void;
  readonly exitNow: (code: number) => void;
}

/**
 * Starts, stays until a signal or a fatal error, stops, and tells the exit code: 0 after Ctrl-C, 1 after an error.
 *
 *   starting --ready--> running --signal/fatal--> stopping --> over
 *       |                                            ^
 *       +--signal (the start is aborted)-------------+        second signal anywhere: exit at once
 */
export async function runUntilStopped(
  terminal: Terminal,
  start: (signal: AbortSignal) => Promise<RunningCordboard>,
  onReady: (running: RunningCordboard) => void,
): Promise<number> {
  const aborting = new AbortController();
  const failures: StartUpError[] = [];
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const fail = (error: unknown) => {
    failures.push(asStartUpError(error));
    aborting.abort();
    end();
  };
  let firstSignalAtMs: number | null = null;
  const releaseSignals = terminal.onStopSignal(() => {
    const now = terminal.uptimeMs();
    if (firstSignalAtMs === null) {
      firstSignalAtMs = now;
      terminal.report("Stopping (Ctrl-C again: at once)");
      aborting.abort();
      end();
    } else if (now - firstSignalAtMs > SAME_KEY_PRESS_MS) {
      terminal.exitNow(INTERRUPTED_EXIT_CODE);
    }
  });
  const releaseUncaught = terminal.onUncaught(fail);
  const running = await start(aborting.signal).catch((error: unknown) => {
    // An aborted start may reject with whatever the abort interrupted: that was asked for.
    if (!aborting.signal.aborted) fail(error);
    return null;
  });
  if (running !== null) {
    running.onFatal(fail);
    if (!aborting.signal.aborted) onReady(running);
    await ended;
    await stopWithin(running, STOP_LIMIT_MS).catch(fail);
  }
  releaseSignals();
  releaseUncaught();
  const [failure] = failures;
  if (failure === undefined) {
    terminal.report("Stopped.");
    return 0;
  }
  terminal.complain(`cordboard: ${explainError(failure)}`);
  return 1;
}

async function stopWithin(running: RunningCordboard, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`stopping took longer than ${limitMs / 1_000} s`)), limitMs);
  });
  try {
    await Promise.race([running.stop(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
