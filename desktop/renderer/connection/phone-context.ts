import { createContext, use, useSyncExternalStore } from "react";
import type { LineSample, VoiceRating, VoiceSample } from "../../../shared/domain/call-quality.ts";
import type { ContactId } from "../../../shared/domain/ids.ts";

/** What the views see of the softphone. The softphone feature provides it; nobody else knows SIP. */
export interface PhoneState {
  readonly registration: "off" | "connecting" | "registered" | "reconnecting";
  readonly microphone: "unknown" | "checking" | "ready" | "refused" | "missing" | "busy";
  readonly call: "none" | "ringing" | "answering" | "talking" | "ending";
  readonly contactId: ContactId | null;
  readonly muted: boolean;
  /** The signalling link broke during the call; the voice goes on. */
  readonly linkDown: boolean;
  /** Digits sent in this call, newest last, at most 32. */
  readonly digitsSent: string;
  /** The browser lets this page make no sound before it is clicked or a key is pressed (after a reload): the customer is not heard. */
  readonly callSilent: boolean;
  /** The same of the ring. */
  readonly ringSilent: boolean;
  /** How the last ten seconds of the call sounded; null without a call, on hold, and in its first seconds. */
  readonly voice: PhoneVoice | null;
}

/** In words (`level`, `cause`) and in figures. `line` is the customer's stretch, where the exchange told. */
export interface PhoneVoice extends VoiceRating {
  readonly sample: VoiceSample;
  readonly line: LineSample | null;
}

export interface Phone {
  readonly get: () => PhoneState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly answer: () => void;
  /** Ends the agent's own leg; the server hears of it from the PBX. For when the server cannot be reached. */
  readonly hangUp: () => void;
  readonly setMuted: (muted: boolean) => void;
  readonly sendDigit: (digit: string) => void;
  /** Asks for the microphone (again). */
  readonly checkMicrophone: () => void;
  /** Calls the exchange's echo for some seconds and tells how the way there and back is. Makes room for a customer. */
  readonly checkLine: () => Promise<LineCheckResult>;
}

export type LineCheckResult =
  | { readonly ok: true; readonly rating: VoiceRating; readonly sample: VoiceSample }
  | { readonly ok: false; readonly because: "in-call" | "no-line" | "no-answer" | "no-microphone" };

export const NO_PHONE: PhoneState = {
  registration: "off",
  microphone: "unknown",
  call: "none",
  contactId: null,
  muted: false,
  linkDown: false,
  digitsSent: "",
  callSilent: false,
  ringSilent: false,
  voice: null,
};

const noPhone: Phone = {
  get: () => NO_PHONE,
  subscribe: () => () => undefined,
  answer: () => undefined,
  hangUp: () => undefined,
  setMuted: () => undefined,
  sendDigit: () => undefined,
  checkMicrophone: () => undefined,
  checkLine: () => Promise.resolve({ ok: false, because: "no-line" }),
};

export const PhoneContext = createContext<Phone>(noPhone);

export function usePhone(): Phone {
  return use(PhoneContext);
}

export function usePhoneState(): PhoneState {
  const phone = use(PhoneContext);
  return useSyncExternalStore(phone.subscribe, phone.get);
}
