import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RunningPbx } from "./start-pbx.ts";

/** Between the end of an exchange and its next start; the last one goes on. A port the dead one held may be free only by then. */
const PAUSES_MS: readonly DurationMs[] = [200, 500, 1_000, 2_000, 5_000];
/** One that has lived this long was well: the next end is the first of its row. */
const SOUND_AFTER_MS: DurationMs = 60_000;
/** So many ends in a row and it is no accident: somebody has to look. */
const ENDS_MAX = 6;

export interface KeptPbxContext {
  readonly start: () => Promise<RunningPbx>;
  /** Rejects when `signal` is aborted. */
  readonly pause: (durationMs: DurationMs, signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  /** Told of each end and of each new start. */
  readonly onEnd: (end: { readonly detail: string; readonly againInMs: DurationMs | null }) => void;
  readonly onStartedAgain: (pbx: RunningPbx) => void;
}

export interface KeptPbx extends Pick<RunningPbx, "httpUrl" | "wsUrl" | "ariUser" | "ariSecret"> {
  /** Ends it for good. Safe to call twice, also between two starts. */
  stop(): Promise<void>;
  /** Called once, with StartUpError pbx-stopped, when it has ended so often that it is not started again. */
  onGivenUp(listener: (error: StartUpError) => void): void;
}

/**
 * Keeps an exchange of one's own running.
 *
 *   up --ends by itself--> pause --> starting --> up
 *                            |           \--fails--> pause (longer)
 *                            \--too often in a row--> given up
 *
 * What was being said is lost with it; who calls again, and every agent, finds it there some seconds later instead of never.
 * The first start is the caller's: it rejects as `start` does.
 */
export async function keepPbx(context: KeptPbxContext): Promise<KeptPbx> {
  const { start, pause, clock, onEnd, onStartedAgain } = context;
  const stopping = new AbortController();
  const listeners = new Set<(error: StartUpError) => void>();
  let current = await start();
  let startedAt = clock.now();
  let ends = 0;
  let restarting: Promise<void> = Promise.resolve();
  /** For whoever asks later, too: it may have happened while the rest of the program was starting. */
  let givenUp: StartUpError | null = null;

  const watch = (pbx: RunningPbx): void => {
    pbx.onCrash(({ detail }) => {
      if (pbx !== current || stopping.signal.aborted) return;
      restarting = again(detail);
    });
  };
  const again = async (firstDetail: string): Promise<void> => {
    if (clock.now() - startedAt >= SOUND_AFTER_MS) ends = 0;
    for (let detail = firstDetail; ; ) {
      ends += 1;
      const isOver = ends >= ENDS_MAX;
      const againInMs = PAUSES_MS[Math.min(ends, PAUSES_MS.length) - 1] ?? 0;
      onEnd({ detail, againInMs: isOver ? null : againInMs });
      if (isOver) {
        givenUp = new StartUpError("pbx-stopped", detail);
        for (const listener of listeners) listener(givenUp);
        return;
      }
      try {
        await pause(againInMs, stopping.signal);
        const pbx = await start();
        current = pbx;
        startedAt = clock.now();
        // Ctrl-C came while it started: `stop` waits for this and ends it.
        if (stopping.signal.aborted) return;
        watch(pbx);
        onStartedAgain(pbx);
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        detail = error instanceof Error ? error.message : String(error);
      }
    }
  };

  watch(current);
  const { httpUrl, wsUrl, ariUser, ariSecret } = current;
  return {
    httpUrl,
    wsUrl,
    ariUser,
    ariSecret,
    async stop() {
      stopping.abort();
      await restarting;
      await current.stop();
    },
    onGivenUp(listener) {
      listeners.add(listener);
      if (givenUp !== null) listener(givenUp);
    },
  };
}
