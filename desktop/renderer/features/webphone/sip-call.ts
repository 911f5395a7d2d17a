import { type Invitation, Inviter, SessionState, Web } from "sip.js";
import { DigitSender } from "./digit-sender.ts";
import { endReasonOfSipStatus } from "./end-reason-of-sip-status.ts";
import type { CallListener, EndReason, PhoneCall } from "./phone-line.ts";

/** One deadline for everything before the first answer of the PBX: socket, INVITE, 100. */
const FIRST_ANSWER_TIMEOUT_MS = 12_000;
/** `disconnected` heals by itself after a change of network; only after this long is the call given up. */
const MEDIA_GRACE_MS = 15_000;

/** One call of the page in either direction, from the first SIP message to the last. */
export class SipCall implements PhoneCall {
  readonly #session: Inviter | Invitation;
  readonly #microphone: MediaStream;
  readonly #listener: CallListener;
  readonly #digits = new DigitSender(() => this.#toneSender());
  #over = false;
  #established = false;
  #mediaTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #firstAnswerTimer: ReturnType<typeof setTimeout>;

  constructor(session: Inviter | Invitation, microphone: MediaStream, listener: CallListener) {
    this.#session = session;
    this.#microphone = microphone;
    this.#listener = listener;
    this.#firstAnswerTimer = setTimeout(() => this.#give("pbx-away"), FIRST_ANSWER_TIMEOUT_MS);
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#answered();
      // A refusal is reported right after this event in the same task: it knows the reason, so it goes first.
      if (state === SessionState.Terminated) {
        queueMicrotask(() => this.fail(this.#established ? "they-hung-up" : "failed"));
      }
    });
  }

  /** Sends the INVITE. Call once, on an outgoing call. */
  invite(): void {
    if (!(this.#session instanceof Inviter) || this.#over) return;
    const invited = this.#session.invite({
      requestDelegate: {
        onTrying: () => clearTimeout(this.#firstAnswerTimer),
        onProgress: () => {
          clearTimeout(this.#firstAnswerTimer);
          if (!this.#over && !this.#established) this.#listener.ringing();
        },
        onReject: (response) => this.fail(endReasonOfSipStatus(response.message.statusCode ?? 0)),
      },
    });
    invited.catch(() => this.fail("failed"));
  }

  sendDigits(digits: string): void {
    this.#digits.send(digits);
  }

  setMuted(muted: boolean): void {
    for (const track of this.#microphone.getAudioTracks()) track.enabled = !muted;
  }

  hangUp(): void {
    this.#give("you-hung-up");
  }

  /** The call cannot go on: said once, the microphone is off. */
  fail(why: EndReason): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#firstAnswerTimer);
    clearTimeout(this.#mediaTimer);
    for (const track of this.#microphone.getTracks()) track.stop();
    this.#listener.ended(why);
  }

  /** The socket broke. The voice goes on over its own path; a call that was still being set up is lost. */
  linkLost(): void {
    if (this.#over) return;
    if (this.#established) this.#listener.linkChanged(false);
    else this.fail("pbx-away");
  }

  /**
   * A new socket stands. One re-INVITE tells the PBX where to send its BYE: the dialog still points at the dead socket
   * (target refresh, RFC 3261 12.2.1.2).
   */
  linkBack(): void {
    if (this.#over || !this.#established) return;
    const refreshed = this.#session.invite({
      requestDelegate: {
        onAccept: () => {
          if (!this.#over) this.#listener.linkChanged(true);
        },
        // 481: the PBX has given this call up while we were away.
        onReject: () => this.fail("connection-lost"),
      },
    });
    refreshed.catch(() => this.#give("connection-lost"));
  }

  /** Says goodbye in the way the phase of the call asks for (BYE, CANCEL, 480), then ends. */
  #give(why: EndReason): void {
    if (this.#over) return;
    const session = this.#session;
    let goodbye: Promise<unknown> = Promise.resolve();
    if (session.state === SessionState.Established) goodbye = session.bye();
    else if (session.state === SessionState.Initial || session.state === SessionState.Establishing) {
      goodbye = session instanceof Inviter ? session.cancel() : session.reject({ statusCode: 480 });
    }
    // The far side also ends the call by its own media time-out: nothing is left to do when the goodbye gets lost.
    goodbye.catch(() => this.fail(why));
    this.fail(why);
  }

  #answered(): void {
    clearTimeout(this.#firstAnswerTimer);
    const handler = this.#session.sessionDescriptionHandler;
    if (this.#over || this.#established || !(handler instanceof Web.SessionDescriptionHandler)) return;
    this.#established = true;
    this.#listener.connected(handler.remoteMediaStream);
    const connection = handler.peerConnection;
    if (connection === undefined) return;
    const follow = (): void => this.#mediaState(connection.connectionState);
    connection.addEventListener("connectionstatechange", follow);
    follow();
  }

  #mediaState(state: RTCPeerConnectionState): void {
    if (this.#over) return;
    if (state === "connected") {
      clearTimeout(this.#mediaTimer);
      this.#mediaTimer = undefined;
      this.#digits.mediaReady();
    } else if (state === "failed") {
      this.#give("connection-lost");
    } else {
      this.#mediaTimer ??= setTimeout(() => this.#give("connection-lost"), MEDIA_GRACE_MS);
    }
  }

  #toneSender(): RTCDTMFSender | null {
    const handler = this.#session.sessionDescriptionHandler;
    if (!(handler instanceof Web.SessionDescriptionHandler)) return null;
    return handler.peerConnection?.getSenders().find((sender) => sender.dtmf !== null)?.dtmf ?? null;
  }
}
