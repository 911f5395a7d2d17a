/** Digital silence. */
export const SILENCE_DB = -100;

interface MeterOptions {
  readonly open: () => Promise<MediaStream>;
  readonly onLevel: (levelDb: number) => void;
}

const WINDOW = 2_048;

/** How loud the microphone is, about twelve times a second, in dB below full scale. */
export class MicrophoneMeter {
  readonly #options: MeterOptions;
  #stream: MediaStream | null = null;
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #closed = false;

  constructor(options: MeterOptions) {
    this.#options = options;
  }

  /** @throws DOMException as getUserMedia does */
  async start(): Promise<void> {
    const stream = await this.#options.open();
    this.#stream = stream;
    // Closed while the browser was asking for permission.
    if (this.#closed) return this.stop();
    const context = new AudioContext();
    this.#context = context;
    const analyser = new AnalyserNode(context, { fftSize: WINDOW });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(WINDOW);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.#options.onLevel(levelDbOf(samples));
    }, 80);
  }

  stop(): void {
    this.#closed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    // Already closing or closed: as wished.
    this.#context?.close().catch(() => undefined);
  }
}

/** Root mean square, in dB below full scale. */
export function levelDbOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const level = samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
  return level === 0 ? SILENCE_DB : Math.max(SILENCE_DB, 20 * Math.log10(level));
}
