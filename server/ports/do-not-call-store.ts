import type {
  DoNotCallChange,
  DoNotCallImport,
  DoNotCallNumber,
  DoNotCallReason,
} from "../../shared/domain/do-not-call.ts";
import type { ContactId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";

export interface DoNotCallAddition {
  /** E.164 */
  readonly phone: string;
  readonly at: EpochMs;
  readonly by: { readonly userId: UserId; readonly name: string };
  readonly because: DoNotCallReason;
  readonly note: string;
  readonly contactId: ContactId | null;
}

/** Numbers that no call list rings. Whoever adds one closes its entries in the same step. */
export interface DoNotCallStore {
  /** One look-up in an index. */
  isListed(phone: string): boolean;
  /** Grows with each change. */
  version(): number;
  /** Already there: false, and nothing is changed. Closes the open and leased entries of the number in all lists. */
  add(addition: DoNotCallAddition): { readonly added: boolean; readonly closedEntries: number };
  /** False: it was not there. Closed entries stay closed. */
  remove(removal: Pick<DoNotCallAddition, "phone" | "at" | "by" | "note">): boolean;
  /** Newest first; of those whose number holds these digits. */
  search(digits: string, limit: number): { readonly numbers: readonly DoNotCallNumber[]; readonly found: number };
  count(): number;
  changes(limit: number): readonly DoNotCallChange[];
  /** Adds the numbers of a CSV with a phone column, as long as there are not more than `numbersMax` on the list. */
  importCsv(request: {
    readonly csv: Uint8Array;
    readonly at: EpochMs;
    readonly by: DoNotCallAddition["by"];
    readonly numbersMax: number;
  }): Promise<DoNotCallImport>;
}
