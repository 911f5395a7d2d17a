import type { DurationMs } from "../../../shared/domain/time.ts";
import type { PromptRef } from "../../ports/prompt-library.ts";

/**
 * The talk in which a caller says where to be called back.
 *
 *   begin --number known--> confirm-own --1--> promised
 *     |                        | 2                ^ 1
 *     +--number withheld--> typing --#/pause--> confirm-typed --2--> typing
 *                              ^ \--refused number (3 times: kept)
 *                              +---/
 *   `*` anywhere, or silence twice: kept (the caller waits on as before)
 */
export type CallbackDialogueState =
  | { readonly at: "confirm-own"; readonly number: string; readonly silences: number }
  | { readonly at: "typing"; readonly digits: string; readonly silences: number; readonly refusals: number }
  | { readonly at: "confirm-typed"; readonly number: string; readonly silences: number; readonly refusals: number }
  | { readonly at: "promised"; readonly number: string }
  | { readonly at: "kept" };

export type CallbackDialogueInput =
  | { readonly type: "key"; readonly key: string }
  /** What was being said has been heard to its end. */
  | { readonly type: "spoken" }
  | { readonly type: "silence" };

export interface CallbackDialogueStep {
  readonly state: CallbackDialogueState;
  /** Said instead of whatever is being said; null: goes on as it is. */
  readonly say: readonly PromptRef[] | null;
  /** Silence counts from now; null: not (yet), or as before. */
  readonly silenceAfterMs: DurationMs | null;
}

/** E.164 of what was typed if it may be called, else null. */
export type NumberRule = (typed: string) => string | null;

const ANSWER_WITHIN_MS: DurationMs = 6_000;
const NEXT_DIGIT_WITHIN_MS: DurationMs = 5_000;
const SILENCES_MAX = 2;
const REFUSALS_MAX = 3;
/** E.164 has 15 at most; a prefix for going abroad comes on top. */
const DIGITS_MAX = 20;

const KEPT: CallbackDialogueStep = {
  state: { at: "kept" },
  say: [{ id: "callback-kept-waiting" }],
  silenceAfterMs: null,
};

/** @param ownNumber E.164 of the caller if it may be called back; null: it is asked for */
export function beginCallbackDialogue(ownNumber: string | null): CallbackDialogueStep {
  return ownNumber === null ? askForNumber("callback-type-number", 0) : confirmOwn(ownNumber, 0);
}

export function stepCallbackDialogue(
  state: CallbackDialogueState,
  input: CallbackDialogueInput,
  rule: NumberRule,
): CallbackDialogueStep {
  if (state.at === "promised" || state.at === "kept") return { state, say: null, silenceAfterMs: null };
  if (input.type === "spoken") return { state, say: null, silenceAfterMs: ANSWER_WITHIN_MS };
  if (input.type === "silence") return silent(state, rule);
  if (input.key === "*") return KEPT;
  switch (state.at) {
    case "confirm-own":
      if (input.key === "1") return promised(state.number);
      if (input.key === "2") return askForNumber("callback-type-number", 0);
      return stay(state);
    case "typing":
      if (input.key === "#") return typed(state, rule);
      if (!/^[0-9]$/.test(input.key)) return stay(state);
      return {
        state: { ...state, digits: (state.digits + input.key).slice(0, DIGITS_MAX) },
        // The first digit ends the question.
        say: state.digits === "" ? [] : null,
        silenceAfterMs: NEXT_DIGIT_WITHIN_MS,
      };
    case "confirm-typed":
      if (input.key === "1") return promised(state.number);
      if (input.key === "2") return askForNumber("callback-type-number", state.refusals);
      return stay(state);
  }
}

type Asking = Exclude<CallbackDialogueState, { at: "promised" | "kept" }>;

function silent(state: Asking, rule: NumberRule): CallbackDialogueStep {
  // Whoever typed and stopped is done, also without `#`.
  if (state.at === "typing" && state.digits !== "") return typed(state, rule);
  const silences = state.silences + 1;
  if (silences >= SILENCES_MAX) return KEPT;
  switch (state.at) {
    case "confirm-own":
      return confirmOwn(state.number, silences);
    case "typing":
      return { ...askForNumber("callback-type-number", state.refusals), state: { ...state, silences } };
    case "confirm-typed":
      return confirmTyped(state.number, silences, state.refusals);
  }
}

function typed(state: Extract<Asking, { at: "typing" }>, rule: NumberRule): CallbackDialogueStep {
  const number = rule(state.digits);
  if (number !== null) return confirmTyped(number, 0, state.refusals);
  const refusals = state.refusals + 1;
  return refusals >= REFUSALS_MAX ? KEPT : askForNumber("callback-number-refused", refusals);
}

function confirmOwn(number: string, silences: number): CallbackDialogueStep {
  return {
    state: { at: "confirm-own", number, silences },
    say: [{ id: "callback-confirm-number", values: { number: spoken(number) } }],
    silenceAfterMs: null,
  };
}

function confirmTyped(number: string, silences: number, refusals: number): CallbackDialogueStep {
  return {
    state: { at: "confirm-typed", number, silences, refusals },
    say: [{ id: "callback-confirm-number", values: { number: spoken(number) } }],
    silenceAfterMs: null,
  };
}

function askForNumber(id: string, refusals: number): CallbackDialogueStep {
  return { state: { at: "typing", digits: "", silences: 0, refusals }, say: [{ id }], silenceAfterMs: null };
}

function promised(number: string): CallbackDialogueStep {
  return { state: { at: "promised", number }, say: [{ id: "callback-promised" }], silenceAfterMs: null };
}

function stay(state: CallbackDialogueState): CallbackDialogueStep {
  return { state, say: null, silenceAfterMs: null };
}

/** Digits as they are read aloud, without the plus sign. */
function spoken(number: string): string {
  return number.replace(/\D/g, "");
}
