import type { CallingNumber, Language } from "../shared/domain/contact.ts";
import type { CustomerMatch } from "../shared/domain/customer.ts";
import type { CustomerId } from "../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../shared/domain/time.ts";

/** What a flow knows when the call reaches it. */
export interface FlowInput {
  readonly ani: CallingNumber;
  /** Customers having the calling number. */
  readonly match: CustomerMatch;
  /** The queue of the number they dialled takes nobody now: no flow says that an agent is coming. */
  readonly queueClosed?: boolean;
}

/** What a flow remembers. Never a PIN: the runner keeps secrets and gives a flow their length at most. */
export interface FlowContext {
  readonly language: Language;
  /** The customer's own, which is not asked for, or chosen in this call; until it is, all is said in both. */
  readonly languageKnown: boolean;
  readonly match: CustomerMatch;
  readonly queueClosed: boolean;
  readonly customerId: CustomerId | null;
  readonly identifiedBy: "calling-number" | "account" | null;
  /** The PIN of `customerId` was right in this call. */
  readonly verified: boolean;
  /** The account number being looked up. */
  readonly account: string;
  /** What the caller asked for last and has not got yet. */
  readonly intent: "balance" | "billing" | "fault" | "sales" | null;
  readonly balance: AccountBalance | null;
  readonly balanceHeard: boolean;
  /** What went wrong with the last answer to the present question; spoken before it is asked again. */
  readonly trouble: "silence" | "wrong" | null;
  readonly silences: number;
  readonly wrongInputs: number;
  readonly unknownAccounts: number;
  readonly wrongPins: number;
  readonly failureCode: string | null;
}

export interface AccountBalance {
  /** Above zero: owed by the customer; below zero: credit. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueAt: EpochMs | null;
}

/** What can happen to a flow. */
export type FlowEvent =
  /** What was said was heard to its end or interrupted by a digit. */
  | { readonly type: "prompt.done" }
  /** It could neither be made nor played. */
  | { readonly type: "prompt.failed"; readonly code: string }
  | { readonly type: "input.digits"; readonly digits: string }
  /** A secret was typed; `complete` when it has its full length. The digits stay in the runner. */
  | { readonly type: "input.secret"; readonly complete: boolean }
  /** `*`: start over; `typed` digits of this answer were thrown away. */
  | { readonly type: "input.correct"; readonly typed: number }
  | { readonly type: "input.none" }
  | { readonly type: "account.matched"; readonly match: CustomerMatch }
  | { readonly type: "pin.ok" }
  | { readonly type: "pin.wrong"; readonly attemptsLeft: number }
  | { readonly type: "pin.locked" }
  | { readonly type: "pin.not-set" }
  /** The server was restarted while a PIN was checked: it was in memory only and must be typed again. */
  | { readonly type: "pin.lost" }
  | { readonly type: "balance.loaded"; readonly balance: AccountBalance }
  | { readonly type: "store.failed"; readonly code: string }
  | { readonly type: "caller.gone" };

/** A prompt in one language; structurally the `PromptRef` of the prompt library. */
export interface SpokenPrompt {
  readonly prompt: { readonly id: string; readonly values?: Readonly<Record<string, string>> };
  readonly language: Language;
}

export interface SayParams {
  readonly items: readonly SpokenPrompt[];
  /** A digit ends it; the digit is kept for the next question. */
  readonly bargeIn: boolean;
}

export interface CollectParams {
  /** Names the answer in the journal. */
  readonly purpose: "language" | "account" | "pin" | "menu";
  readonly items: readonly SpokenPrompt[];
  readonly maxDigits: number;
  /** `#` ends the answer early. Where it does not, it is an answer like any other. */
  readonly hashEnds: boolean;
  /** The digits are kept from the flow, the journal and the snapshot. */
  readonly secret: boolean;
  /** Silence after the prompt. */
  readonly firstDigitTimeoutMs: DurationMs;
  readonly interDigitTimeoutMs: DurationMs;
}

export interface RecordParams {
  readonly key: "language" | "account" | "pin" | "intent" | "identified-by" | "balance-heard";
  readonly value: string;
  readonly verified: boolean;
}

export interface JournalParams {
  readonly type: string;
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
}

/** What a flow can ask for. Each is a named action of XState whose parameters are plain data; the runner carries it out. */
export interface FlowActions {
  /** -> prompt.done | prompt.failed */
  readonly say: SayParams;
  /** -> input.* | prompt.failed */
  readonly collect: CollectParams;
  /** Digits typed ahead of a message that changes what they would mean are dropped. */
  readonly discardTypeAhead: undefined;
  /** -> account.matched | store.failed */
  readonly matchAccount: { readonly account: string };
  /** Checks the secret collected last. -> pin.* | store.failed */
  readonly verifyPin: { readonly customerId: CustomerId | null };
  /** -> balance.loaded | store.failed */
  readonly loadBalance: { readonly customerId: CustomerId | null };
  /** Puts an item into what the agent sees; a later one with the same key replaces it. */
  readonly record: RecordParams;
  readonly journal: JournalParams;
}

export type FlowEffect = {
  readonly [K in keyof FlowActions]: { readonly type: K; readonly params: FlowActions[K] };
}[keyof FlowActions];

/** The last states of every flow, by name. */
export const FLOW_ENDINGS = {
  toQueue: "to-queue",
  served: "served",
  callerLeft: "caller-left",
  failed: "failed",
} as const;
export type FlowEnding = (typeof FLOW_ENDINGS)[keyof typeof FLOW_ENDINGS];
