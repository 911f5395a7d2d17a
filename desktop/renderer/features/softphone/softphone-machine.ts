import { assign, setup } from "xstate";
import type { ContactId } from "../../../../shared/domain/ids.ts";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";

/** The contact the server says this agent works on, in so far as a call may come for it. */
export interface Expected {
  readonly contactId: ContactId;
  readonly phase: Exclude<ConsoleContact["phase"], "wrap-up">;
}

export interface SoftphoneContext {
  readonly expected: Expected | null;
  readonly autoAnswer: boolean;
  readonly callId: string | null;
  readonly contactId: ContactId | null;
  readonly muted: boolean;
  readonly digitsSent: string;
}

export type SoftphoneEvent =
  | { readonly type: "expected"; readonly expected: Expected | null }
  | { readonly type: "auto-answer"; readonly enabled: boolean }
  | { readonly type: "registration"; readonly state: "off" | "connecting" | "registered" | "reconnecting" }
  | { readonly type: "microphone"; readonly state: "checking" | "ready" | "refused" | "missing" | "busy" }
  | { readonly type: "incoming"; readonly callId: string; readonly contactId: ContactId | null }
  | { readonly type: "established"; readonly callId: string }
  | { readonly type: "ended"; readonly callId: string }
  | { readonly type: "answer" }
  | { readonly type: "hang-up" }
  | { readonly type: "mute"; readonly muted: boolean }
  | { readonly type: "digit"; readonly digit: string };

/** The view and the INVITE travel different ways: so long an INVITE without a view waits for its view. */
export const VIEW_WAIT_MS = 1_500;
/** A BYE of the server that never comes: its leg is dead. */
const GOODBYE_MS = 3_000;
/** A BYE of ours that nobody answers keeps the agent neither from the next call nor from trying again. */
const OWN_GOODBYE_MS = 2_000;
const DIGITS_SHOWN_MAX = 32;

const machine = setup({
  types: { context: {} as SoftphoneContext, events: {} as SoftphoneEvent },
  delays: { viewWait: VIEW_WAIT_MS, goodbye: GOODBYE_MS, ownGoodbye: OWN_GOODBYE_MS },
  guards: {
    isExpected: ({ context, event }) => event.type === "incoming" && matches(context.expected, event.contactId),
    /** The exchange's own queue, while there is no server or just after: nobody here could be shown who that is. */
    namesNobody: ({ event }) => event.type === "incoming" && event.contactId === null,
    /** An outbound call, or a call the server brings back after a loss, or the agent wants no ringing. */
    answersItself: ({ context, event }) =>
      event.type === "incoming" &&
      matches(context.expected, event.contactId) &&
      answersItself(context, context.expected),
    isBroughtBack: ({ context, event }) =>
      event.type === "incoming" &&
      matches(context.expected, event.contactId) &&
      context.expected?.phase === "connected",
    nowExpected: ({ context, event }) => event.type === "expected" && matches(event.expected, context.contactId),
    nowAnswersItself: ({ context, event }) =>
      event.type === "expected" && matches(event.expected, context.contactId) && answersItself(context, event.expected),
    /** The same contact once more: the server re-invites after a loss; the new leg is the one that talks. */
    isSameContact: ({ context, event }) =>
      event.type === "incoming" && event.contactId !== null && event.contactId === context.contactId,
    /** The server knows of no call here any more: the exchange's BYE is on its way, or was lost with the exchange. */
    nothingExpected: ({ event }) => event.type === "expected" && event.expected === null,
    /** With two calls the one leg may have gone over to a contact that its INVITE did not name. */
    isInCallAgain: ({ event }) =>
      event.type === "expected" && event.expected !== null && event.expected.phase !== "offered",
    isThisCall: ({ context, event }) => "callId" in event && event.callId === context.callId,
    isOtherCall: ({ context, event }) => event.type === "incoming" && event.callId !== context.callId,
  },
  actions: {
    take: assign(({ context, event }) =>
      event.type === "incoming"
        ? { ...context, callId: event.callId, contactId: event.contactId, digitsSent: "" }
        : context,
    ),
    forget: assign(({ context }) => ({ ...context, callId: null, contactId: null, muted: false, digitsSent: "" })),
    expect: assign(({ context, event }) =>
      event.type === "expected" ? { ...context, expected: event.expected } : context,
    ),
    rememberMute: assign(({ context, event }) =>
      event.type === "mute" ? { ...context, muted: event.muted } : context,
    ),
    rememberDigit: assign(({ context, event }) =>
      event.type === "digit"
        ? { ...context, digitsSent: (context.digitsSent + event.digit).slice(-DIGITS_SHOWN_MAX) }
        : context,
    ),
    // Carried out by Softphone on the port.
    answerCall: () => undefined,
    refuseCall: () => undefined,
    refuseOther: () => undefined,
    hangUpCall: () => undefined,
    applyMute: () => undefined,
    sendDigit: () => undefined,
    startRinging: () => undefined,
    stopRinging: () => undefined,
  },
});

/** The server rings this phone for somebody else only when it has no call here any more. */
const REPLACED_BY = [
  // The same conversation on a new leg: who was muted stays muted.
  { guard: "isBroughtBack", target: "answering", reenter: true, actions: ["hangUpCall", "take"] },
  { guard: "answersItself", target: "answering", reenter: true, actions: ["hangUpCall", "forget", "take"] },
  { guard: "isExpected", target: "ringing", reenter: true, actions: ["hangUpCall", "forget", "take"] },
  { guard: "isOtherCall", actions: "refuseOther" },
] as const;

/**
 * The softphone: three things that change on their own.
 *
 *   registration   off --> connecting --> registered <--> reconnecting
 *   microphone     unknown --> checking --> ready | refused | missing | busy      (each --> checking)
 *   call
 *                   INVITE of the expected contact                answer            200/ACK
 *        none ------------------------------------> ringing ------------> answering -------> talking
 *         | \                                         |   (outbound, auto) ^  |                 |
 *         |  \-- INVITE of another --> checking ------+--------------------+  |                 | hang-up
 *         |                              | no view in 1.5 s: 486              |                 v
 *         +<-----------------------------+<-------- CANCEL / BYE -------------+<------------- ending
 *
 *   An INVITE that names no contact is refused at once (486): it is the exchange's own queue, which rings while no server is there.
 *   A further INVITE during a call is refused (486), except for the same contact: then it replaces the leg; and for another
 *   one that the server expects: it has no call here any more, so the leg is dead (an exchange that was killed says no BYE).
 *   talking --the server has no call here--> orphaned --3 s without a BYE--> none (hung up from here)
 *   ringing, answering --the same--> withdrawn --3 s without a CANCEL--> none
 */
export const softphoneMachine = machine.createMachine({
  id: "softphone",
  type: "parallel",
  context: { expected: null, autoAnswer: false, callId: null, contactId: null, muted: false, digitsSent: "" },
  on: {
    "auto-answer": { actions: assign(({ event }) => ({ autoAnswer: event.enabled })) },
  },
  states: {
    registration: {
      initial: "off",
      states: { off: {}, connecting: {}, registered: {}, reconnecting: {} },
      on: {
        registration: [
          { guard: ({ event }) => event.state === "off", target: ".off" },
          { guard: ({ event }) => event.state === "connecting", target: ".connecting" },
          { guard: ({ event }) => event.state === "registered", target: ".registered" },
          { guard: ({ event }) => event.state === "reconnecting", target: ".reconnecting" },
        ],
      },
    },
    microphone: {
      initial: "unknown",
      states: { unknown: {}, checking: {}, ready: {}, refused: {}, missing: {}, busy: {} },
      on: {
        microphone: [
          { guard: ({ event }) => event.state === "checking", target: ".checking" },
          { guard: ({ event }) => event.state === "ready", target: ".ready" },
          { guard: ({ event }) => event.state === "refused", target: ".refused" },
          { guard: ({ event }) => event.state === "missing", target: ".missing" },
          { guard: ({ event }) => event.state === "busy", target: ".busy" },
        ],
      },
    },
    call: {
      initial: "none",
      on: {
        expected: { actions: "expect" },
        incoming: { guard: "isOtherCall", actions: "refuseOther" },
        ended: { guard: "isThisCall", target: ".none" },
      },
      states: {
        none: {
          entry: "forget",
          on: {
            incoming: [
              { guard: "answersItself", target: "answering", actions: "take" },
              { guard: "isExpected", target: "ringing", actions: "take" },
              // Waiting for a view that cannot come would keep the phone from the next offer.
              { guard: "namesNobody", actions: "refuseOther" },
              { target: "checking", actions: "take" },
            ],
          },
        },
        checking: {
          on: {
            incoming: [
              { guard: "answersItself", target: "answering", actions: ["refuseCall", "forget", "take"] },
              { guard: "isExpected", target: "ringing", actions: ["refuseCall", "forget", "take"] },
              { guard: "isOtherCall", actions: "refuseOther" },
            ],
            expected: [
              { guard: "nowAnswersItself", target: "answering", actions: "expect" },
              { guard: "nowExpected", target: "ringing", actions: "expect" },
              { actions: "expect" },
            ],
          },
          after: { viewWait: { target: "none", actions: "refuseCall" } },
        },
        ringing: {
          entry: "startRinging",
          exit: "stopRinging",
          on: {
            answer: "answering",
            "hang-up": { target: "none", actions: "refuseCall" },
            expected: [{ guard: "nothingExpected", target: "withdrawn", actions: "expect" }, { actions: "expect" }],
            incoming: [...REPLACED_BY],
          },
        },
        answering: {
          entry: "answerCall",
          on: {
            established: { guard: "isThisCall", target: "talking" },
            "hang-up": { target: "ending", actions: "hangUpCall" },
            expected: [{ guard: "nothingExpected", target: "withdrawn", actions: "expect" }, { actions: "expect" }],
            incoming: [
              { guard: "isSameContact", target: "answering", reenter: true, actions: ["hangUpCall", "take"] },
              ...REPLACED_BY,
            ],
            mute: { actions: ["rememberMute", "applyMute"] },
          },
        },
        talking: {
          entry: "applyMute",
          on: {
            expected: [{ guard: "nothingExpected", target: "orphaned", actions: "expect" }, { actions: "expect" }],
            "hang-up": { target: "ending", actions: "hangUpCall" },
            mute: { actions: ["rememberMute", "applyMute"] },
            digit: { actions: ["rememberDigit", "sendDigit"] },
            incoming: [
              { guard: "isSameContact", target: "answering", actions: ["hangUpCall", "take"] },
              ...REPLACED_BY,
            ],
          },
        },
        /** Rang or was being answered when the server's view had nobody any more: CANCEL is on its way, or was lost. */
        withdrawn: {
          on: {
            expected: [{ guard: "nowExpected", target: "ringing", actions: "expect" }, { actions: "expect" }],
            incoming: [...REPLACED_BY],
            established: { guard: "isThisCall", target: "orphaned" },
            mute: { actions: ["rememberMute", "applyMute"] },
          },
          after: { goodbye: { target: "none", actions: "hangUpCall" } },
        },
        orphaned: {
          on: {
            mute: { actions: ["rememberMute", "applyMute"] },
            expected: [{ guard: "isInCallAgain", target: "talking", actions: "expect" }, { actions: "expect" }],
            incoming: [...REPLACED_BY],
          },
          after: { goodbye: { target: "none", actions: "hangUpCall" } },
        },
        ending: { after: { ownGoodbye: "none" } },
      },
    },
  },
});

function matches(expected: Expected | null, contactId: ContactId | null): boolean {
  return expected !== null && contactId !== null && expected.contactId === contactId;
}

function answersItself(context: SoftphoneContext, expected: Expected | null): boolean {
  return expected !== null && (expected.phase !== "offered" || context.autoAnswer);
}
