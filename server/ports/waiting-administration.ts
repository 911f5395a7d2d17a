import type { HolidaySet, HoursCalendar } from "../../shared/domain/hours.ts";
import type { ContactId, QueueId } from "../../shared/domain/ids.ts";
import type { QueueAlerts } from "../../shared/domain/queue-alerts.ts";
import type { SettingRevision } from "../../shared/domain/setting-revision.ts";
import type { User } from "../../shared/domain/user.ts";
import type { Callback, Voicemail, WaitingOptions, WaitingQueue } from "../../shared/domain/waiting.ts";

/** Opening hours, how queues treat those who wait, callbacks and messages, for people. Implemented in server/app/waiting. */
export interface WaitingAdministration {
  /** `revisions` of each calendar: to be given back when a change of it is saved. */
  calendars(): Promise<{
    readonly calendars: readonly HoursCalendar[];
    readonly revisions: readonly ({ readonly calendarId: string } & SettingRevision)[];
    readonly holidaySets: readonly HolidaySet[];
  }>;
  /**
   * In force at once. Rejects with `bad-request` for hours that cannot be, e.g. a time zone nobody knows, and with `conflict`
   * when somebody saved or removed them since `baseRevision` (null: they are new).
   */
  saveCalendar(calendar: HoursCalendar, baseRevision: number | null, by: User): Promise<void>;
  /** Rejects with `not-found`, and with `conflict` when somebody saved them since, or while a queue or shift keeps them. */
  removeCalendar(calendarId: string, baseRevision: number, by: User): Promise<void>;

  /** Of every queue. */
  options(): Promise<{
    readonly options: readonly WaitingOptions[];
    readonly revisions: readonly ({ readonly queueId: QueueId } & SettingRevision)[];
  }>;
  /**
   * For callers from now on. Rejects with `not-found` for a queue that is not there, `bad-request` for a key given twice, `conflict`
   * when somebody saved since `baseRevision`.
   */
  saveOptions(options: WaitingOptions, baseRevision: number, by: User): Promise<void>;

  /** As in force. Throws `not-found` for a queue that is not there. */
  alerts(queueId: QueueId): { readonly alerts: QueueAlerts } & SettingRevision;
  /** In force at once, on every board. Rejects with `not-found`, and with `conflict` when somebody saved since `baseRevision`. */
  saveAlerts(queueId: QueueId, alerts: QueueAlerts, baseRevision: number, by: User): Promise<void>;

  /** An agent's queues, a supervisor's all. */
  overview(user: User): {
    readonly callbacks: readonly Callback[];
    readonly queues: readonly WaitingQueue[];
  };
  cancelCallback(contactId: ContactId, by: User): void;

  /** Newest first; messages of queues the person does not serve are `not-found`. */
  voicemails(user: User, state: Voicemail["state"] | null): Promise<readonly Voicemail[]>;
  voicemailSound(user: User, voicemailId: string): Promise<Uint8Array>;
  markVoicemail(user: User, voicemailId: string, state: Voicemail["state"]): Promise<Voicemail>;
  removeVoicemail(user: User, voicemailId: string): Promise<void>;
}
