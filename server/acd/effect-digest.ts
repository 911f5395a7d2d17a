import type { AcdEffect } from "./effects.ts";

/**
 * A running fingerprint of everything the core has wanted done, in order: two cores that were fed the same and decided
 * the same have the same one. 53 bits (cyrb53 by bryc, public domain): against accidents, not against forgery.
 */
export class EffectDigest {
  #high = 0xdeadbeef;
  #low = 0x41c6ce57;
  #events = 0;

  add(effects: readonly AcdEffect[]): void {
    const text = JSON.stringify(effects);
    let high = this.#high;
    let low = this.#low;
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place);
      high = Math.imul(high ^ code, 0x9e3779b1);
      low = Math.imul(low ^ code, 0x5f356495);
    }
    this.#high = high;
    this.#low = low;
    this.#events += 1;
  }

  get events(): number {
    return this.#events;
  }

  get value(): string {
    const mix = (a: number, b: number): number =>
      Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
    const high = mix(this.#high, this.#low) & 0x1fffff;
    const low = mix(this.#low, this.#high) >>> 0;
    return (4_294_967_296 * high + low).toString(16).padStart(14, "0");
  }
}
