export interface Sine {
  readonly hz: number;
  readonly seconds: number;
  readonly sampleRateHz: number;
  /** 0..1 of full scale. */
  readonly amplitude: number;
  /**
   * Loudness goes up and down this often per second, as speech does: a browser's noise suppression takes an even tone for
   * noise and removes it.
   */
  readonly beatsHz?: number;
}

/** 16-bit mono samples. */
export function sineWave({ hz, seconds, sampleRateHz, amplitude, beatsHz = 0 }: Sine): Int16Array {
  const samples = new Int16Array(Math.round(seconds * sampleRateHz));
  for (let index = 0; index < samples.length; index += 1) {
    const at = (2 * Math.PI * index) / sampleRateHz;
    const loudness = beatsHz === 0 ? 1 : 0.5 * (1 - Math.cos(beatsHz * at));
    samples[index] = Math.round(32_767 * amplitude * loudness * Math.sin(hz * at));
  }
  return samples;
}
