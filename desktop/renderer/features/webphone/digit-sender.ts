const TONE_MS = 100;
const GAP_MS = 70;
/** Twice the longest thing a caller types at once (a card number); more than this is a stuck key. */
const PENDING_MAX = 64;
const DIGITS = /^[0-9*#A-D]$/;

/** The part of `RTCDTMFSender` that is needed. */
export interface ToneSender {
  readonly canInsertDTMF: boolean;
  readonly toneBuffer: string;
  insertDTMF(tones: string, durationMs?: number, gapMs?: number): void;
}

/**
 * Sends digits so that the far end gets exactly what was typed, however fast.
 *
 * `insertDTMF` *replaces* what is still waiting (W3C WebRTC, 7.2), so each digit is appended to the sender's own buffer. Digits
 * typed before the media path stands would be sent into nothing: they are kept until `mediaReady`.
 */
export class DigitSender {
  readonly #sender: () => ToneSender | null;
  #early = "";
  #ready = false;

  constructor(sender: () => ToneSender | null) {
    this.#sender = sender;
  }

  send(digits: string): void {
    for (const digit of digits.toUpperCase()) {
      if (DIGITS.test(digit)) this.#sendOne(digit);
    }
  }

  mediaReady(): void {
    this.#ready = true;
    const waiting = this.#early;
    this.#early = "";
    this.send(waiting);
  }

  #sendOne(digit: string): void {
    const sender = this.#ready ? this.#sender() : null;
    if (sender === null || !sender.canInsertDTMF) {
      if (this.#early.length < PENDING_MAX) this.#early += digit;
      return;
    }
    if (sender.toneBuffer.length < PENDING_MAX) sender.insertDTMF(sender.toneBuffer + digit, TONE_MS, GAP_MS);
  }
}
