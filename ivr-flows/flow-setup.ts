import { assign, setup } from "xstate";
import type { FlowActions, FlowContext, FlowEvent, FlowInput, SpokenPrompt } from "./flow-vocabulary.ts";

/** Silent twice or wrong three times at one question: a person takes over. */
const SILENCES_MAX = 2;
const WRONG_INPUTS_MAX = 3;

/** An effect is data for the runner; XState's own way of running actions is never used. */
const effect = (): undefined => undefined;

const types = {} as { context: FlowContext; events: FlowEvent; input: FlowInput };

/** The words every flow shares: events, effects, guards, delays. A flow adds its own with `extend`. */
export const flowSetup = setup({
  types,
  actions: {
    say: (_, _params: FlowActions["say"]) => effect(),
    collect: (_, _params: FlowActions["collect"]) => effect(),
    discardTypeAhead: () => effect(),
    matchAccount: (_, _params: FlowActions["matchAccount"]) => effect(),
    verifyPin: (_, _params: FlowActions["verifyPin"]) => effect(),
    loadBalance: (_, _params: FlowActions["loadBalance"]) => effect(),
    record: (_, _params: FlowActions["record"]) => effect(),
    journal: (_, _params: FlowActions["journal"]) => effect(),
    countSilence: assign({ trouble: "silence", silences: ({ context }) => context.silences + 1 }),
    countWrongInput: assign({ trouble: "wrong", wrongInputs: ({ context }) => context.wrongInputs + 1 }),
    /** A new question starts with a clean sheet. */
    forgetTrouble: assign({ trouble: null, silences: 0, wrongInputs: 0 }),
    /** Asked again because the caller wants it: nothing to complain about. */
    forgetComplaint: assign({ trouble: null }),
    noteIntent: assign((_, { intent }: { intent: FlowContext["intent"] }) => ({ intent })),
    chooseLanguage: assign((_, { language }: { language: "en" | "zh" }) => ({ language, languageKnown: true })),
    rememberFailure: assign({
      failureCode: ({ event }) => ("code" in event ? event.code : null),
    }),
  },
  guards: {
    customerIsKnown: ({ context }) => context.customerId !== null,
    queueIsClosed: ({ context }) => context.queueClosed,
    languageIsKnown: ({ context }) => context.languageKnown,
    pressed: ({ event }, { digit }: { digit: string }) => event.type === "input.digits" && event.digits === digit,
    pressedAgent: ({ event }) => event.type === "input.digits" && (event.digits === "0" || event.digits === "9"),
    pressedRepeat: ({ event }) => event.type === "input.digits" && event.digits === "*",
    silentTooOften: ({ context }) => context.silences + 1 >= SILENCES_MAX,
    wrongTooOften: ({ context }) => context.wrongInputs + 1 >= WRONG_INPUTS_MAX,
  },
  delays: {
    /** A store that takes longer counts as failed. */
    lookupLimit: 2_000,
    /** Whoever is still in the menus after this gets a person. */
    ivrLimit: 10 * 60_000,
  },
});

/** A prompt in the caller's language. */
export function spoken(context: FlowContext, id: string, values?: Readonly<Record<string, string>>): SpokenPrompt {
  return { prompt: values === undefined ? { id } : { id, values }, language: context.language };
}

/** In the caller's language where that is known, else in both: for whatever may be said before they have chosen. */
export function understood(context: FlowContext, id: string): readonly SpokenPrompt[] {
  return context.languageKnown ? [spoken(context, id)] : bilingual(context, id);
}

/** The same prompt in both languages. */
export function bilingual(context: FlowContext, id: string): readonly SpokenPrompt[] {
  const first = context.language;
  return [
    { prompt: { id }, language: first },
    { prompt: { id }, language: first === "en" ? "zh" : "en" },
  ];
}
