import type { EpochMs } from "../../../shared/domain/time.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import { SOCKET_LIMITS } from "./socket-limits.ts";

const WINDOW_MS = 60_000;

/** Tells the journal about nonsense on one socket, a few lines a minute: a flood must not fill the disk. */
export class JunkJournal {
  readonly #deps: { readonly journal: Journal; readonly clock: Clock; readonly log: LogSink };
  readonly #userId: string;
  readonly #connectionId: string;
  #windowStartedAt: EpochMs;
  #lines = 0;
  #unsaid = 0;

  constructor(
    deps: { readonly journal: Journal; readonly clock: Clock; readonly log: LogSink },
    userId: string,
    connectionId: string,
  ) {
    this.#deps = deps;
    this.#userId = userId;
    this.#connectionId = connectionId;
    this.#windowStartedAt = deps.clock.now();
  }

  /** `what` is one of our own words, `name` is cut: what was sent itself is never kept. */
  note(what: string, name: string | null = null): void {
    const { journal, clock, log } = this.#deps;
    const at = clock.now();
    if (at - this.#windowStartedAt >= WINDOW_MS) {
      this.#windowStartedAt = at;
      this.#lines = 0;
    }
    if (this.#lines >= SOCKET_LIMITS.junkLinesPerMinute) {
      this.#unsaid += 1;
      return;
    }
    this.#lines += 1;
    const payload = {
      what,
      name: name?.slice(0, 40) ?? null,
      connectionId: this.#connectionId,
      unsaidBefore: this.#unsaid,
    };
    this.#unsaid = 0;
    try {
      journal.append({ at, type: "socket-junk", contactId: null, agentId: this.#userId, payload });
    } catch (error) {
      log.error({ err: error, ...payload }, "junk on a socket could not be journaled");
    }
  }
}
