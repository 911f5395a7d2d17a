import { useEffect } from "react";

/** Ringing tone and ringback of the Chinese network, YD/T 1141: 450 Hz, 1 s on, 4 s off. */
const TONE_HZ = 450;
const ON_S = 1;
const PERIOD_MS = 5_000;
const LOUDNESS = 0.08;

/** Sounds while `on`. A browser that has not been clicked yet allows no sound: then the page only shows the call. */
export function useRingTone(on: boolean): void {
  useEffect(() => {
    if (!on || typeof AudioContext === "undefined") return undefined;
    const audio = new AudioContext();
    const gain = audio.createGain();
    gain.gain.value = 0;
    gain.connect(audio.destination);
    const tone = audio.createOscillator();
    tone.frequency.value = TONE_HZ;
    tone.connect(gain);
    tone.start();
    const burst = (): void => {
      const at = audio.currentTime;
      gain.gain.setTargetAtTime(LOUDNESS, at, 0.01);
      gain.gain.setTargetAtTime(0, at + ON_S, 0.01);
    };
    burst();
    const timer = setInterval(burst, PERIOD_MS);
    return () => {
      clearInterval(timer);
      // Closing fails only on a context that is closed already.
      audio.close().catch(() => undefined);
    };
  }, [on]);
}
