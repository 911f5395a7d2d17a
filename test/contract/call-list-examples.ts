import type { CallListEntry } from "../../shared/domain/call-list.ts";
import type { CustomerSummary } from "../../shared/domain/customer.ts";
import { asId, type CallListEntryId, type CallListId, type UserId } from "../../shared/domain/ids.ts";

export const LIST_ID = asId<CallListId>("list-1");
export const ENTRY_ID = asId<CallListEntryId>("list-1.3");

/** An entry with every field filled. */
export function entryFor(customer: CustomerSummary, agentId: UserId, at: number): CallListEntry {
  return {
    entryId: ENTRY_ID,
    callListId: LIST_ID,
    state: "leased",
    phone: "+8613800138001",
    name: "王小明",
    reason: "Contract ends",
    customer,
    leasedBy: agentId,
    leaseEndsAt: at,
    place: { country: "CN", timeZones: ["Asia/Shanghai"] },
    closedBecause: null,
    attempts: [
      {
        at,
        agentId,
        outcome: "no-answer",
        disposition: "no-contact",
        permit: { rule: "CN", timeZones: ["Asia/Shanghai"], doNotCallVersion: 3 },
      },
    ],
  };
}
