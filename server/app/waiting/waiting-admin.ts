import type { HoursCalendar } from "../../../shared/domain/hours.ts";
import type { ContactId, QueueId } from "../../../shared/domain/ids.ts";
import type { QueueAlerts } from "../../../shared/domain/queue-alerts.ts";
import { NEVER_CHANGED } from "../../../shared/domain/setting-revision.ts";
import { roleAtLeast, type User } from "../../../shared/domain/user.ts";
import { type Voicemail, WAITING_DEFAULTS, type WaitingOptions } from "../../../shared/domain/waiting.ts";
import type { SettingName, SettingRevisions } from "../../ports/setting-revisions.ts";
import { calendarProblems } from "../../hours/calendar-problems.ts";
import { MAINLAND_CHINA_2026 } from "../../hours/mainland-china-2026.ts";
import type { Clock } from "../../ports/clock.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { HoursStore } from "../../ports/hours-store.ts";
import type { Journal } from "../../ports/journal.ts";
import type { RoutingConfigStore } from "../../ports/user-store.ts";
import type { WaitingAdministration } from "../../ports/waiting-administration.ts";
import type { WaitingStore } from "../../ports/waiting-store.ts";
import type { AgentDesk } from "../agent-desk.ts";
import type { Callbacks } from "../callbacks/callbacks.ts";
import type { OpeningHours } from "../hours/opening-hours.ts";
import type { VoicemailInbox } from "../voicemail/voicemail-inbox.ts";
import type { WaitPromises } from "./wait-promises.ts";

export interface WaitingAdminDeps {
  readonly hoursStore: HoursStore;
  readonly waitingStore: WaitingStore;
  readonly settingRevisions: SettingRevisions;
  readonly routingConfig: RoutingConfigStore;
  readonly voicemailInbox: VoicemailInbox;
  readonly callbacks: Pick<Callbacks, "list" | "cancel">;
  readonly openingHours: Pick<OpeningHours, "isOpen" | "changesAt">;
  readonly waitPromises: Pick<WaitPromises, "score">;
  readonly agents: Pick<AgentDesk, "config">;
  readonly queueIds: () => readonly QueueId[];
  /** As they are in force. */
  readonly alertsOf: (queueId: QueueId) => QueueAlerts;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Puts what is stored into force. */
  readonly apply: () => Promise<void>;
  /** Boards alone know them: nothing is routed anew. */
  readonly applyAlerts: () => Promise<void>;
}

/** What people change and see of those who wait; every change is journaled with who did it. */
export class WaitingAdmin implements WaitingAdministration {
  readonly #deps: WaitingAdminDeps;

  constructor(deps: WaitingAdminDeps) {
    this.#deps = deps;
  }

  async calendars() {
    const { hoursStore, settingRevisions } = this.#deps;
    const known = settingRevisions.all();
    const calendars = await hoursStore.calendars();
    const revisions = calendars.map(({ calendarId }) => ({
      calendarId,
      ...(known.get(`hours/${calendarId}`) ?? NEVER_CHANGED),
    }));
    return { calendars, revisions, holidaySets: [MAINLAND_CHINA_2026] };
  }

  async saveCalendar(calendar: HoursCalendar, baseRevision: number | null, by: User): Promise<void> {
    const { hoursStore, settingRevisions } = this.#deps;
    const { calendarId } = calendar;
    const [problem] = calendarProblems(calendar);
    if (problem !== undefined) throw new CommandError("bad-request", problem);
    const { revision } = settingRevisions.of(`hours/${calendarId}`);
    const isThere = (await hoursStore.calendars()).some((each) => each.calendarId === calendarId);
    if (baseRevision !== (isThere ? revision : null)) throw new CommandError("conflict");
    this.#mayChange(`hours/${calendarId}`, revision);
    this.#note("hours-saved", by, { calendarId });
    this.#advance(`hours/${calendarId}`, by);
    hoursStore.saveCalendar(calendar);
    await this.#deps.apply();
  }

  async removeCalendar(calendarId: string, baseRevision: number, by: User): Promise<void> {
    const { hoursStore, routingConfig, apply } = this.#deps;
    const [queues, shifts] = await Promise.all([routingConfig.queues(), routingConfig.shifts()]);
    if ([...queues, ...shifts].some((user) => user.calendarId === calendarId)) throw new CommandError("conflict");
    if (!(await hoursStore.calendars()).some((calendar) => calendar.calendarId === calendarId))
      throw new CommandError("not-found");
    this.#mayChange(`hours/${calendarId}`, baseRevision);
    this.#note("hours-removed", by, { calendarId });
    this.#advance(`hours/${calendarId}`, by);
    hoursStore.removeCalendar(calendarId);
    await apply();
  }

  async options() {
    const revisions = this.#deps.settingRevisions.all();
    const [queues, own] = await Promise.all([
      this.#deps.routingConfig.queues(),
      this.#deps.waitingStore.waitingOptions(),
    ]);
    const known = new Map(own.map((options) => [options.queueId, options]));
    return {
      options: queues.map(({ queueId }) => known.get(queueId) ?? { ...WAITING_DEFAULTS, queueId }),
      revisions: queues.map(({ queueId }) => ({ queueId, ...(revisions.get(`waiting/${queueId}`) ?? NEVER_CHANGED) })),
    };
  }

  async saveOptions(options: WaitingOptions, baseRevision: number, by: User): Promise<void> {
    const { routingConfig, waitingStore, apply } = this.#deps;
    if (!(await routingConfig.queues()).some(({ queueId }) => queueId === options.queueId))
      throw new CommandError("not-found");
    const keys = new Set(options.keys.map(({ key }) => key));
    const choices = new Set(options.keys.map(({ choice }) => choice));
    if (keys.size < options.keys.length || choices.size < options.keys.length) throw new CommandError("bad-request");
    this.#mayChange(`waiting/${options.queueId}`, baseRevision);
    this.#note("waiting-options-saved", by, { queueId: options.queueId });
    this.#advance(`waiting/${options.queueId}`, by);
    waitingStore.saveWaitingOptions(options);
    await apply();
  }

  alerts(queueId: QueueId) {
    const { queueIds, settingRevisions, alertsOf } = this.#deps;
    if (!queueIds().includes(queueId)) throw new CommandError("not-found");
    return { alerts: alertsOf(queueId), ...settingRevisions.of(`alerts/${queueId}`) };
  }

  async saveAlerts(queueId: QueueId, alerts: QueueAlerts, baseRevision: number, by: User): Promise<void> {
    if (!this.#deps.queueIds().includes(queueId)) throw new CommandError("not-found");
    this.#mayChange(`alerts/${queueId}`, baseRevision);
    this.#note("queue-alerts-saved", by, { queueId, ...alerts });
    this.#advance(`alerts/${queueId}`, by);
    this.#deps.waitingStore.saveAlerts(queueId, alerts);
    await this.#deps.applyAlerts();
  }

  overview(user: User) {
    const { callbacks, openingHours, voicemailInbox, waitPromises } = this.#deps;
    const own = this.#queuesOf(user);
    return {
      callbacks: callbacks.list().filter(({ queueId }) => own.includes(queueId)),
      queues: own.slice(0, 200).map((queueId) => ({
        queueId,
        open: openingHours.isOpen(queueId),
        changesAt: openingHours.changesAt(queueId),
        newVoicemails: voicemailInbox.openIn(queueId),
        score: waitPromises.score(queueId),
      })),
    };
  }

  cancelCallback(contactId: ContactId, by: User): void {
    this.#deps.callbacks.cancel(contactId, by.userId);
  }

  voicemails(user: User, state: Voicemail["state"] | null): Promise<readonly Voicemail[]> {
    return this.#deps.voicemailInbox.list(user, state);
  }

  voicemailSound(user: User, voicemailId: string): Promise<Uint8Array> {
    return this.#deps.voicemailInbox.sound(user, voicemailId);
  }

  markVoicemail(user: User, voicemailId: string, state: Voicemail["state"]): Promise<Voicemail> {
    return this.#deps.voicemailInbox.mark(user, voicemailId, state);
  }

  removeVoicemail(user: User, voicemailId: string): Promise<void> {
    return this.#deps.voicemailInbox.remove(user, voicemailId);
  }

  #queuesOf(user: User): readonly QueueId[] {
    if (roleAtLeast(user.role, "supervisor")) return this.#deps.queueIds();
    return (this.#deps.agents.config(user.userId)?.memberships ?? []).map(({ queueId }) => queueId);
  }

  /** After the reads: nothing may come between this look and the change. */
  #mayChange(setting: SettingName, baseRevision: number): void {
    if (this.#deps.settingRevisions.of(setting).revision !== baseRevision) throw new CommandError("conflict");
  }

  #advance(setting: SettingName, by: User): void {
    this.#deps.settingRevisions.advance(setting, { at: this.#deps.clock.now(), by: by.displayName });
  }

  #note(type: string, by: User, payload: Readonly<Record<string, unknown>>): void {
    const { journal, clock } = this.#deps;
    journal.append({ at: clock.now(), type, contactId: null, agentId: by.userId, payload });
  }
}
