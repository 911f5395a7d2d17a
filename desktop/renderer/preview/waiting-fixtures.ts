import { asId, type ContactId, type CustomerId, type QueueId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { VoicemailOnWire, WaitingOverview } from "../../../shared/wire/waiting-schemas.ts";

const SERVICE = asId<QueueId>("service");
const MINUTE_MS = 60_000;

/** One callback of each kind, queues open and closed, with and without a score. */
export function waitingOverview(now: EpochMs, empty: boolean): WaitingOverview {
  const callback = {
    queueId: SERVICE,
    order: "customer-first",
    attemptsMax: 3,
    nextAttemptAt: null,
    ownerId: null,
  } as const;
  const callbacks: WaitingOverview["callbacks"] = [
    {
      ...callback,
      contactId: asId<ContactId>("cb-1"),
      customerId: asId<CustomerId>("cust-0001"),
      customerName: "林慧敏",
      number: "+8613800138001",
      state: "calling",
      waitingSince: now - 12 * MINUTE_MS - MINUTE_MS / 2,
      attempts: 1,
    },
    {
      ...callback,
      contactId: asId<ContactId>("cb-2"),
      customerId: null,
      customerName: null,
      number: "+8613800138999",
      state: "waiting",
      waitingSince: now - 5 * MINUTE_MS,
      attempts: 0,
    },
    {
      ...callback,
      contactId: asId<ContactId>("cb-3"),
      customerId: asId<CustomerId>("cust-0002"),
      customerName: "Daniel Wright",
      number: "+8613800138002",
      state: "retry",
      waitingSince: now - 42 * MINUTE_MS,
      attempts: 2,
      nextAttemptAt: now + 6 * MINUTE_MS,
    },
  ];
  return {
    callbacks: empty ? [] : callbacks,
    queues: [
      {
        queueId: SERVICE,
        open: true,
        changesAt: now + 95 * MINUTE_MS,
        newVoicemails: empty ? 0 : 1,
        score: { promises: 87, withinUpper: 0.908, withinLower: 0.517, biasMs: 4_000 },
      },
      {
        queueId: asId<QueueId>("sales"),
        open: false,
        changesAt: now + 900 * MINUTE_MS,
        newVoicemails: 0,
        score: { promises: 0, withinUpper: null, withinLower: null, biasMs: null },
      },
    ],
  };
}

export function messages(now: EpochMs): readonly VoicemailOnWire[] {
  const message = {
    contactId: asId<ContactId>("c-vm-1"),
    queueId: SERVICE,
    language: "en",
    changedBy: null,
    changedAt: null,
    answer: null,
  } as const;
  return [
    {
      ...message,
      voicemailId: "vm-1",
      customerId: asId<CustomerId>("cust-0002"),
      customerName: "Daniel Wright",
      ani: { e164: "+8613800138002", raw: "13800138002", presentation: "allowed" },
      recordedAt: now - 20 * MINUTE_MS,
      lengthMs: 34_000,
      state: "new",
    },
    {
      ...message,
      voicemailId: "vm-2",
      customerId: null,
      customerName: null,
      ani: { e164: null, raw: "", presentation: "withheld" },
      recordedAt: now - 200 * MINUTE_MS,
      lengthMs: 8_000,
      state: "done",
      answer: {
        contactId: asId<ContactId>("c-answer"),
        agentName: "Bo Chen",
        at: now - 150 * MINUTE_MS,
        outcome: "handled",
      },
    },
  ];
}
