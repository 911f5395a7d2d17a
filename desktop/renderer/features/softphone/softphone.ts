import { createActor, type SnapshotFrom } from "xstate";
import type { SipLogin } from "../../../../shared/wire/console.ts";
import type { LineSample, VoiceSample } from "../../../../shared/domain/call-quality.ts";
import type { ContactId } from "../../../../shared/domain/ids.ts";
import { type LineCheckResult, NO_PHONE, type Phone, type PhoneState } from "../../connection/phone-context.ts";
import { Store } from "../../connection/store.ts";
import type { KeptMute } from "./kept-mute.ts";
import { LineCheck } from "./line-check.ts";
import type { PhonePort } from "./phone-port.ts";
import { VoiceWatch } from "./voice-watch.ts";
import { type Expected, softphoneMachine } from "./softphone-machine.ts";
import type { MicrophoneState } from "./microphone.ts";

/** Ten seconds of a call as measured here; resolves with what is known of the customer's side. Never rejects. */
export type VoiceReport = (contactId: ContactId, sample: VoiceSample) => Promise<LineSample | null>;

interface SoftphoneOptions {
  readonly port: PhonePort;
  readonly ring: { readonly start: () => void; readonly stop: () => void };
  readonly onRemoteAudio: (stream: MediaStream | null) => void;
  readonly onMicrophoneLost: () => void;
  /** The device the call speaks through from now on; its name may be hidden (empty). */
  readonly onMicrophoneChanged: (label: string, muted: boolean) => void;
  /** The voice is gone for good; the server has to bring the call here anew. */
  readonly onVoiceLost: () => void;
  readonly onVoiceWindow: VoiceReport;
  readonly checkMicrophone: () => void;
  readonly keptMute: KeptMute;
}

/** The machine, the port and the loudspeaker put together; what the views see is `PhoneState`. */
export class Softphone implements Phone {
  readonly #options: SoftphoneOptions;
  readonly #state = new Store<PhoneState>(NO_PHONE);
  readonly #actor;
  readonly #lineCheck: LineCheck;
  readonly #voice: VoiceWatch;
  /** From the start that brings another login until the port has it. */
  #isLoginOutdated = false;
  /** Whose voice is measured; known still when the last window is sent. */
  #voiceOf: ContactId | null = null;

  constructor(options: SoftphoneOptions) {
    this.#options = options;
    const { port, ring } = options;
    this.#lineCheck = new LineCheck({ port, play: options.onRemoteAudio, now: () => performance.now() });
    this.#voice = this.#watchVoice();
    const machine = softphoneMachine.provide({
      actions: {
        answerCall: ({ context }) => withCall(context.callId, (callId) => port.answer(callId)),
        refuseCall: ({ context }) => withCall(context.callId, (callId) => port.reject(callId, 486)),
        refuseOther: ({ event }) => {
          if (event.type === "incoming") port.reject(event.callId, 486);
        },
        hangUpCall: ({ context }) => withCall(context.callId, (callId) => port.hangUp(callId)),
        applyMute: ({ context }) => withCall(context.callId, (callId) => port.setMuted(callId, context.muted)),
        sendDigit: ({ context, event }) =>
          withCall(context.callId, (callId) => {
            if (event.type === "digit") port.sendDigit(callId, event.digit);
          }),
        startRinging: () => ring.start(),
        stopRinging: () => ring.stop(),
      },
    });
    this.#actor = createActor(machine);
    this.#actor.subscribe((snapshot) => this.#show(snapshot));
    this.#actor.start();
    port.listen({
      registration: (state) => {
        if (!this.#isLoginOutdated) this.#actor.send({ type: "registration", state });
      },
      incoming: (callId, contactId) => this.#actor.send({ type: "incoming", callId, contactId }),
      established: (callId, remote) => {
        this.#actor.send({ type: "established", callId });
        if (this.#actor.getSnapshot().context.callId === callId) options.onRemoteAudio(remote);
      },
      ended: (callId) => this.#actor.send({ type: "ended", callId }),
      microphoneLost: () => options.onMicrophoneLost(),
      microphoneChanged: (label) => options.onMicrophoneChanged(label, this.#state.get().muted),
      voiceLost: (callId) => {
        if (this.#actor.getSnapshot().context.callId === callId) options.onVoiceLost();
      },
    });
  }

  #watchVoice(): VoiceWatch {
    const { port, onVoiceWindow } = this.#options;
    return new VoiceWatch({
      stats: async () => {
        const { callId } = this.#actor.getSnapshot().context;
        return callId === null ? null : port.stats(callId);
      },
      muted: () => this.#state.get().muted,
      now: () => performance.now(),
      onState: (voice) => this.#state.update((before) => (before.voice === voice ? before : { ...before, voice })),
      onWindow: async (sample) => (this.#voiceOf === null ? null : onVoiceWindow(this.#voiceOf, sample)),
    });
  }

  /** On hold, or before the customer is there: silence is no fault. */
  expectSilence(expected: boolean): void {
    this.#voice.setQuiet(expected);
  }

  readonly checkLine = (): Promise<LineCheckResult> =>
    this.#state.get().call === "none" ? this.#lineCheck.run() : Promise.resolve({ ok: false, because: "in-call" });

  /** Something else says that the network broke or is back. */
  nudge(): void {
    this.#options.port.nudge();
  }

  /** Another login is here, and `login` follows: that the one before is registered must not be said of this one. */
  loginOutdated(): void {
    this.#actor.send({ type: "registration", state: "connecting" });
    this.#isLoginOutdated = true;
  }

  login(sip: SipLogin, iceServers: readonly string[]): void {
    this.#isLoginOutdated = false;
    this.#options.port.login(sip, iceServers);
  }

  close(): void {
    this.#voice.stop();
    this.#options.port.logout();
    this.#actor.send({ type: "registration", state: "off" });
    this.#options.ring.stop();
    this.#actor.stop();
  }

  expect(expected: Expected | null): void {
    this.#actor.send({ type: "expected", expected });
    if (this.#state.get().muted) this.#options.keptMute.keep(this.#spokenTo());
  }

  /** With two calls the one leg may have gone over to a contact that its INVITE did not name: the server's view knows. */
  #spokenTo(): ContactId | null {
    const { expected } = this.#actor.getSnapshot().context;
    return expected?.phase === "connected" ? expected.contactId : this.#state.get().contactId;
  }

  setAutoAnswer(enabled: boolean): void {
    this.#actor.send({ type: "auto-answer", enabled });
  }

  microphone(state: MicrophoneState): void {
    this.#actor.send({ type: "microphone", state });
  }

  /** The browser keeps the customer's voice silent until somebody touches the page. */
  callSilent(callSilent: boolean): void {
    this.#state.update((before) => ({ ...before, callSilent }));
  }

  /** The same of the ring. */
  ringSilent(ringSilent: boolean): void {
    this.#state.update((before) => ({ ...before, ringSilent }));
  }

  readonly get = (): PhoneState => this.#state.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly answer = (): void => this.#actor.send({ type: "answer" });
  readonly hangUp = (): void => this.#actor.send({ type: "hang-up" });
  readonly setMuted = (muted: boolean): void => {
    this.#options.keptMute.keep(muted ? this.#spokenTo() : null);
    this.#actor.send({ type: "mute", muted });
  };
  readonly sendDigit = (digit: string): void => this.#actor.send({ type: "digit", digit });
  readonly checkMicrophone = (): void => this.#options.checkMicrophone();

  #show(snapshot: SnapshotFrom<typeof softphoneMachine>): void {
    const { context, value } = snapshot;
    // An INVITE that waits for its view is nothing to show yet.
    const call =
      value.call === "checking"
        ? "none"
        : value.call === "orphaned" || value.call === "withdrawn"
          ? "ending"
          : value.call;
    if (call === "none" && this.#state.get().call !== "none") this.#options.onRemoteAudio(null);
    if (call !== "none") this.#lineCheck.interrupt();
    if (call === "talking") {
      this.#voiceOf = context.contactId;
      this.#voice.start();
    } else this.#voice.stop();
    this.#state.update((before) => ({
      ...before,
      registration: value.registration,
      microphone: value.microphone,
      call,
      contactId: call === "none" ? null : context.contactId,
      muted: context.muted,
      linkDown: value.registration !== "registered",
      digitsSent: context.digitsSent,
    }));
    // Before the microphone is open: the page was reloaded, or the server brought the call anew.
    const { contactId } = context;
    const wasMuted = contactId !== null && this.#options.keptMute.isMuted(contactId);
    if (call === "answering" && !context.muted && wasMuted) this.#actor.send({ type: "mute", muted: true });
  }
}

function withCall(callId: string | null, act: (callId: string) => void): void {
  if (callId !== null) act(callId);
}
