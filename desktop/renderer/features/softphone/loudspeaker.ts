/** Several `devicechange` events come for one plug; wait for the last. */
const SETTLE_MS = 250;
/** What a browser takes for a sign that somebody is there (HTML, 6.4.2 user activation). */
const GESTURES = ["pointerdown", "pointerup", "keydown"] as const;

/** The part of `HTMLAudioElement` that is needed; `setSinkId` is not in every browser. */
export interface SpeakerElement {
  srcObject: MediaProvider | null;
  play(): Promise<void>;
  setSinkId?(deviceId: string): Promise<void>;
}

interface LoudspeakerOptions {
  readonly element: SpeakerElement;
  /** Undefined on pages that are neither https nor localhost: browsers hide the devices there. */
  readonly devices: Pick<MediaDevices, "enumerateDevices" | "addEventListener" | "removeEventListener"> | undefined;
  /** Where clicks and keys are seen: the window. */
  readonly gestures: EventTarget;
  /** The chosen speaker; null = the system's choice. */
  readonly deviceId: () => string | null;
  /** True while the browser keeps the call silent because nobody has clicked or pressed a key on this page yet. */
  readonly onBlocked: (blocked: boolean) => void;
  readonly log: (what: string, error: unknown) => void;
}

/**
 * Where the agent hears the customer. A page that was reloaded or restored in a call may not make a sound before somebody touches
 * it (autoplay policy): then the agent is told, and the first click or key lets the customer be heard.
 */
export class Loudspeaker {
  readonly #options: LoudspeakerOptions;
  #waits = false;
  #settle: ReturnType<typeof setTimeout> | null = null;

  constructor(options: LoudspeakerOptions) {
    this.#options = options;
  }

  watch(): void {
    this.#options.devices?.addEventListener("devicechange", this.#devicesChanged);
  }

  stop(): void {
    this.#options.devices?.removeEventListener("devicechange", this.#devicesChanged);
    if (this.#settle !== null) clearTimeout(this.#settle);
    this.#waitForGesture(false);
  }

  /** Null when the call is over. */
  play(stream: MediaStream | null): void {
    this.#options.element.srcObject = stream;
    if (stream === null) this.#waitForGesture(false);
    else this.#try();
  }

  /** The chosen speaker, or the system's while it is unplugged: a call must be heard somewhere. */
  async choose(): Promise<void> {
    const { element, devices, deviceId, log } = this.#options;
    if (element.setSinkId === undefined) return;
    const wanted = deviceId();
    try {
      const all = (await devices?.enumerateDevices()) ?? [];
      const isThere = all.some((device) => device.kind === "audiooutput" && device.deviceId === wanted);
      await element.setSinkId(isThere && wanted !== null ? wanted : "");
    } catch (error) {
      log("speaker", error);
    }
  }

  readonly #try = (): void => {
    const { element, log } = this.#options;
    const stream = element.srcObject;
    if (stream === null) return;
    element.play().then(
      () => this.#waitForGesture(false),
      (error: unknown) => {
        // A call that ended or was replaced meanwhile aborts its own start.
        if (element.srcObject !== stream) return;
        if (error instanceof DOMException && error.name === "NotAllowedError") this.#waitForGesture(true);
        else log("remote audio", error);
      },
    );
  };

  #waitForGesture(waits: boolean): void {
    if (waits === this.#waits) return;
    this.#waits = waits;
    const { gestures, onBlocked } = this.#options;
    for (const type of GESTURES) {
      if (waits) gestures.addEventListener(type, this.#try, { capture: true });
      else gestures.removeEventListener(type, this.#try, { capture: true });
    }
    onBlocked(waits);
  }

  readonly #devicesChanged = (): void => {
    if (this.#settle !== null) clearTimeout(this.#settle);
    this.#settle = setTimeout(() => void this.choose(), SETTLE_MS);
  };
}
