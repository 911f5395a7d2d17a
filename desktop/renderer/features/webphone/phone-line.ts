import type { SipLogin } from "../../../../shared/wire/console.ts";

/** Why a call is over, as the caller is told. Each has a title and a remedy in the catalogue (`ended.*`). */
export const END_REASONS = [
  "you-hung-up",
  "they-hung-up",
  "missed",
  "busy",
  "unknown-number",
  "no-answer",
  "declined",
  "not-allowed",
  "lines-busy",
  "pbx-away",
  "server-away",
  "rate-limited",
  "connection-lost",
  "microphone-denied",
  "microphone-missing",
  "microphone-busy",
  "insecure-page",
  "failed",
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Called in this order; `ended` exactly once and last. */
export interface CallListener {
  ringing(): void;
  connected(remote: MediaStream): void;
  /** The signalling link broke (`false`) or is back (`true`); the conversation itself goes on meanwhile. */
  linkChanged(up: boolean): void;
  ended(why: EndReason): void;
}

export interface PhoneCall {
  /** One or several of `0-9 * # A-D`, sent in order as RFC 4733 events; digits of earlier calls of this method are never lost. */
  sendDigits(digits: string): void;
  setMuted(muted: boolean): void;
  /** Ends the call in whichever phase it is; `ended("you-hung-up")` follows at once. */
  hangUp(): void;
}

/** Somebody calls this page. */
export interface IncomingCall {
  /** Number or name as the PBX sends it; empty when withheld. */
  readonly from: string;
  accept(microphone: MediaStream, listener: CallListener): PhoneCall;
  decline(): void;
}

export interface LineListener {
  /** Registered: calls to this page's number ring here. */
  reachable(up: boolean): void;
  incoming(call: IncomingCall): void;
  /** The incoming call was withdrawn before it was accepted or declined. */
  withdrawn(): void;
}

/** One telephone line of the page, good for one call at a time. Implemented by SIP.js and by a fake in the tests. */
export interface PhoneLine {
  /** @param number digits with an optional leading `+`; `*` and `#` allowed. */
  dial(number: string, microphone: MediaStream, listener: CallListener): PhoneCall;
  /** Ends a running call, signs off and closes the socket once the far side has confirmed. */
  close(): void;
}

export type OpenLine = (login: SipLogin, listener: LineListener) => PhoneLine;
