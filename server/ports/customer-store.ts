import type { CustomerMatch, CustomerRecord, CustomerSummary, IdentifierKind } from "../../shared/domain/customer.ts";
import type { CustomerId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";

/** The customer store. `rawValue`s are normalised inside (spaces, +, 00, full-width digits, case). */
export interface CustomerStore {
  /** All customers having this identifier; several are returned as several. Hot path: once a call. */
  match(kind: IdentifierKind, rawValue: string): Promise<CustomerMatch>;
  /** Any identifier or a name (two Chinese characters suffice); best first, at most `limit` (<= 50). */
  search(text: string, limit: number): Promise<readonly CustomerSummary[]>;
  record(customerId: CustomerId, now: EpochMs): Promise<CustomerRecord | null>;
  /** Checks a PIN; three wrong ones lock it until `lockedUntil`. Never logs the PIN. */
  verifyPin(
    customerId: CustomerId,
    pin: string,
    now: EpochMs,
  ): Promise<{ readonly result: "ok" | "wrong" | "locked" | "no-pin"; readonly attemptsLeft: number }>;
  saveNotes(customerId: CustomerId, notes: string, by: string, now: EpochMs): Promise<void>;
}
