/** The tone A, two short swells: told from the ring and from speech. Times in s. */
const FREQUENCY_HZ = 440;
const SWELLS = [0, 0.7] as const;
const SWELL_LENGTH_S = 0.5;
const LOUDNESS = 0.25;

/** Plays through one speaker (null: the system's choice) and lets go of it. */
export function playTestTone(deviceId: string | null): void {
  if (typeof AudioContext === "undefined") return;
  const context = new AudioContext();
  const begin = () => {
    for (const at of SWELLS) swell(context, context.currentTime + at);
    // Already closed: as wished.
    setTimeout(() => void context.close().catch(() => undefined), 2_000);
  };
  if (deviceId === null || !("setSinkId" in context) || typeof context.setSinkId !== "function") return begin();
  const chosen: unknown = context.setSinkId(deviceId);
  // Unplugged: out of the system's speaker, which the person hears or does not.
  if (chosen instanceof Promise) chosen.then(begin, begin);
}

function swell(context: AudioContext, startsAt: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = FREQUENCY_HZ;
  gain.gain.setValueAtTime(0, startsAt);
  gain.gain.linearRampToValueAtTime(LOUDNESS, startsAt + SWELL_LENGTH_S / 2);
  gain.gain.linearRampToValueAtTime(0, startsAt + SWELL_LENGTH_S);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(startsAt);
  oscillator.stop(startsAt + SWELL_LENGTH_S);
}
