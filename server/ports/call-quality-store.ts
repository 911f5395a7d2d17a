import type { CallQuality } from "../../shared/domain/call-quality.ts";
import type { ContactId, UserId } from "../../shared/domain/ids.ts";

/** How calls sounded: one entry for each agent's part of a contact. */
export interface CallQualityStore {
  /** Inserts or replaces. */
  save(quality: CallQuality): void;
  get(contactId: ContactId, agentId: UserId): CallQuality | null;
  /** In the order in which the agents talked; at most 20. */
  ofContact(contactId: ContactId): readonly CallQuality[];
}
