import type { AgendaEntry } from "../../shared/domain/agenda.ts";
import { isTimeZone } from "../../shared/domain/calendar-day.ts";
import { type AgendaEntryId, asId, type UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import { roleAtLeast, type User } from "../../shared/domain/user.ts";
import { toE164 } from "../customers/to-e164.ts";
import type { AgendaChange, AgendaDesk, NewAgendaEntry } from "../ports/agenda.ts";
import { CommandError } from "../ports/console-app.ts";
import type { Centre, CentreSettings } from "./centre.ts";

const OPEN_MAX = 200;
/** Further ahead nobody promises to the minute. */
const AHEAD_MAX_MS = 366 * 86_400_000;
/** A clock that is a little behind must not refuse "now". */
const PAST_GRACE_MS = 60_000;
/** What was done stays in sight for the rest of the shift, so that a slip can be taken back. */
const DONE_SHOWN_MS = 12 * 3_600_000;
const TIMER = "agenda:next";

export interface AgendaDeps extends Pick<Centre, "agendaStore" | "journal" | "clock" | "scheduler" | "random"> {
  readonly settings: Pick<CentreSettings, "country">;
  readonly agents: Pick<Centre["agents"], "connection">;
}

/**
 * Calls that agents promised to make. Stored, so that they outlive shift and server; the console gets the whole agenda when it
 * starts, on each change and when an entry falls due. One timer waits for the soonest entry of everybody.
 */
export class Agenda implements AgendaDesk {
  readonly #centre: AgendaDeps;
  /** Entries due up to here have been reminded of. */
  #remindedUntil: EpochMs = 0;

  constructor(centre: AgendaDeps) {
    this.#centre = centre;
  }

  /** What fell due while the server was away is told when its agent's console starts. */
  start(): void {
    this.#remindedUntil = this.#centre.clock.now();
    this.#arm();
  }

  /** To a console that has just started, or whose agenda changed. */
  push(agentId: UserId): void {
    const { agents, clock } = this.#centre;
    agents.connection(agentId)?.pushAgenda({ serverNow: clock.now(), entries: [...this.#of(agentId)] });
  }

  async list(viewer: User, agentId: UserId | null): Promise<readonly AgendaEntry[]> {
    const whose = agentId ?? viewer.userId;
    if (whose !== viewer.userId && !roleAtLeast(viewer.role, "supervisor")) throw new CommandError("forbidden");
    return this.#of(whose);
  }

  async add(by: User, wanted: NewAgendaEntry): Promise<AgendaEntry> {
    const { agendaStore, clock, random, settings } = this.#centre;
    const phone = toE164(wanted.phone, settings.country);
    if (phone === null) throw new CommandError("bad-number");
    this.#checkTime(wanted.dueAt, wanted.timeZone);
    if (agendaStore.countOpen(by.userId) >= OPEN_MAX) throw new CommandError("agenda-full");
    const entry: AgendaEntry = {
      ...wanted,
      phone,
      entryId: asId<AgendaEntryId>(random.id("agenda")),
      agentId: by.userId,
      createdAt: clock.now(),
      doneAt: null,
    };
    this.#keep(entry, by, "agenda.added");
    return entry;
  }

  async change(by: User, entryId: AgendaEntryId, change: AgendaChange): Promise<AgendaEntry> {
    const { agendaStore, clock } = this.#centre;
    const before = agendaStore.get(entryId);
    if (before === null) throw new CommandError("not-found");
    if (before.agentId !== by.userId && !roleAtLeast(by.role, "supervisor")) throw new CommandError("not-found");
    const dueAt = change.dueAt ?? before.dueAt;
    const timeZone = change.timeZone ?? before.timeZone;
    if (change.dueAt !== undefined || change.timeZone !== undefined) this.#checkTime(dueAt, timeZone);
    const doneAt = change.done === undefined ? before.doneAt : change.done ? (before.doneAt ?? clock.now()) : null;
    const entry: AgendaEntry = { ...before, dueAt, timeZone, note: change.note ?? before.note, doneAt };
    this.#keep(entry, by, entry.doneAt !== null && before.doneAt === null ? "agenda.done" : "agenda.changed");
    return entry;
  }

  /** Journal before act; the words of the note stand in the entry only. */
  #keep(entry: AgendaEntry, by: User, type: string): void {
    const { agendaStore, journal, clock } = this.#centre;
    const { entryId, dueAt, timeZone, contactId } = entry;
    const payload = { entryId, dueAt, timeZone, by: by.userId };
    journal.append({ at: clock.now(), type, contactId, agentId: entry.agentId, payload });
    agendaStore.save(entry);
    this.push(entry.agentId);
    this.#arm();
  }

  #checkTime(dueAt: EpochMs, timeZone: string): void {
    const now = this.#centre.clock.now();
    const isInReach = dueAt >= now - PAST_GRACE_MS && dueAt <= now + AHEAD_MAX_MS;
    if (!isInReach || !isTimeZone(timeZone)) throw new CommandError("bad-time");
  }

  #of(agentId: UserId): readonly AgendaEntry[] {
    const { agendaStore, clock } = this.#centre;
    return agendaStore.ofAgent(agentId, clock.now() - DONE_SHOWN_MS);
  }

  #arm(): void {
    const { agendaStore, scheduler } = this.#centre;
    const next = agendaStore.nextDueAfter(this.#remindedUntil);
    if (next === null) scheduler.cancel(TIMER);
    else scheduler.schedule(TIMER, next, () => this.#remind());
  }

  #remind(): void {
    const { agendaStore, agents, clock } = this.#centre;
    const now = clock.now();
    const due = agendaStore.agentsDue(this.#remindedUntil, now);
    this.#remindedUntil = now;
    for (const agentId of due) {
      this.push(agentId);
      agents.connection(agentId)?.pushNotice({ at: now, code: "agenda-due", severity: "info", callback: null });
    }
    this.#arm();
  }
}
