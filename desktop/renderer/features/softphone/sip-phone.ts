import type { SipLogin } from "../../../../shared/wire/console.ts";
import type { EchoListener, EchoTest, PhoneListener, PhonePort } from "./phone-port.ts";
import type { SipCall } from "./sip-call.ts";
import { SipLine } from "./sip-line.ts";

interface SipPhoneOptions {
  readonly openMicrophone: () => Promise<MediaStream>;
  readonly log: (what: string, error: unknown) => void;
}

/** The softphone's port over SIP.js. Each login is a line of its own; an old one lives as long as its call. */
export class SipPhone implements PhonePort {
  readonly #options: SipPhoneOptions;
  readonly #calls = new Map<string, SipCall>();
  #line: SipLine | null = null;
  #listener: PhoneListener | null = null;
  /** Of the call that is being answered: its microphone is opened muted, not a word slips out first. */
  #startsMuted = false;

  constructor(options: SipPhoneOptions) {
    this.#options = options;
  }

  listen(listener: PhoneListener): void {
    this.#listener = listener;
  }

  login(login: SipLogin, iceServers: readonly string[]): void {
    this.#line?.retire();
    const line: SipLine = new SipLine(
      { ...this.#options, openMicrophone: () => this.#openMicrophone(), login, iceServers },
      {
        registration: (state) => {
          if (this.#line === line) this.#listener?.registration(state);
        },
        invited: (call, callId, contactId) => {
          this.#calls.set(callId, call);
          this.#listener?.incoming(callId, contactId);
        },
        established: (callId, remote) => this.#listener?.established(callId, remote),
        ended: (callId) => {
          this.#calls.delete(callId);
          if (this.#calls.size === 0) this.#startsMuted = false;
          this.#listener?.ended(callId);
        },
        microphoneLost: () => this.#listener?.microphoneLost(),
        microphoneChanged: (label) => this.#listener?.microphoneChanged(label),
        voiceLost: (callId) => this.#listener?.voiceLost(callId),
      },
    );
    this.#line = line;
    line.start();
  }

  logout(): void {
    this.#line?.close();
    this.#line = null;
  }

  answer(callId: string): void {
    const call = this.#calls.get(callId);
    // A microphone that refuses or a call that was cancelled: the leg must not be left ringing.
    call?.answer().catch((error: unknown) => {
      this.#options.log("answer", error);
      if (error instanceof DOMException) this.#listener?.microphoneLost();
      this.hangUp(callId);
    });
  }

  reject(callId: string, status: 486 | 603): void {
    this.#calls
      .get(callId)
      ?.reject(status)
      .catch((error: unknown) => this.#options.log("reject", error));
  }

  hangUp(callId: string): void {
    this.#calls
      .get(callId)
      ?.hangUp()
      .catch((error: unknown) => this.#options.log("hang up", error));
  }

  setMuted(callId: string, muted: boolean): void {
    this.#startsMuted = muted;
    this.#calls.get(callId)?.setMuted(muted);
  }

  sendDigit(callId: string, digit: string): void {
    this.#calls.get(callId)?.sendDigit(digit);
  }

  stats(callId: string): Promise<RTCStatsReport | null> {
    return this.#calls.get(callId)?.stats() ?? Promise.resolve(null);
  }

  echo(listener: EchoListener): Promise<EchoTest | null> {
    return this.#line?.echo(listener) ?? Promise.resolve(null);
  }

  nudge(): void {
    this.#line?.nudge();
  }

  replaceMicrophone(): void {
    for (const call of this.#calls.values()) {
      call.replaceMicrophone().catch((error: unknown) => this.#options.log("microphone", error));
    }
  }

  async #openMicrophone(): Promise<MediaStream> {
    const stream = await this.#options.openMicrophone();
    for (const track of stream.getAudioTracks()) track.enabled = !this.#startsMuted;
    return stream;
  }
}
