import type { ContactId } from "../../../../shared/domain/ids.ts";

const KEY = "cordboard.muted";

export interface KeptMute {
  isMuted(contactId: ContactId): boolean;
  /** Null: nobody is muted. */
  keep(contactId: ContactId | null): void;
}

/** Who was muted stays muted over a reload of the page: the customer must not suddenly hear the room. */
export const keptMute: KeptMute = {
  isMuted: (contactId) => sessionStorage.getItem(KEY) === contactId,
  keep: (contactId) => {
    if (contactId === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, contactId);
  },
};
