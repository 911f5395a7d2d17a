import type { ContactId } from "../../../shared/domain/ids.ts";
import { keptMute } from "../features/softphone/kept-mute.ts";
import { Loudspeaker } from "../features/softphone/loudspeaker.ts";
import { Microphone } from "../features/softphone/microphone.ts";
import type { EchoListener, EchoTest, PhoneListener, PhonePort } from "../features/softphone/phone-port.ts";
import { Softphone } from "../features/softphone/softphone.ts";
import type { createSoftphone } from "../features/softphone/create-softphone.ts";
import { FakeMicrophone } from "./fake-microphone.ts";

/** A line without SIP: registers at once, is rung and hung up by the test. Records what it was told. */
export class FakePhonePort implements PhonePort {
  readonly calls: string[] = [];
  rings = 0;
  /** What the browser would measure; nothing unless the test or the gallery says something. */
  measures: () => RTCStatsReport | null = () => null;
  #listener: PhoneListener | null = null;

  listen(listener: PhoneListener): void {
    this.#listener = listener;
  }
  login(): void {
    this.#listener?.registration("registered");
  }
  logout(): void {
    this.calls.push("logout");
  }
  answer(callId: string): void {
    this.calls.push(`answer ${callId}`);
  }
  reject(callId: string, status: 486 | 603): void {
    this.calls.push(`reject ${callId} ${status}`);
    this.#listener?.ended(callId);
  }
  hangUp(callId: string): void {
    this.calls.push(`hang-up ${callId}`);
  }
  setMuted(callId: string, muted: boolean): void {
    this.calls.push(`${muted ? "mute" : "unmute"} ${callId}`);
  }
  sendDigit(callId: string, digit: string): void {
    this.calls.push(`digit ${callId} ${digit}`);
  }
  async stats(): Promise<RTCStatsReport | null> {
    return this.measures();
  }
  async echo(listener: EchoListener): Promise<EchoTest | null> {
    this.calls.push("echo");
    listener.established(fakeStream());
    return { stats: async () => this.measures(), end: async () => void this.calls.push("echo ended") };
  }
  nudge(): void {
    this.calls.push("nudge");
  }
  replaceMicrophone(): void {
    this.calls.push("replace-microphone");
  }

  registration(state: "connecting" | "registered" | "reconnecting"): void {
    this.#listener?.registration(state);
  }
  ring(callId: string, contactId: ContactId | null): void {
    this.#listener?.incoming(callId, contactId);
  }
  establish(callId: string): void {
    this.#listener?.established(callId, fakeStream());
  }
  loseVoice(callId: string): void {
    this.#listener?.voiceLost(callId);
  }
  changeMicrophone(label: string): void {
    this.#listener?.microphoneChanged(label);
  }
  loseMicrophone(): void {
    this.#listener?.microphoneLost();
  }
  end(callId: string): void {
    this.#listener?.ended(callId);
  }
}

/** A softphone on a fake line; the microphone is what it is told to be. */
export function fakeSoftphone(port: FakePhonePort, fake = new FakeMicrophone()): typeof createSoftphone {
  return ({ element, onMicrophoneLost, onMicrophoneChanged, onVoiceLost, onVoiceWindow }) => {
    const loudspeaker: Loudspeaker = new Loudspeaker({
      element,
      devices: undefined,
      gestures: globalThis,
      deviceId: () => null,
      onBlocked: (blocked) => softphone.callSilent(blocked),
      log: () => undefined,
    });
    const microphone: Microphone = new Microphone({
      devices: undefined,
      permissions: { query: async () => fake.permission as PermissionStatus },
      deviceId: () => null,
      // Without devices the look itself finds nothing but "refused".
      onState: (state) => softphone.microphone(state === "refused" ? fake.state : state),
      onMicrophonesChanged: () => port.replaceMicrophone(),
    });
    const softphone: Softphone = new Softphone({
      port,
      ring: {
        start: () => {
          port.rings += 1;
        },
        stop: () => undefined,
      },
      onRemoteAudio: (stream) => loudspeaker.play(stream),
      onMicrophoneLost: () => void microphone.check().then(onMicrophoneLost),
      onMicrophoneChanged,
      onVoiceLost,
      onVoiceWindow,
      keptMute,
      checkMicrophone: () => void microphone.check(),
    });
    return { softphone, microphone, loudspeaker };
  };
}

/** jsdom has no MediaStream. */
function fakeStream(): MediaStream {
  return typeof MediaStream === "undefined" ? Object.create(EventTarget.prototype) : new MediaStream();
}
