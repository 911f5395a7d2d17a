import type { EndReason } from "./phone-line.ts";

export class MicrophoneRefused extends Error {
  readonly why: Extract<EndReason, "microphone-denied" | "microphone-missing" | "microphone-busy" | "insecure-page">;
  constructor(why: MicrophoneRefused["why"]) {
    super(why);
    this.name = "MicrophoneRefused";
    this.why = why;
  }
}

/** @throws MicrophoneRefused */
export async function openMicrophone(): Promise<MediaStream> {
  // Browsers hide the device interface on pages that are neither https nor localhost.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined) throw new MicrophoneRefused("insecure-page");
  try {
    return await devices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    throw new MicrophoneRefused(reasonOf(error));
  }
}

/** Names of W3C Media Capture, 10.3. */
function reasonOf(error: unknown): MicrophoneRefused["why"] {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "microphone-missing";
  if (name === "NotReadableError" || name === "AbortError") return "microphone-busy";
  return "microphone-denied";
}
