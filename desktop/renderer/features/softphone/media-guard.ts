/** ICE heals short interruptions by itself (RFC 8445: checks go on); after this the path is tried anew. */
const HEALS_ITSELF_MS = 2_500;
/** A restart that has brought nothing within this time: the call has to be brought anew. */
const RESTART_LIMIT_MS = 7_000;

interface MediaGuardOptions {
  readonly peer: Pick<RTCPeerConnection, "iceConnectionState" | "addEventListener" | "removeEventListener">;
  /** One re-INVITE with new candidates; `gone`: the exchange does not know this call any more. Never rejects. */
  readonly restart: () => Promise<"accepted" | "refused" | "gone">;
  /** The voice is gone and does not come back by itself. */
  readonly onLost: () => void;
}

/**
 * Watches the way the voice takes.
 *
 *   connected --interrupted--> broken --2.5 s, or failed--> restarting --7 s, or call unknown--> lost
 *       ^______________________/  \____________________________/
 */
export class MediaGuard {
  readonly #options: MediaGuardOptions;
  #state: "connected" | "broken" | "restarting" | "lost" = "connected";
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: MediaGuardOptions) {
    this.#options = options;
    options.peer.addEventListener("iceconnectionstatechange", this.#changed);
  }

  stop(): void {
    this.#options.peer.removeEventListener("iceconnectionstatechange", this.#changed);
    this.#wait(null, 0);
  }

  /** The signalling link is back: the exchange must be told where this page is now. */
  restart(): void {
    if (this.#state === "lost") return;
    this.#state = "restarting";
    this.#wait(() => {
      if (this.#works()) this.#connected();
      else this.#lost();
    }, RESTART_LIMIT_MS);
    void this.#options.restart().then((answer) => {
      if (this.#state !== "restarting") return;
      // Refused while the voice still flows: nothing to mourn, the next break tries again.
      if (answer === "gone") this.#lost();
      else if (answer === "refused" && this.#works()) this.#connected();
    });
  }

  readonly #changed = (): void => {
    const { iceConnectionState } = this.#options.peer;
    if (this.#works()) this.#connected();
    else if (iceConnectionState === "failed" && this.#state !== "restarting") this.restart();
    else if (iceConnectionState === "disconnected" && this.#state === "connected") {
      this.#state = "broken";
      this.#wait(() => this.restart(), HEALS_ITSELF_MS);
    }
  };

  #works(): boolean {
    const { iceConnectionState } = this.#options.peer;
    return iceConnectionState === "connected" || iceConnectionState === "completed";
  }

  #connected(): void {
    this.#state = "connected";
    this.#wait(null, 0);
  }

  #lost(): void {
    this.#state = "lost";
    this.#wait(null, 0);
    this.#options.onLost();
  }

  #wait(then: (() => void) | null, delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = then === null ? null : setTimeout(then, delayMs);
  }
}
