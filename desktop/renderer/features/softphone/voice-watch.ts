import { type LineSample, rateVoice, type VoiceSample } from "../../../../shared/domain/call-quality.ts";
import type { PhoneVoice } from "../../connection/phone-context.ts";
import { readCounters, sampleBetween, type VoiceCounters } from "./voice-meter.ts";

const LOOK_EVERY_MS = 2_000;
/** What is shown and sent covers this much: calm, and long enough for a report of the exchange (5 s). */
const WINDOW_MS = 10_000;
/** Less says nothing. */
const WINDOW_MIN_MS = 2_000;

interface VoiceWatchOptions {
  readonly stats: () => Promise<RTCStatsReport | null>;
  readonly muted: () => boolean;
  /** Monotonic, in milliseconds. */
  readonly now: () => number;
  readonly onState: (voice: PhoneVoice | null) => void;
  /** A whole window is over; resolves with what the exchange says of the customer's side. Never rejects. */
  readonly onWindow: (sample: VoiceSample) => Promise<LineSample | null>;
}

/** Looks at one call every two seconds and tells how the last ten seconds sounded. */
export class VoiceWatch {
  readonly #options: VoiceWatchOptions;
  #looks: readonly VoiceCounters[] = [];
  #sentUpTo: VoiceCounters | null = null;
  #line: LineSample | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #looking = false;
  #quiet = false;

  constructor(options: VoiceWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  /** What is left is sent: a short call should stand in the books too. */
  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#send(WINDOW_MIN_MS);
    this.#forget();
  }

  /** On hold nobody sends to this phone; that is no fault. */
  setQuiet(quiet: boolean): void {
    if (quiet === this.#quiet) return;
    this.#quiet = quiet;
    this.#send(WINDOW_MIN_MS);
    this.#forget();
  }

  async look(): Promise<void> {
    if (this.#looking || this.#quiet) return;
    this.#looking = true;
    try {
      const report = await this.#options.stats();
      const counters = report === null ? null : readCounters(report, this.#options.now());
      if (counters !== null && this.#timer !== null && !this.#quiet) this.#take(counters);
    } finally {
      this.#looking = false;
    }
  }

  #take(counters: VoiceCounters): void {
    const from = counters.atMs - WINDOW_MS;
    // The last look before the window is where it begins.
    const first = Math.max(
      0,
      this.#looks.findLastIndex(({ atMs }) => atMs <= from),
    );
    this.#looks = [...this.#looks.slice(first), counters];
    this.#sentUpTo ??= counters;
    const [oldest] = this.#looks;
    if (oldest !== undefined && counters.atMs - oldest.atMs >= WINDOW_MIN_MS) {
      const sample = sampleBetween(oldest, counters, this.#options.muted());
      this.#options.onState({ ...rateVoice(sample, this.#line), sample, line: this.#line });
    }
    this.#send(WINDOW_MS);
  }

  /** Sends what has not been sent, when it is at least this long. */
  #send(atLeastMs: number): void {
    const last = this.#looks.at(-1);
    const before = this.#sentUpTo;
    // Timers are early by a millisecond or so.
    if (last === undefined || before === null || last.atMs - before.atMs < atLeastMs - LOOK_EVERY_MS / 4) return;
    this.#sentUpTo = last;
    void this.#options.onWindow(sampleBetween(before, last, this.#options.muted())).then((line) => {
      this.#line = line;
    });
  }

  #forget(): void {
    this.#looks = [];
    this.#sentUpTo = null;
    this.#line = null;
    this.#options.onState(null);
  }
}
