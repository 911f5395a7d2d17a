/** A soft two-note chime: heard in a headset for eight hours. Frequencies in Hz, times in s. */
const NOTES = [
  { frequency: 659.25, at: 0 },
  { frequency: 880, at: 0.18 },
] as const;
const NOTE_LENGTH_S = 0.9;
const REPEAT_MS = 2_400;
/** A context that may sound still takes a moment to begin. */
const SILENT_AFTER_MS = 500;

/**
 * The ring, made by WebAudio so that no file has to be loaded when it matters. Browsers keep audio silent until the person
 * has done something on the page: `unlock` is called from the click that signs in, and from the first key or click after a reload.
 */
export class RingTone {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #silentAfter: ReturnType<typeof setTimeout> | null = null;
  readonly #watchers = new Set<(silent: boolean) => void>();

  /** Tells whether a ring that goes on is kept silent by the browser. */
  watch(watcher: (silent: boolean) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  readonly unlock = (): void => {
    if (typeof AudioContext === "undefined") return;
    if (this.#context === null) {
      this.#context = new AudioContext();
      this.#context.addEventListener("statechange", this.#tell);
    }
    // Rejected while the browser still forbids it; the next click tries again.
    this.#context.resume().catch(() => undefined);
  };

  start(volume: number, deviceId: string | null): void {
    this.stop();
    this.unlock();
    const context = this.#context;
    if (context === null) return;
    playThrough(context, deviceId);
    const ring = () => {
      for (const { frequency, at } of NOTES) playNote(context, frequency, context.currentTime + at, volume);
    };
    ring();
    this.#timer = setInterval(ring, REPEAT_MS);
    this.#silentAfter = setTimeout(this.#tell, SILENT_AFTER_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    if (this.#silentAfter !== null) clearTimeout(this.#silentAfter);
    this.#silentAfter = null;
    this.#tell();
  }

  readonly #tell = (): void => {
    const silent = this.#timer !== null && this.#context?.state === "suspended";
    for (const watcher of this.#watchers) watcher(silent);
  };
}

function playNote(context: AudioContext, frequency: number, startsAt: number, volume: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = "sine";
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, startsAt);
  gain.gain.linearRampToValueAtTime(volume * 0.5, startsAt + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, startsAt + NOTE_LENGTH_S);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(startsAt);
  oscillator.stop(startsAt + NOTE_LENGTH_S);
}

/** Not in every browser yet (Chromium 110): elsewhere the ring comes out of the usual speaker. */
function playThrough(context: AudioContext, deviceId: string | null): void {
  if (!("setSinkId" in context) || typeof context.setSinkId !== "function") return;
  const sinkTo = context.setSinkId.bind(context) as (deviceId: string) => unknown;
  const done = sinkTo(deviceId ?? "");
  // The device is unplugged: a ring must be heard somewhere, so the system's choice.
  if (done instanceof Promise) done.catch(() => sinkTo(""));
}
