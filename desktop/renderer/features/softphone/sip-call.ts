import { type Invitation, type SessionInviteOptions, SessionState, Web } from "sip.js";
import { CallMicrophone } from "./call-microphone.ts";
import { sendDigit } from "./digit-sender.ts";
import { MediaGuard } from "./media-guard.ts";

/** Host candidates come at once; SIP.js would wait for all of them, by default 5 s. */
export const ICE_GATHERING_TIMEOUT_MS = 800;

interface SipCallListener {
  established(remote: MediaStream): void;
  ended(): void;
  microphoneLost(): void;
  microphoneChanged(label: string): void;
  /** Something that has no other sign; for the browser's log. */
  trouble(what: string, error: unknown): void;
  /** The voice is gone for good on this leg, the customer may still be there: the server has to bring the call anew. */
  voiceLost(): void;
}

/** Of a request within a dialog that the other side does not know any more, or does not answer (RFC 3261 12.2.1.2). */
const DIALOG_GONE: readonly number[] = [408, 481];

/** One INVITE from the PBX and what becomes of it. */
export class SipCall {
  readonly #invitation: Invitation;
  readonly #listener: SipCallListener;
  readonly #microphone: CallMicrophone;
  #guard: MediaGuard | null = null;

  constructor(invitation: Invitation, openMicrophone: () => Promise<MediaStream>, listener: SipCallListener) {
    this.#invitation = invitation;
    this.#listener = listener;
    this.#microphone = new CallMicrophone({
      senders: () => this.#audioSenders(),
      open: openMicrophone,
      isOver: () => this.isOver,
      onChanged: (label) => listener.microphoneChanged(label),
      onLost: () => listener.microphoneLost(),
    });
    invitation.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#established();
      if (state === SessionState.Terminated) {
        this.#guard?.stop();
        listener.ended();
      }
    });
  }

  get isOver(): boolean {
    return this.#invitation.state === SessionState.Terminated;
  }

  /** The peer connection is made only now: one made while it rings would back off DTLS for the whole ring. */
  async answer(): Promise<void> {
    const options: Web.SessionDescriptionHandlerOptions = { iceGatheringTimeout: ICE_GATHERING_TIMEOUT_MS };
    await this.#invitation.accept({ sessionDescriptionHandlerOptions: options });
  }

  async reject(statusCode: 486 | 603): Promise<void> {
    if (this.#invitation.state === SessionState.Initial) await this.#invitation.reject({ statusCode });
  }

  async hangUp(): Promise<void> {
    const { state } = this.#invitation;
    if (state === SessionState.Initial || state === SessionState.Establishing)
      await this.#invitation.reject({ statusCode: 603 });
    else if (state === SessionState.Established) await this.#invitation.bye();
  }

  setMuted(muted: boolean): void {
    this.#microphone.setMuted(muted);
  }

  sendDigit(digit: string): boolean {
    return sendDigit(this.#audioSenders()[0]?.dtmf ?? null, digit);
  }

  /** Another microphone under the running call; a muted call stays muted. */
  replaceMicrophone(): Promise<void> {
    return this.#microphone.replace();
  }

  /** After the signalling link broke: one re-INVITE with new candidates; the voice has gone on meanwhile, or comes back by it. */
  restartMedia(): void {
    this.#guard?.restart();
  }

  /** Null before there is a voice. */
  async stats(): Promise<RTCStatsReport | null> {
    return (await this.#handler()?.peerConnection?.getStats()) ?? null;
  }

  #reinvite(): Promise<"accepted" | "refused" | "gone"> {
    if (this.#invitation.state !== SessionState.Established) return Promise.resolve("refused");
    const options: Web.SessionDescriptionHandlerOptions = {
      iceGatheringTimeout: ICE_GATHERING_TIMEOUT_MS,
      offerOptions: { iceRestart: true },
    };
    return new Promise((resolve) => {
      const requestDelegate: SessionInviteOptions["requestDelegate"] = {
        onAccept: () => resolve("accepted"),
        onReject: ({ message: { statusCode } }) =>
          resolve(statusCode !== undefined && DIALOG_GONE.includes(statusCode) ? "gone" : "refused"),
      };
      this.#invitation
        .invite({ sessionDescriptionHandlerOptions: options, requestDelegate })
        .catch((error: unknown) => {
          this.#listener.trouble("re-INVITE", error);
          resolve("refused");
        });
    });
  }

  #established(): void {
    const handler = this.#handler();
    if (handler === null) return;
    this.#microphone.begin();
    const peer = handler.peerConnection;
    if (peer !== undefined && this.#guard === null) {
      const onLost = () => this.#listener.voiceLost();
      this.#guard = new MediaGuard({ peer, restart: () => this.#reinvite(), onLost });
    }
    this.#listener.established(handler.remoteMediaStream);
  }

  #audioSenders(): readonly RTCRtpSender[] {
    const senders = this.#handler()?.peerConnection?.getSenders() ?? [];
    return senders.filter((sender) => sender.track?.kind === "audio");
  }

  #handler(): Web.SessionDescriptionHandler | null {
    const handler = this.#invitation.sessionDescriptionHandler;
    return handler instanceof Web.SessionDescriptionHandler ? handler : null;
  }
}
