/** The server sends a heartbeat each 0.6 s: with two of them missing the link is down, whatever the socket says. */
export const SILENCE_MAX_MS = 1_600;
/** A timer this late was held up together with the messages: the page slept, the link may be fine. */
const LATE_MS = 400;

interface LinkWatchOptions {
  /** Monotonic, in milliseconds. */
  readonly now: () => number;
  readonly onSilence: () => void;
  /** Something came after a silence. */
  readonly onVoice: () => void;
}

/**
 * Notices a dead link long before the socket does (a lost network or a stopped server closes nothing, TCP waits for minutes). Watches from
 * the first heartbeat on until `stop`.
 */
export class LinkWatch {
  readonly #options: LinkWatchOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #dueAtMs = 0;
  #heardAtMs = 0;
  #isSilent = false;
  #isExcused = false;

  constructor(options: LinkWatchOptions) {
    this.#options = options;
  }

  /** A heartbeat came. */
  beat(): void {
    this.heard();
    if (this.#timer === null) this.#wait(SILENCE_MAX_MS);
  }

  /** Anything came. */
  heard(): void {
    this.#heardAtMs = this.#options.now();
    if (!this.#isSilent) return;
    this.#isSilent = false;
    this.#options.onVoice();
  }

  /** The socket itself is gone: silence says nothing new. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isSilent = false;
    this.#isExcused = false;
  }

  #wait(delayMs: number): void {
    this.#dueAtMs = this.#options.now() + delayMs;
    this.#timer = setTimeout(() => this.#look(), delayMs);
  }

  #look(): void {
    const now = this.#options.now();
    const silentMs = now - this.#heardAtMs;
    const isLate = now - this.#dueAtMs > LATE_MS;
    if (silentMs < SILENCE_MAX_MS) {
      this.#isExcused = false;
      this.#wait(SILENCE_MAX_MS - silentMs);
    } else if (isLate && !this.#isExcused) {
      // What came in while the page slept is handed out after this timer.
      this.#isExcused = true;
      this.#wait(LATE_MS);
    } else {
      this.#timer = null;
      this.#isExcused = false;
      this.#isSilent = true;
      this.#options.onSilence();
    }
  }
}
