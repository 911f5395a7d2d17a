import { useEffect, useState } from "react";
import { deviceName } from "../../presentation/device-name.ts";

export interface AudioDevice {
  readonly deviceId: string;
  readonly label: string;
}

export interface AudioDevices {
  readonly microphones: readonly AudioDevice[];
  readonly speakers: readonly AudioDevice[];
}

const NONE: AudioDevices = { microphones: [], speakers: [] };

/** Devices by name; browsers tell the names only once the microphone is allowed. */
export function useAudioDevices(): AudioDevices {
  const [devices, setDevices] = useState<AudioDevices>(NONE);
  useEffect(() => {
    if (!("mediaDevices" in navigator)) return undefined;
    let current = true;
    const read = () => {
      navigator.mediaDevices.enumerateDevices().then(
        (all) => {
          if (current) setDevices({ microphones: ofKind(all, "audioinput"), speakers: ofKind(all, "audiooutput") });
        },
        // Forbidden by policy: the system's choice is used, which the list says.
        () => setDevices(NONE),
      );
    };
    read();
    navigator.mediaDevices.addEventListener("devicechange", read);
    return () => {
      current = false;
      navigator.mediaDevices.removeEventListener("devicechange", read);
    };
  }, []);
  return devices;
}

/** Without Chromium's doubles ("default", "communications") and without devices whose name is hidden. */
function ofKind(all: readonly MediaDeviceInfo[], kind: MediaDeviceKind): readonly AudioDevice[] {
  return all
    .filter(
      (device) =>
        device.kind === kind &&
        device.label !== "" &&
        device.deviceId !== "default" &&
        device.deviceId !== "communications",
    )
    .map(({ deviceId, label }) => ({ deviceId, label: deviceName(label) }));
}
