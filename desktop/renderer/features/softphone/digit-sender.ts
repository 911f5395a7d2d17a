/** Ten digits in a second, as fast as somebody types. Longer than the 40 ms any receiver must take (ITU-T Q.24). */
const TONE_MS = 60;
const GAP_MS = 40;
const PENDING_MAX = 64;
const DIGIT = /^[0-9*#A-D]$/;

/** The part of `RTCDTMFSender` that is needed. */
export interface ToneSender {
  readonly canInsertDTMF: boolean;
  readonly toneBuffer: string;
  insertDTMF(tones: string, durationMs?: number, gapMs?: number): void;
}

/**
 * Sends one digit after those still waiting: `insertDTMF` *replaces* the buffer (W3C WebRTC 7.2), so what waits is passed
 * again. Returns false when the far side takes no digits or the key is stuck.
 */
export function sendDigit(sender: ToneSender | null, digit: string): boolean {
  if (sender === null || !DIGIT.test(digit) || !sender.canInsertDTMF || sender.toneBuffer.length >= PENDING_MAX)
    return false;
  sender.insertDTMF(sender.toneBuffer + digit, TONE_MS, GAP_MS);
  return true;
}
