import type { AgendaEntry } from "../../shared/domain/agenda.ts";
import type { AgendaEntryId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";

export interface AgendaStore {
  /** Inserts or replaces the whole entry. */
  save(entry: AgendaEntry): void;
  get(entryId: AgendaEntryId): AgendaEntry | null;
  /** Open ones and those done at or after `doneSince`, the soonest first; at most 500. */
  ofAgent(agentId: UserId, doneSince: EpochMs): readonly AgendaEntry[];
  countOpen(agentId: UserId): number;
  /** When the next open entry after `after` is due; null: none. */
  nextDueAfter(after: EpochMs): EpochMs | null;
  /** Whose open entries fell due after `after`, up to `until`. */
  agentsDue(after: EpochMs, until: EpochMs): readonly UserId[];
}
