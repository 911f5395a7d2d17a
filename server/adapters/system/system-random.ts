import { randomBytes } from "node:crypto";
import type { Clock, RandomSource } from "../../ports/clock.ts";

/** Crockford's base 32 in lower case: no i, l, o, u, and it sorts as the number does. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_DIGITS = 9;
const COUNTER_DIGITS = 3;
const RANDOM_DIGITS = 8;
const BYTES_FETCHED = 1_024;
const COUNTER_MAX = 32 ** COUNTER_DIGITS;

export class SystemRandom implements RandomSource {
  readonly #clock: Clock;
  #time = 0;
  #counter = 0;
  #bytes = Buffer.alloc(0);
  #unused = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `<prefix>-<9 digits of time, 3 of a counter, 8 random ones>`: in order within a process, unique between processes. */
  id(prefix: string): string {
    const now = this.#clock.now();
    if (now > this.#time) {
      this.#time = now;
      this.#counter = 0;
    } else {
      this.#counter += 1;
      if (this.#counter >= COUNTER_MAX) {
        this.#time += 1;
        this.#counter = 0;
      }
    }
    return `${prefix}-${base32(this.#time, TIME_DIGITS)}${base32(this.#counter, COUNTER_DIGITS)}${this.#randomDigits()}`;
  }

  /** From a store of random bytes: fetching eight costs as much as fetching a thousand, and each call needs several ids. */
  #randomDigits(): string {
    if (this.#unused < RANDOM_DIGITS) {
      this.#bytes = randomBytes(BYTES_FETCHED);
      this.#unused = BYTES_FETCHED;
    }
    let digits = "";
    for (let digit = 0; digit < RANDOM_DIGITS; digit += 1) {
      this.#unused -= 1;
      digits += ALPHABET.charAt((this.#bytes[this.#unused] ?? 0) % 32);
    }
    return digits;
  }

  /** 0 <= n < 1, for the jitter of reconnects; not for secrets. */
  fraction(): number {
    return Math.random();
  }

  secret(bytes: number): string {
    return randomBytes(Math.max(1, Math.ceil(bytes))).toString("base64url");
  }
}

function base32(value: number, digits: number): string {
  let rest = value;
  let text = "";
  for (let digit = 0; digit < digits; digit += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
