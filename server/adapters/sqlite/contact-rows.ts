import type { CallingNumber, CollectedItem, ContactRecord } from "../../../shared/domain/contact.ts";
import { asId, type ContactId, type CustomerId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import type { PassedOn } from "../../../shared/domain/transfer.ts";
import { parseJsonColumn } from "./parse-json-column.ts";

export interface ContactRow {
  contact_id: string;
  direction: ContactRecord["direction"];
  phase: ContactRecord["phase"];
  outcome: ContactRecord["outcome"];
  customer_id: string | null;
  customer_name: string | null;
  agent_id: string | null;
  agent_name: string | null;
  queue_id: string | null;
  ani_e164: string | null;
  ani_raw: string;
  ani_presentation: CallingNumber["presentation"];
  dnis: string;
  language: ContactRecord["language"];
  arrived_at: number;
  queued_at: number | null;
  offered_at: number | null;
  answered_at: number | null;
  ended_at: number | null;
  wrap_up_ended_at: number | null;
  held_ms: number;
  tier: ContactRecord["tier"];
  collected_json: string;
  disposition: ContactRecord["disposition"];
  note: string;
  missed_offers: number;
  call_list_entry_id: string | null;
  kind: ContactRecord["kind"];
  transferred_from: string | null;
  passed_on_kind: PassedOn["kind"] | null;
  passed_on_name: string | null;
  voice_mos: number | null;
  head_start_ms: number;
  overflowed_from_json: string;
  callback_at: number | null;
  message_at: number | null;
  answers_message_at: number | null;
  ended_by: ContactRecord["endedBy"];
}

/** In the order of `valuesOf`. */
export const CONTACT_COLUMNS = [
  "contact_id",
  "direction",
  "phase",
  "outcome",
  "customer_id",
  "customer_name",
  "agent_id",
  "agent_name",
  "queue_id",
  "ani_e164",
  "ani_raw",
  "ani_presentation",
  "dnis",
  "language",
  "arrived_at",
  "queued_at",
  "offered_at",
  "answered_at",
  "ended_at",
  "wrap_up_ended_at",
  "held_ms",
  "tier",
  "collected_json",
  "disposition",
  "note",
  "missed_offers",
  "call_list_entry_id",
  "kind",
  "transferred_from",
  "passed_on_kind",
  "passed_on_name",
  "voice_mos",
  "head_start_ms",
  "overflowed_from_json",
  "callback_at",
  "message_at",
  "answers_message_at",
  "ended_by",
] as const satisfies readonly (keyof ContactRow)[];

export function valuesOf(record: ContactRecord): (string | number | null)[] {
  return [
    record.contactId,
    record.direction,
    record.phase,
    record.outcome,
    record.customerId,
    record.customerName,
    record.agentId,
    record.agentName,
    record.queueId,
    record.ani.e164,
    record.ani.raw,
    record.ani.presentation,
    record.dnis,
    record.language,
    record.arrivedAt,
    record.queuedAt,
    record.offeredAt,
    record.answeredAt,
    record.endedAt,
    record.wrapUpEndedAt,
    record.heldMs,
    record.tier,
    JSON.stringify(record.collected),
    record.disposition,
    record.note,
    record.missedOffers,
    record.callListEntryId,
    record.kind,
    record.transferredFrom,
    record.passedOn?.kind ?? null,
    record.passedOn?.name ?? null,
    record.voiceMos,
    record.headStartMs,
    JSON.stringify(record.overflowedFrom),
    record.callbackAt,
    record.messageAt,
    record.answersMessageAt,
    record.endedBy,
  ];
}

export function recordOf(row: ContactRow): ContactRecord {
  return {
    contactId: asId<ContactId>(row.contact_id),
    direction: row.direction,
    phase: row.phase,
    outcome: row.outcome,
    customerId: row.customer_id === null ? null : asId<CustomerId>(row.customer_id),
    customerName: row.customer_name,
    agentId: row.agent_id === null ? null : asId<UserId>(row.agent_id),
    agentName: row.agent_name,
    queueId: row.queue_id === null ? null : asId<QueueId>(row.queue_id),
    ani: { e164: row.ani_e164, raw: row.ani_raw, presentation: row.ani_presentation },
    dnis: row.dnis,
    language: row.language,
    arrivedAt: row.arrived_at,
    queuedAt: row.queued_at,
    offeredAt: row.offered_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    wrapUpEndedAt: row.wrap_up_ended_at,
    heldMs: row.held_ms,
    tier: row.tier,
    collected: parseJsonColumn("contacts.collected_json", row.collected_json) as readonly CollectedItem[],
    disposition: row.disposition,
    note: row.note,
    missedOffers: row.missed_offers,
    callListEntryId: row.call_list_entry_id,
    kind: row.kind,
    transferredFrom: row.transferred_from === null ? null : asId<ContactId>(row.transferred_from),
    passedOn: row.passed_on_kind === null ? null : { kind: row.passed_on_kind, name: row.passed_on_name ?? "" },
    voiceMos: row.voice_mos,
    headStartMs: row.head_start_ms,
    overflowedFrom: parseJsonColumn("contacts.overflowed_from_json", row.overflowed_from_json) as readonly QueueId[],
    callbackAt: row.callback_at,
    messageAt: row.message_at,
    answersMessageAt: row.answers_message_at,
    endedBy: row.ended_by,
  };
}
