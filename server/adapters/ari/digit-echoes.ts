/** More channels than a PBX of this size holds; the oldest is forgotten first. */
const CHANNELS_MAX = 5_000;

interface Pressed {
  readonly digit: string;
  readonly releasedAt: number;
}

/**
 * Asterisk reports a digit twice when it begins less than 45 ms after the one before (AST_MIN_DTMF_GAP in main/channel.c,
 * seen with 22.10): once as it came, once made up from the gap it asks for. Dialling machines and fast hands do that. The
 * made-up one follows so closely that nobody could have held the key for the time it reports.
 */
export class DigitEchoes {
  readonly #last = new Map<string, Pressed>();

  /** `releasedAt` and `heldMs` in milliseconds, as the event tells them. */
  isEcho(channelId: string, digit: string, releasedAt: number, heldMs: number): boolean {
    const last = this.#last.get(channelId);
    if (last?.digit === digit && releasedAt - last.releasedAt < heldMs) return true;
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
