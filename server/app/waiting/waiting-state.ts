import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import type { ChannelId, RecordingId, UserId } from "../../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import type { CallbackOrder } from "../../../shared/domain/waiting.ts";
import type { CallbackDialogueState } from "../callbacks/callback-dialogue.ts";

/** A promised callback; drawn in shared/domain/waiting.ts. */
export interface CallbackState {
  /** E.164 */
  readonly number: string;
  readonly order: CallbackOrder;
  readonly attemptsMax: number;
  readonly retryAfterMs: DurationMs;
  readonly ringTimeoutMs: DurationMs;
  state: "waiting" | "calling" | "retry";
  attempts: number;
  nextAttemptAt: EpochMs | null;
  /** Who called last: asked first the next time. */
  ownerId: UserId | null;
}

/** What only matters while a contact waits, leaves a message or is to be called back. */
export interface WaitingState {
  /** The channel of a voice over the music; null: what is said is played on the caller's own channel. */
  announcer: ChannelId | null;
  /** Grows with everything said or fallen silent: what is still being prepared for an earlier turn is not said any more. */
  turn: number;
  /** What follows when the caller has heard what is being said. */
  onHeard: (() => void) | null;
  /** Announcements so far: the choices are not told each time. */
  announcements: number;
  /** Since when the caller counts as waiting, where that is not when they were queued: they took over an older place. */
  inheritedSince: EpochMs | null;
  dialogue: CallbackDialogueState | null;
  /** What becomes of a caller who does not want the callback: they wait on, or (nobody can serve them) it is goodbye. */
  dialogueElse: "wait" | "goodbye";
  callback: CallbackState | null;
  /** The queue did not keep them in line (closed, full ...) and asked for something else: what they end as if they give nothing. */
  treatedAs: ContactOutcome | null;
  recordingId: RecordingId | null;
  recordingSince: EpochMs | null;
  promise: { readonly at: EpochMs; readonly p50Ms: DurationMs; readonly p90Ms: DurationMs } | null;
}

export function newWaitingState(): WaitingState {
  return {
    announcer: null,
    turn: 0,
    onHeard: null,
    announcements: 0,
    inheritedSince: null,
    dialogue: null,
    dialogueElse: "wait",
    callback: null,
    treatedAs: null,
    recordingId: null,
    recordingSince: null,
    promise: null,
  };
}
