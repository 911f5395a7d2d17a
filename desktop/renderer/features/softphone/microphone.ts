export type MicrophoneState = "checking" | "ready" | "refused" | "missing" | "busy";

/** Several `devicechange` events come for one plug; wait for the last. */
const SETTLE_MS = 250;

interface MicrophoneOptions {
  /** Undefined on pages that are neither https nor localhost: browsers hide the devices there. */
  readonly devices: MediaDevices | undefined;
  /** Where the browser tells that the person allowed or forbade it meanwhile; not all do. */
  readonly permissions: Pick<Permissions, "query"> | undefined;
  readonly deviceId: () => string | null;
  readonly onState: (state: MicrophoneState) => void;
  /** A microphone came or went, or is allowed or forbidden now; a running call may have to change over. */
  readonly onMicrophonesChanged: () => void;
}

/** Whether this machine can hear the agent, found out before a customer does. */
export class Microphone {
  readonly #options: MicrophoneOptions;
  #settle: ReturnType<typeof setTimeout> | null = null;
  #checks = 0;
  #permission: PermissionStatus | null = null;
  #watches = 0;
  /** The microphones as they were last seen; null where the browser does not tell. */
  #seen: string | null = null;

  constructor(options: MicrophoneOptions) {
    this.#options = options;
  }

  watch(): void {
    this.#options.devices?.addEventListener("devicechange", this.#devicesChanged);
    this.#watches += 1;
    void this.#watchPermission(this.#watches);
    void this.#see();
  }

  stop(): void {
    this.#options.devices?.removeEventListener("devicechange", this.#devicesChanged);
    this.#watches += 1;
    this.#permission?.removeEventListener("change", this.#lookAgain);
    this.#permission = null;
    if (this.#settle !== null) clearTimeout(this.#settle);
    this.#checks += 1;
  }

  /** Opens the microphone for a moment: asks for permission the first time, proves that it works every time. */
  async check(): Promise<void> {
    this.#checks += 1;
    const check = this.#checks;
    const report = (state: MicrophoneState) => {
      // A later check knows better.
      if (check === this.#checks) this.#options.onState(state);
    };
    report("checking");
    try {
      const stream = await this.open();
      for (const track of stream.getTracks()) track.stop();
      report("ready");
    } catch (error) {
      report(stateOfError(error));
    }
  }

  /** @throws DOMException as getUserMedia does; `NotAllowedError` where the page may not ask. */
  async open(): Promise<MediaStream> {
    const { devices, deviceId } = this.#options;
    if (devices === undefined) throw new DOMException("not a secure page", "NotAllowedError");
    const wanted = deviceId();
    try {
      return await devices.getUserMedia({ audio: constraints(wanted) });
    } catch (error) {
      // The chosen headset is unplugged: any microphone is better than none.
      if (wanted !== null && error instanceof DOMException && error.name === "OverconstrainedError") {
        return devices.getUserMedia({ audio: constraints(null) });
      }
      throw error;
    }
  }

  /** Forbidden between two calls, no device and no track says a word: without this the agent would stay ready and deaf. */
  async #watchPermission(watch: number): Promise<void> {
    try {
      const permission = await this.#options.permissions?.query({ name: "microphone" });
      if (permission === undefined || watch !== this.#watches) return;
      permission.addEventListener("change", this.#lookAgain);
      this.#permission = permission;
    } catch (error) {
      // A browser that does not know this permission (Permissions, 6.2.1); then the next check finds out.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** A loudspeaker or a ringer is no reason to open the microphone of a running call anew. */
  readonly #devicesChanged = (): void => {
    const watch = this.#watches;
    // At once, not when it has settled: one that was pulled and is back by then has ended its tracks all the same.
    void this.#see().then((isNew) => {
      if (isNew && watch === this.#watches) this.#lookAgain();
    });
  };

  /** Whether the microphones are others than before, or may be. */
  async #see(): Promise<boolean> {
    const before = this.#seen;
    try {
      const all = (await this.#options.devices?.enumerateDevices()) ?? [];
      const microphones = all.filter(({ kind }) => kind === "audioinput");
      this.#seen = JSON.stringify(microphones.map(({ deviceId, groupId, label }) => [deviceId, groupId, label]));
    } catch (error) {
      // Forbidden by policy (Media Capture and Streams, 9.2).
      if (!(error instanceof DOMException)) throw error;
      this.#seen = null;
    }
    return this.#seen === null || this.#seen !== before;
  }

  readonly #lookAgain = (): void => {
    if (this.#settle !== null) clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      void this.check();
      this.#options.onMicrophonesChanged();
    }, SETTLE_MS);
  };
}

function constraints(deviceId: string | null): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
  };
}

/** Names of W3C Media Capture and Streams, 10.3. */
export function stateOfError(error: unknown): Exclude<MicrophoneState, "checking" | "ready"> {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "refused";
}
