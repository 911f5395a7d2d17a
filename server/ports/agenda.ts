import type { AgendaEntry } from "../../shared/domain/agenda.ts";
import type { AgendaEntryId, UserId } from "../../shared/domain/ids.ts";
import type { User } from "../../shared/domain/user.ts";

export type NewAgendaEntry = Pick<
  AgendaEntry,
  "customerId" | "name" | "phone" | "dueAt" | "timeZone" | "note" | "contactId"
>;

export interface AgendaChange {
  readonly dueAt?: number;
  readonly timeZone?: string;
  readonly note?: string;
  readonly done?: boolean;
}

/** Promised calls, as HTTP asks for them. Implemented in server/app. Everything rejects with a `CommandError`. */
export interface AgendaDesk {
  /** The viewer's own, or an agent's for a supervisor (else `forbidden`); open ones and those done today. */
  list(viewer: User, agentId: UserId | null): Promise<readonly AgendaEntry[]>;
  /** `bad-number`, `bad-time`, `agenda-full` */
  add(by: User, entry: NewAgendaEntry): Promise<AgendaEntry>;
  /** `not-found` also for entries of others: nobody learns that they are there. */
  change(by: User, entryId: AgendaEntryId, change: AgendaChange): Promise<AgendaEntry>;
}
