import type { DurationMs } from "../../../shared/domain/time.ts";
import type { WithTimeout } from "../../ports/clock.ts";

/** `work` did not settle in time; it may still do its effect later. */
class TimeoutError extends Error {
  readonly code = "timeout";

  constructor(what: string, limitMs: DurationMs) {
    super(`${what}: no answer within ${limitMs} ms`);
    this.name = "TimeoutError";
  }
}

/** The timer is cleared as soon as `work` settles; a rejection of `work` after the limit is dropped, its caller has the time-out. */
export const withTimeout: WithTimeout = async (work, limitMs, what) => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(what, limitMs)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};
