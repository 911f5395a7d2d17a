import type { CallingNumber, ContactOutcome, Language } from "./contact.ts";
import type { ContactId, CustomerId, QueueId, UserId } from "./ids.ts";
import type { DurationMs, EpochMs } from "./time.ts";

/** What a waiting caller can choose by a key instead of waiting on. */
export const WAITING_CHOICES = ["callback", "voicemail"] as const;
export type WaitingChoice = (typeof WAITING_CHOICES)[number];

/**
 * Who is called first when a callback's turn has come.
 *
 * - `customer-first`: the agent chosen sees the customer, the customer is rung, then the agent's phone: no agent listens to ringing
 * - `agent-first`: the agent accepts, then the customer is rung: no customer who answers has to wait
 */
export const CALLBACK_ORDERS = ["customer-first", "agent-first"] as const;
export type CallbackOrder = (typeof CALLBACK_ORDERS)[number];

/** How one queue treats those who wait. */
export interface WaitingOptions {
  readonly queueId: QueueId;
  /** Each key (0-9) and each choice at most once; empty: nothing is offered. */
  readonly keys: readonly { readonly key: string; readonly choice: WaitingChoice }[];
  /** The estimated wait is told with the place in the line. */
  readonly announcesWait: boolean;
  /** A caller is kept for the agent who talked with them last, this long after they queued, 0..LAST_AGENT_WAIT_MAX_MS; 0: for nobody. */
  readonly lastAgentWaitMs: DurationMs;
  readonly callback: {
    readonly order: CallbackOrder;
    /** 1..5 */
    readonly attemptsMax: number;
    readonly retryAfterMs: DurationMs;
    readonly ringTimeoutMs: DurationMs;
  };
  readonly voicemail: {
    readonly lengthMaxMs: DurationMs;
    readonly silenceEndsMs: DurationMs;
    readonly keepDays: number;
  };
}

export const LAST_AGENT_WAIT_MAX_MS: DurationMs = 300_000;
/** A talk of longer ago makes nobody a caller's own agent. */
export const LAST_AGENT_WITHIN_DAYS = 7;

/** What a queue begins with. */
export const WAITING_DEFAULTS: Omit<WaitingOptions, "queueId"> = {
  keys: [
    { key: "1", choice: "callback" },
    { key: "2", choice: "voicemail" },
  ],
  announcesWait: true,
  lastAgentWaitMs: 0,
  callback: { order: "customer-first", attemptsMax: 3, retryAfterMs: 10 * 60_000, ringTimeoutMs: 30_000 },
  voicemail: { lengthMaxMs: 180_000, silenceEndsMs: 6_000, keepDays: 90 },
};

/** A message a caller left. The sound is a file of the server. */
export interface Voicemail {
  readonly voicemailId: string;
  readonly contactId: ContactId;
  readonly queueId: QueueId;
  readonly customerId: CustomerId | null;
  readonly customerName: string | null;
  readonly ani: CallingNumber;
  readonly language: Language;
  readonly recordedAt: EpochMs;
  readonly lengthMs: DurationMs;
  readonly state: "new" | "done";
  /** Who marked it done (or open again) last, and when. */
  readonly changedBy: UserId | null;
  readonly changedAt: EpochMs | null;
  /** The newest call that was made to answer it; null: none from here. */
  readonly answer: VoicemailAnswer | null;
}

/** A call back to whoever left the message. */
export interface VoicemailAnswer {
  readonly contactId: ContactId;
  readonly agentName: string;
  readonly at: EpochMs;
  /** `handled`: they talked, and the message is done; anything else is an attempt. */
  readonly outcome: ContactOutcome;
}

/**
 * A promised callback.
 *
 *   waiting (place in line) --its turn--> calling --answered--> (a conversation like any other)
 *      ^                                     |
 *      +---- retry (not in line until then) -+--no answer, attempts used up / cancelled--> closed
 */
export interface Callback {
  readonly contactId: ContactId;
  readonly queueId: QueueId;
  readonly customerId: CustomerId | null;
  readonly customerName: string | null;
  /** E.164 */
  readonly number: string;
  readonly order: CallbackOrder;
  readonly state: "waiting" | "calling" | "retry";
  /** Since when the caller waits, also before they chose to be called back. */
  readonly waitingSince: EpochMs;
  readonly attempts: number;
  readonly attemptsMax: number;
  readonly nextAttemptAt: EpochMs | null;
  /** Kept for the agent who called before. */
  readonly ownerId: UserId | null;
}

/** Promised against actual wait of one queue and day. */
export interface WaitScore {
  readonly promises: number;
  readonly withinUpper: number | null;
  readonly withinLower: number | null;
  readonly biasMs: number | null;
}

/** What a queue's people want to know of those who wait, beside the line itself. */
export interface WaitingQueue {
  readonly queueId: QueueId;
  readonly open: boolean;
  /** When it opens or closes next; null: always open, or not soon. */
  readonly changesAt: EpochMs | null;
  readonly newVoicemails: number;
  /** Today's. */
  readonly score: WaitScore;
}
