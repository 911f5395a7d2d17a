import type { ContactId, QueueId, RecordingId, UserId } from "../../shared/domain/ids.ts";
import type { QueueAlerts } from "../../shared/domain/queue-alerts.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { PbxCopyStore } from "./pbx-copy-store.ts";
import type { Voicemail, VoicemailAnswer, WaitingOptions } from "../../shared/domain/waiting.ts";

/** An announced wait and how it went; `waitedMs` null: still waiting. */
export interface WaitPromise {
  readonly contactId: ContactId;
  readonly queueId: QueueId;
  readonly promisedAt: EpochMs;
  readonly p50Ms: DurationMs;
  readonly p90Ms: DurationMs;
  readonly waitedMs: DurationMs | null;
  readonly answered: boolean;
}

export interface VoicemailFilter {
  /** null: of all queues. */
  readonly queueIds: readonly QueueId[] | null;
  readonly state: Voicemail["state"] | null;
  readonly limit: number;
}

/** A recording that the exchange alone has: its caller was asked to call again, and it is fetched when that can be done. */
export interface LateMessage {
  readonly recordingId: RecordingId;
  readonly contactId: ContactId;
  readonly recordedAt: EpochMs;
  /** Then nobody tries any more. */
  readonly until: EpochMs;
}

/** What is kept of those who wait: how queues treat them, what was promised, messages. */
export interface WaitingStore {
  /** Of every queue that has its own; the others have WAITING_DEFAULTS. */
  waitingOptions(): Promise<readonly WaitingOptions[]>;
  saveWaitingOptions(options: WaitingOptions): void;

  /** Of every queue that has its own; the others have ALERT_DEFAULTS. */
  alerts(): Promise<ReadonlyMap<QueueId, QueueAlerts>>;
  saveAlerts(queueId: QueueId, alerts: QueueAlerts): void;

  /** The first promise to each contact counts; a later one is ignored. */
  savePromise(promise: WaitPromise): void;
  /** The wait of this contact is over. */
  endPromise(contactId: ContactId, waitedMs: DurationMs, answered: boolean): void;
  /** Ended promises made since; at most 50,000. */
  endedPromises(since: EpochMs): Promise<readonly WaitPromise[]>;

  addVoicemail(voicemail: Voicemail): void;
  voicemail(voicemailId: string): Promise<Voicemail | null>;
  /** Newest first. */
  voicemails(filter: VoicemailFilter): Promise<readonly Voicemail[]>;
  /** How many are new, of every queue that has one. */
  newVoicemails(): Promise<ReadonlyMap<QueueId, number>>;
  /** Every queue with a message. */
  voicemailQueues(): Promise<readonly QueueId[]>;
  /** Of one queue, recorded at this time or before, oldest first. */
  voicemailsBefore(queueId: QueueId, before: EpochMs, limit: number): Promise<readonly Voicemail[]>;
  setVoicemailState(voicemailId: string, state: Voicemail["state"], by: UserId, at: EpochMs): void;
  /** Keeps the call that answered (or tried to answer) it; a conversation marks it done by that agent. */
  setVoicemailAnswer(voicemailId: string, answer: VoicemailAnswer, by: UserId): void;
  removeVoicemail(voicemailId: string): void;

  /** Soonest given up first. */
  lateMessages(limit: number): Promise<readonly LateMessage[]>;
  /** One that is there already stays as it is. */
  addLateMessage(late: LateMessage): void;
  removeLateMessage(recordingId: RecordingId): void;

  /** Recordings the exchange is still to remove. */
  readonly pbxCopies: PbxCopyStore;
}
