import { preferences } from "../../preferences/preferences.ts";
import { keptMute } from "./kept-mute.ts";
import { Loudspeaker, type SpeakerElement } from "./loudspeaker.ts";
import { Microphone } from "./microphone.ts";
import { SipPhone } from "./sip-phone.ts";
import { Softphone, type VoiceReport } from "./softphone.ts";
import { ringTone } from "../../audio/page-ring.ts";

export interface SoftphoneParts {
  readonly softphone: Softphone;
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
}

interface CreateOptions {
  /** Plays the far side. */
  readonly element: SpeakerElement;
  /** The call has no microphone any more; why is known by then. */
  readonly onMicrophoneLost: () => void;
  readonly onMicrophoneChanged: (label: string, muted: boolean) => void;
  readonly onVoiceLost: () => void;
  readonly onVoiceWindow: VoiceReport;
}

/** The real one: SIP.js, the browser's microphone and loudspeaker. */
export function createSoftphone({
  element,
  onMicrophoneLost,
  onMicrophoneChanged,
  onVoiceLost,
  onVoiceWindow,
}: CreateOptions): SoftphoneParts {
  const devices = "mediaDevices" in navigator ? navigator.mediaDevices : undefined;
  const microphone: Microphone = new Microphone({
    devices,
    permissions: "permissions" in navigator ? navigator.permissions : undefined,
    deviceId: () => preferences.get().microphoneId,
    onState: (state) => softphone.microphone(state),
    onMicrophonesChanged: () => port.replaceMicrophone(),
  });
  const loudspeaker: Loudspeaker = new Loudspeaker({
    element,
    devices,
    gestures: globalThis,
    deviceId: () => preferences.get().speakerId,
    onBlocked: (blocked) => softphone.callSilent(blocked),
    log: logToBrowser,
  });
  const port = new SipPhone({ openMicrophone: () => microphone.open(), log: logToBrowser });
  const softphone: Softphone = new Softphone({
    port,
    ring: {
      start: () => ringTone.start(preferences.get().ringVolume, preferences.get().ringerId),
      stop: () => ringTone.stop(),
    },
    onRemoteAudio: (stream) => loudspeaker.play(stream),
    onMicrophoneLost: () => {
      // Not by every end of a device does the browser say that the devices changed: forbidden is one that is still there.
      void microphone.check().then(onMicrophoneLost);
    },
    onMicrophoneChanged,
    onVoiceLost,
    onVoiceWindow,
    keptMute,
    // Another one was chosen, or one that was forbidden is allowed again: a running call takes it over too.
    checkMicrophone: () => {
      void microphone.check();
      port.replaceMicrophone();
    },
  });
  return { softphone, microphone, loudspeaker };
}

function logToBrowser(what: string, error: unknown): void {
  // oxlint-disable-next-line no-console -- the only trace of what SIP.js could not do; no personal data is in it
  console.warn(`softphone: ${what}`, error);
}
