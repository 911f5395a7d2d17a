import { preferences } from "../../preferences/preferences.ts";
import { Microphone } from "./microphone.ts";
import { SipPhone } from "./sip-phone.ts";
import { Softphone } from "./softphone.ts";
import { ringTone } from "../../audio/page-ring.ts";

export interface SoftphoneParts {
  readonly softphone: Softphone;
  readonly microphone: Microphone;
}

interface CreateOptions {
  readonly onRemoteAudio: (stream: MediaStream | null) => void;
  readonly onMicrophoneLost: () => void;
}

/** The real one: SIP.js, the browser's microphone and loudspeaker. */
export function createSoftphone(options: CreateOptions): SoftphoneParts {
  const microphone: Microphone = new Microphone({
    devices: "mediaDevices" in navigator ? navigator.mediaDevices : undefined,
    deviceId: () => preferences.get().microphoneId,
    onState: (state) => softphone.microphone(state),
    onDevicesChanged: () => port.replaceMicrophone(),
  });
  const port = new SipPhone({ openMicrophone: () => microphone.open(), log: logToBrowser });
  const softphone: Softphone = new Softphone({
    port,
    ring: {
      start: () => ringTone.start(preferences.get().ringVolume, preferences.get().ringerId),
      stop: () => ringTone.stop(),
    },
    ...options,
    checkMicrophone: () => void microphone.check(),
  });
  return { softphone, microphone };
}

function logToBrowser(what: string, error: unknown): void {
  // oxlint-disable-next-line no-console -- the only trace of what SIP.js could not do; no personal data is in it
  console.warn(`softphone: ${what}`, error);
}
