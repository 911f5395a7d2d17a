import { asId, type ContactId, type CustomerId } from "../../../shared/domain/ids.ts";
import { notYetQueued } from "../../../shared/domain/queue-fate.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { ContactTimeline } from "../../../shared/wire/console.ts";
import { AGENT, CONTACT, SERVICE_QUEUE } from "./fixtures.ts";

/** Earlier calls of the invented customer, for tests and for the gallery. As they come over the wire: without `readonly`. */
type ContactRecord = NonNullable<ContactTimeline["contacts"]>[number];

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NOBODY = { disposition: null, agentName: null, note: "" };

export function timeline(now: EpochMs): ContactRecord[] {
  const base = contactRecord(now);
  return [
    {
      ...base,
      contactId: asId<ContactId>("c-1"),
      arrivedAt: now - 2 * DAY_MS,
      answeredAt: now - 2 * DAY_MS,
      endedAt: now - 2 * DAY_MS + 254_000,
    },
    {
      ...base,
      contactId: asId<ContactId>("c-2"),
      direction: "outbound",
      arrivedAt: now - 6 * DAY_MS,
      answeredAt: now - 6 * DAY_MS,
      endedAt: now - 6 * DAY_MS + 98_000,
      disposition: "considering",
      answersMessageAt: now - 6 * DAY_MS - 50 * MINUTE_MS,
      agentName: "Daniel Wright",
      endedBy: "agent",
      note: "Offered the 1000 Mbit/s contract, wants to think about it until the end of the month.",
    },
    ...passedOnCall(now - 9 * DAY_MS),
    {
      ...base,
      contactId: asId<ContactId>("c-3"),
      arrivedAt: now - 31 * DAY_MS,
      answeredAt: null,
      outcome: "abandoned",
      endedBy: null,
      ...NOBODY,
    },
    {
      ...base,
      contactId: asId<ContactId>("c-4"),
      arrivedAt: now - 75 * DAY_MS,
      answeredAt: null,
      outcome: "self-served",
      endedBy: null,
      ...NOBODY,
    },
  ];
}

/** Newest part first: parked, a colleague asked, then solved by another one. */
function passedOnCall(at: EpochMs): ContactRecord[] {
  const base = { ...contactRecord(at), arrivedAt: at, answeredAt: at, endedAt: at + 64_000 };
  const transferredFrom = asId<ContactId>("c-5");
  const solved = {
    contactId: asId<ContactId>("c-7"),
    transferredFrom,
    agentName: "Daniel Wright",
    note: "Credit booked.",
  };
  const asked = {
    contactId: asId<ContactId>("c-6"),
    transferredFrom,
    disposition: null,
    agentName: "Sofia Marchetti",
    note: "",
  };
  return [
    { ...base, ...solved },
    { ...base, ...asked, kind: "consult", endedBy: "line" },
    {
      ...base,
      contactId: transferredFrom,
      passedOn: { kind: "parking", name: "2" },
      endedBy: null,
      disposition: "follow-up",
    },
  ];
}

export function contactRecord(now: EpochMs): ContactRecord {
  return {
    contactId: CONTACT,
    direction: "inbound",
    phase: "closed",
    outcome: "handled",
    customerId: asId<CustomerId>("cust-0001"),
    customerName: "林慧敏",
    agentId: AGENT,
    agentName: "李娜 Li Na",
    queueId: SERVICE_QUEUE,
    ani: { e164: "+8613800138001", raw: "13800138001", presentation: "allowed" },
    dnis: "4000",
    language: "zh",
    arrivedAt: now - DAY_MS,
    queuedAt: now - DAY_MS,
    offeredAt: now - DAY_MS,
    answeredAt: now - DAY_MS,
    endedAt: now - DAY_MS + 3 * MINUTE_MS,
    wrapUpEndedAt: now - DAY_MS + 4 * MINUTE_MS,
    heldMs: 0,
    tier: "platinum",
    collected: [],
    disposition: "resolved",
    note: "Bill of October explained: roaming in Japan. Customer content.",
    missedOffers: 0,
    callListEntryId: null,
    kind: "call",
    transferredFrom: null,
    passedOn: null,
    ...notYetQueued(),
    answersMessageAt: null,
    endedBy: "customer",
    voiceMos: null,
  };
}
