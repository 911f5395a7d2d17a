interface CallMicrophoneOptions {
  /** Those that send sound; none before there is a peer connection. */
  readonly senders: () => readonly RTCRtpSender[];
  readonly open: () => Promise<MediaStream>;
  readonly isOver: () => boolean;
  /** The call speaks through another device from now on; its name as the browser tells it, maybe empty. */
  readonly onChanged: (label: string) => void;
  /** The device broke and no other could be had. */
  readonly onLost: () => void;
}

/** The microphone under one call: muted or not, and taken over by another device while the call goes on. */
export class CallMicrophone {
  readonly #options: CallMicrophoneOptions;
  #muted = false;
  #replacing = false;
  #changedMeanwhile = false;
  /** On its way into the sender. */
  #next: MediaStreamTrack | null = null;

  constructor(options: CallMicrophoneOptions) {
    this.#options = options;
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    // The next one too: who mutes while a headset is being changed must not be heard through the new one.
    for (const track of [this.#next, ...this.#options.senders().map((sender) => sender.track)])
      if (track !== null) track.enabled = !muted;
  }

  /** The call is up, with the microphone it was answered with. */
  begin(): void {
    this.setMuted(this.#muted);
    for (const { track } of this.#options.senders()) if (track !== null) this.#watch(track);
  }

  /** The device was pulled, another one chosen, or the chosen one came back. What changes meanwhile is looked at afterwards. */
  async replace(): Promise<void> {
    this.#changedMeanwhile = this.#replacing;
    if (this.#replacing) return;
    this.#replacing = true;
    try {
      do {
        this.#changedMeanwhile = false;
        await this.#takeOver();
      } while (this.#changedMeanwhile);
    } finally {
      this.#replacing = false;
    }
  }

  async #takeOver(): Promise<void> {
    const [sender] = this.#options.senders();
    const before = sender?.track ?? null;
    if (sender === undefined || before === null || this.#options.isOver()) return;
    try {
      const track = await this.#openTrack();
      await sender.replaceTrack(track);
      before.stop();
      this.#watch(track);
      if (track.label !== before.label) this.#options.onChanged(track.label);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.#next?.stop();
      // With the one before still alive the customer hears the agent as well as ever.
      if (before.readyState === "ended" && !this.#options.isOver()) this.#options.onLost();
    } finally {
      this.#next = null;
    }
  }

  /** @throws DOMException as getUserMedia does; `AbortError` when the call ended meanwhile */
  async #openTrack(): Promise<MediaStreamTrack> {
    const [track] = (await this.#options.open()).getAudioTracks();
    if (track === undefined) throw new DOMException("no audio track", "NotFoundError");
    this.#next = track;
    if (this.#options.isOver()) throw new DOMException("the call is over", "AbortError");
    // Before it is in the sender: not one frame may slip out of a muted call.
    track.enabled = !this.#muted;
    return track;
  }

  /** `ended` comes when the headset is pulled or forbidden, not when `stop()` is called. */
  #watch(track: MediaStreamTrack): void {
    track.addEventListener("ended", () => void this.replace(), { once: true });
  }
}
