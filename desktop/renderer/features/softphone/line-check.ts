import { rateVoice } from "../../../../shared/domain/call-quality.ts";
import type { LineCheckResult } from "../../connection/phone-context.ts";
import type { EchoTest, PhonePort } from "./phone-port.ts";
import { readCounters, sampleBetween, type VoiceCounters } from "./voice-meter.ts";

/** Long enough for a report of the exchange (RTCP, 5 s), short enough to wait for. */
const MEASURE_MS = 7_000;
const LOOK_EVERY_MS = 500;
/** The first packets find the jitter buffer empty; that says nothing about the network. */
const SETTLE_MS = 1_000;
const ANSWER_LIMIT_MS = 6_000;

interface LineCheckOptions {
  readonly port: Pick<PhonePort, "echo">;
  /** One hears oneself; null: over. */
  readonly play: (stream: MediaStream | null) => void;
  /** Monotonic, in milliseconds. */
  readonly now: () => number;
}

/** Measures the way between this page and the exchange with a call that comes back as an echo. One at a time. */
export class LineCheck {
  readonly #options: LineCheckOptions;
  #stop: ((result: LineCheckResult) => void) | null = null;

  constructor(options: LineCheckOptions) {
    this.#options = options;
  }

  /** A customer calls: the check makes room. */
  interrupt(): void {
    this.#stop?.({ ok: false, because: "in-call" });
  }

  async run(): Promise<LineCheckResult> {
    if (this.#stop !== null) return { ok: false, because: "in-call" };
    const { port, play } = this.#options;
    let test: EchoTest | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let looking: ReturnType<typeof setInterval> | null = null;
    try {
      return await new Promise<LineCheckResult>((resolve) => {
        this.#stop = resolve;
        timer = setTimeout(() => resolve({ ok: false, because: "no-answer" }), ANSWER_LIMIT_MS);
        const measured = new Measured(this.#options.now);
        const begin = (stream: MediaStream) => {
          play(stream);
          if (timer !== null) clearTimeout(timer);
          timer = setTimeout(() => resolve(measured.result()), SETTLE_MS + MEASURE_MS);
          looking = setInterval(() => void measured.look(test), LOOK_EVERY_MS);
        };
        const ended = () => resolve({ ok: false, because: "no-answer" });
        port.echo({ established: begin, ended }).then(
          (started) => {
            test = started;
            // Interrupted or given up while it began.
            if (started !== null && this.#stop === null) void started.end();
            if (started === null) resolve({ ok: false, because: "no-line" });
          },
          (error: unknown) =>
            resolve({ ok: false, because: error instanceof DOMException ? "no-microphone" : "no-line" }),
        );
      });
    } finally {
      this.#stop = null;
      if (timer !== null) clearTimeout(timer);
      if (looking !== null) clearInterval(looking);
      play(null);
      void endOf(test)?.end();
    }
  }
}

/** TypeScript does not see that a callback has set it. */
function endOf(test: EchoTest | null): EchoTest | null {
  return test;
}

class Measured {
  readonly #now: () => number;
  #first: VoiceCounters | null = null;
  #last: VoiceCounters | null = null;
  #begunAtMs: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  async look(test: EchoTest | null): Promise<void> {
    const report = await test?.stats();
    const counters = report === null || report === undefined ? null : readCounters(report, this.#now());
    if (counters === null) return;
    this.#begunAtMs ??= counters.atMs;
    if (counters.atMs - this.#begunAtMs < SETTLE_MS) return;
    this.#first ??= counters;
    this.#last = counters;
  }

  result(): LineCheckResult {
    if (this.#first === null || this.#last === null || this.#first === this.#last)
      return { ok: false, because: "no-answer" };
    // What the microphone hears is checked by its own meter; here somebody may well be silent.
    const sample = { ...sampleBetween(this.#first, this.#last, true) };
    return { ok: true, rating: rateVoice(sample, null), sample };
  }
}
