import type { EndReason } from "./phone-line.ts";

/**
 * What the page shows. One call at a time.
 *
 *   idle --call--> microphone --granted--> connecting --180--> ringing --200--> connected
 *    |                 ^                       |                  |                |
 *    +--INVITE--> incoming                     |                  |                |
 *    ^                 |                       |                  |                |
 *    +--- again --- ended <--------------------+------------------+----------------+
 */
export type PhoneState =
  | { readonly phase: "idle" }
  /** `number` is empty when the caller's number is withheld. */
  | { readonly phase: "incoming"; readonly number: string }
  | {
      readonly phase: "microphone" | "connecting" | "ringing";
      readonly number: string;
      readonly direction: "in" | "out";
    }
  | {
      readonly phase: "connected";
      readonly number: string;
      readonly direction: "in" | "out";
      /** `performance.now()` of the answer. */
      readonly connectedAtMs: number;
      readonly muted: boolean;
      readonly linkUp: boolean;
      /** The digits pressed so far, for the caller's own eyes. */
      readonly digits: string;
    }
  | {
      readonly phase: "ended";
      readonly number: string;
      readonly direction: "in" | "out";
      readonly why: EndReason;
      /** null: never connected. */
      readonly talkedMs: number | null;
      readonly retryAfterMs: number | null;
    };

export type PhoneEvent =
  | { readonly type: "call"; readonly number: string }
  | { readonly type: "incoming"; readonly number: string }
  | { readonly type: "accept" }
  | { readonly type: "declined" }
  | { readonly type: "microphone-granted" }
  | { readonly type: "ringing" }
  | { readonly type: "connected"; readonly atMs: number }
  | { readonly type: "link"; readonly up: boolean }
  | { readonly type: "muted"; readonly muted: boolean }
  | { readonly type: "digits"; readonly digits: string }
  | { readonly type: "ended"; readonly why: EndReason; readonly atMs: number; readonly retryAfterMs: number | null }
  | { readonly type: "again" };

const DIGITS_SHOWN_MAX = 40;

/** Events that do not fit the phase (a late `ringing` after the hang-up) change nothing. */
export function phoneState(state: PhoneState, event: PhoneEvent): PhoneState {
  switch (event.type) {
    case "call":
      return isAtRest(state) ? { phase: "microphone", number: event.number, direction: "out" } : state;
    case "incoming":
      return isAtRest(state) ? { phase: "incoming", number: event.number } : state;
    case "accept":
      return state.phase === "incoming" ? { phase: "microphone", number: state.number, direction: "in" } : state;
    case "declined":
      return state.phase === "incoming" ? { phase: "idle" } : state;
    case "microphone-granted":
      return state.phase === "microphone" ? { ...state, phase: "connecting" } : state;
    case "ringing":
      return state.phase === "connecting" ? { ...state, phase: "ringing" } : state;
    case "connected":
      return state.phase === "connecting" || state.phase === "ringing" ? connected(state, event.atMs) : state;
    case "link":
      return state.phase === "connected" ? { ...state, linkUp: event.up } : state;
    case "muted":
      return state.phase === "connected" ? { ...state, muted: event.muted } : state;
    case "digits":
      return state.phase === "connected"
        ? { ...state, digits: (state.digits + event.digits).slice(-DIGITS_SHOWN_MAX) }
        : state;
    case "ended":
      return isAtRest(state)
        ? state
        : {
            phase: "ended",
            number: state.number,
            direction: state.phase === "incoming" ? "in" : state.direction,
            why: event.why,
            talkedMs: state.phase === "connected" ? event.atMs - state.connectedAtMs : null,
            retryAfterMs: event.retryAfterMs,
          };
    case "again":
      return state.phase === "ended" ? { phase: "idle" } : state;
  }
}

/** No call: one can be made or come in. */
export function isAtRest(state: PhoneState): state is Extract<PhoneState, { phase: "idle" | "ended" }> {
  return state.phase === "idle" || state.phase === "ended";
}

function connected(state: { readonly number: string; readonly direction: "in" | "out" }, atMs: number): PhoneState {
  return {
    phase: "connected",
    number: state.number,
    direction: state.direction,
    connectedAtMs: atMs,
    muted: false,
    linkUp: true,
    digits: "",
  };
}
