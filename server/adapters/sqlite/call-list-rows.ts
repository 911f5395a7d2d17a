import type { CalledPlace, CallPermit } from "../../../shared/domain/calling-hours.ts";
import type {
  CallListEntry,
  CallListEntryState,
  CallListSummary,
  RejectedRow,
} from "../../../shared/domain/call-list.ts";
import type { ContactOutcome, Disposition } from "../../../shared/domain/contact.ts";
import type { CustomerSummary } from "../../../shared/domain/customer.ts";
import { parseJsonColumn } from "./parse-json-column.ts";
import { asId, type CallListEntryId, type CallListId, type UserId } from "../../../shared/domain/ids.ts";

/** Country and zones in one text, so that a list's few places are told apart by an index. */
export function placeText({ country, timeZones }: CalledPlace): string {
  return `${country ?? ""} ${timeZones.join("&")}`;
}

export function placeOfText(text: string | null): CalledPlace {
  const [country = "", zones = ""] = (text ?? "").split(" ");
  return { country: country === "" ? null : country, timeZones: zones === "" ? [] : zones.split("&") };
}

export interface CallListRow {
  call_list_id: string;
  name: string;
  mode: CallListSummary["mode"];
  created_at: number;
  created_by: string;
  ready: number;
}

export interface EntryRow {
  entry_id: string;
  call_list_id: string;
  position: number;
  state: CallListEntryState;
  phone: string;
  name: string;
  reason: string;
  customer_id: string | null;
  leased_by: string | null;
  lease_ends_at: number | null;
  place: string | null;
  /** Done without anybody having been called. */
  closed_because: "do-not-call" | null;
}

export interface AttemptRow {
  entry_id: string;
  contact_id: string;
  agent_id: string;
  at: number;
  outcome: ContactOutcome;
  disposition: Disposition | null;
  /** `CallPermit` as JSON. */
  permit: string | null;
}

export interface RejectedRowRow {
  call_list_id: string;
  position: number;
  line: number;
  content: string;
  reason: RejectedRow["reason"];
}

export type CallListTables = {
  call_lists: CallListRow;
  call_list_entries: EntryRow;
  call_list_attempts: AttemptRow;
  call_list_rejected_rows: RejectedRowRow;
};

export function entryOfRow(
  row: EntryRow,
  customer: CustomerSummary | null,
  attempts: readonly AttemptRow[],
): CallListEntry {
  return {
    entryId: asId<CallListEntryId>(row.entry_id),
    callListId: asId<CallListId>(row.call_list_id),
    state: row.state,
    phone: row.phone,
    name: row.name,
    reason: row.reason,
    customer,
    leasedBy: row.leased_by === null ? null : asId<UserId>(row.leased_by),
    leaseEndsAt: row.lease_ends_at,
    place: placeOfText(row.place),
    closedBecause: row.closed_because,
    attempts: attempts.map(({ at, agent_id, outcome, disposition, permit }) => ({
      at,
      agentId: asId<UserId>(agent_id),
      outcome,
      disposition,
      permit: permit === null ? null : (parseJsonColumn("call_list_attempts.permit", permit) as CallPermit),
    })),
  };
}
