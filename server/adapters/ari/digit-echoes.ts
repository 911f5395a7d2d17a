/** More channels than a PBX of this size holds; the oldest is forgotten first. */
const CHANNELS_MAX = 5_000;

interface Pressed {
  readonly digit: string;
  readonly releasedAt: number;
}

/**
 * Asterisk lets every digit last 80 ms at least and wants 45 ms before the next (AST_DEFAULT_MIN_DTMF_DURATION and
 * AST_MIN_DTMF_GAP in main/channel.c): two presses of one key cannot end within 80 ms. The duration an event tells is no
 * measure: while a prompt plays it is up to 80 ms too long.
 */
const CLOSEST_MS = 80;

/**
 * Asterisk 22 reports a digit twice when it begins less than 45 ms after the one before: once as it came, once made up from
 * the gap it asks for, 4 ms later at first and 5 ms more with every further digit. Dialling machines and fast hands do that.
 */
export class DigitEchoes {
  readonly #last = new Map<string, Pressed>();

  /** `releasedAt` in milliseconds on the PBX's own clock. */
  isEcho(channelId: string, digit: string, releasedAt: number): boolean {
    const last = this.#last.get(channelId);
    if (last?.digit === digit && releasedAt - last.releasedAt < CLOSEST_MS) return true;
    this.#last.delete(channelId);
    this.#last.set(channelId, { digit, releasedAt });
    if (this.#last.size > CHANNELS_MAX) {
      const [oldest] = this.#last.keys();
      if (oldest !== undefined) this.#last.delete(oldest);
    }
    return false;
  }

  forget(channelId: string): void {
    this.#last.delete(channelId);
  }
}
