import {
  asId,
  type CallListEntryId,
  type CallListId,
  type ContactId,
  type CustomerId,
  type OfferId,
  type QueueId,
  type UserId,
} from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { Role } from "../../../shared/domain/user.ts";
import type { AgentView, ConsoleContact } from "../../../shared/wire/console.ts";
import type { Session } from "../../../shared/wire/http.ts";

/** Invented people and calls for tests and for the gallery of states. `now` is the time everything is relative to. */

/** As they come over the wire: without `readonly`. */
type ContactContext = ConsoleContact["context"];
type CustomerRecord = NonNullable<ConsoleContact["customer"]>;
type CustomerSummary = ContactContext["match"]["customers"][number];

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const AGENT = asId<UserId>("u-li-na");
export const SERVICE_QUEUE = asId<QueueId>("service");
const SALES_QUEUE = asId<QueueId>("sales");
export const CONTACT = asId<ContactId>("c-2026-1121-0001");

export function session(role: Role, now: EpochMs): Session {
  return {
    token: "t".repeat(40),
    user: {
      userId: AGENT,
      login: "li.na",
      displayName: role === "agent" ? "李娜 Li Na" : "Grace Okafor",
      role,
      disabled: false,
    },
    expiresAt: now + DAY_MS,
  };
}

const RULE = { serviceLevelThresholdMs: 20_000, shortAbandonMs: 5_000 };
export const QUEUES = [
  { queueId: SERVICE_QUEUE, names: { en: "Customer service", zh: "客户服务" }, ...RULE },
  { queueId: SALES_QUEUE, names: { en: "Sales", zh: "销售" }, ...RULE },
];

export function vip(now: EpochMs): CustomerRecord {
  return {
    customerId: asId<CustomerId>("cust-0001"),
    name: "林慧敏",
    company: "华东精密仪器有限公司",
    kind: "person",
    language: "zh",
    tier: "platinum",
    isVip: true,
    phones: ["+8613800138001"],
    account: "10000001",
    identifiers: [
      { kind: "phone", value: "+8613800138001", display: "138 0013 8001" },
      { kind: "account", value: "10000001", display: "1000 0001" },
      { kind: "member", value: "M77120", display: "M77120" },
    ],
    classification: {
      tier: "platinum",
      isVip: true,
      score: 88,
      percentile: 0.97,
      headStartMs: 87_300,
      reasons: [
        { code: "revenue", input: 38_400, points: 43 },
        { code: "tenure", input: 12.3, points: 15 },
        { code: "products", input: 4, points: 13 },
        { code: "arrears", input: 0, points: 0 },
        { code: "churn-risk", input: 22, points: 2 },
        { code: "key-account", input: "", points: 15 },
      ],
      modelVersion: "value-1.3",
    },
    parents: [{ customerId: asId<CustomerId>("cust-0100"), name: "华东精密仪器有限公司" }],
    children: [],
    balance: { amountMinor: 12_850, currency: "CNY", dueAt: now + 9 * DAY_MS },
    membership: { programme: "Cordboard Plus", points: 18_240 },
    services: [
      { name: "5G Business 300", status: "active", since: now - 900 * DAY_MS },
      { name: "Fibre 1000", status: "active", since: now - 2_100 * DAY_MS },
      { name: "Roaming pass", status: "suspended", since: now - 40 * DAY_MS },
    ],
    customerSince: now - 4_490 * DAY_MS,
    notes: "Prefers to be called back after 15:00. Assistant: Ms Zhao.",
  };
}

export function summary(record: CustomerRecord): CustomerSummary {
  const { customerId, name, company, kind, language, tier, isVip, phones, account } = record;
  return { customerId, name, company, kind, language, tier, isVip, phones, account };
}

export function couple(): CustomerSummary[] {
  const shared = {
    company: null,
    kind: "person" as const,
    language: "zh" as const,
    tier: "standard" as const,
    isVip: false,
    phones: ["+8613800138003"],
  };
  return [
    { ...shared, customerId: asId<CustomerId>("cust-0003"), name: "王芳", account: "10000003" },
    { ...shared, customerId: asId<CustomerId>("cust-0004"), name: "王强", account: "10000004", tier: "silver" },
  ];
}

export function context(now: EpochMs, customer: CustomerRecord | null): ContactContext {
  return {
    contactId: CONTACT,
    direction: "inbound",
    ani: { e164: "+8613800138001", raw: "13800138001", presentation: "allowed" },
    dnis: "4000",
    queueId: SERVICE_QUEUE,
    language: "zh",
    match:
      customer === null
        ? { kind: "none", matchedBy: null, customers: [] }
        : { kind: "one", matchedBy: { kind: "phone", value: "+8613800138001" }, customers: [summary(customer)] },
    customerId: customer?.customerId ?? null,
    classification: customer?.classification ?? {
      tier: "standard",
      isVip: false,
      score: 0,
      percentile: 0,
      headStartMs: 0,
      reasons: [{ code: "no-record", input: "", points: 0 }],
      modelVersion: "none",
    },
    collected: [
      { key: "language", value: "zh", verified: true, at: now - 70_000 },
      { key: "account", value: "10000001", verified: true, at: now - 55_000 },
      { key: "pin", value: "verified", verified: true, at: now - 48_000 },
      { key: "intent", value: "billing", verified: false, at: now - 40_000 },
    ],
    arrivedAt: now - 80_000,
    queuedAt: now - 38_000,
    routing: {
      decidedAt: now - 1_000,
      waitedMs: 37_000,
      headStartMs: customer?.classification.headStartMs ?? 0,
      promoted: false,
      rule: "longest-idle",
      isCallback: false,
      queueId: SERVICE_QUEUE,
      viaQueueId: SERVICE_QUEUE,
      alternatives: [],
      relaxationStep: 0,
      overflowedTo: [],
      chosen: { agentId: AGENT, idleMs: 194_000, occupancy: 0.64, skillSum: 12, preference: 1, reserve: false },
      others: [],
      before: { because: "alone", runnerUp: null },
      waiting: null,
    },
  };
}

export function contact(now: EpochMs, phase: ConsoleContact["phase"], customer: CustomerRecord | null): ConsoleContact {
  const talked = phase === "connected" || phase === "wrap-up";
  return {
    doNotCall: false,
    context: context(now, customer),
    customer,
    phase,
    offerId: phase === "offered" ? asId<OfferId>(`${CONTACT}.o1`) : null,
    ringing: phase === "offered",
    ringEndsAt: phase === "offered" ? now + 18_000 : null,
    held: false,
    heldSince: null,
    connectedAt: talked ? now - 134_000 : null,
    endedAt: phase === "wrap-up" ? now - 4_000 : null,
    wrapUpEndsAt: phase === "wrap-up" ? now + 56_000 : null,
    draft: { disposition: null, note: talked ? "Asks why the October bill is higher than usual. " : "" },
    callListEntry: null,
    notReached: null,
    endedBy: null,
    second: null,
    consultedBy: null,
    transferredBy: null,
    customerGone: false,
    passedOn: null,
  };
}

export function outbound(now: EpochMs, phase: "dialing" | "connected"): ConsoleContact {
  const customer = vip(now);
  const inbound = contact(now, phase, customer);
  return {
    ...inbound,
    context: { ...inbound.context, direction: "outbound", collected: [], routing: null, arrivedAt: now - 6_000 },
    callListEntry: {
      entryId: asId<CallListEntryId>("e-1"),
      callListId: asId<CallListId>("l-1"),
      state: "leased",
      phone: "+8613800138001",
      name: "Lin Huimin",
      reason: "Contract ends on 31 December; offer the 1000 Mbit/s renewal.",
      customer: summary(customer),
      leasedBy: AGENT,
      leaseEndsAt: now + 600_000,
      place: { country: "CN", timeZones: ["Asia/Shanghai"] },
      closedBecause: null,
      attempts: [
        {
          at: now - 86_400_000,
          agentId: AGENT,
          outcome: "no-answer",
          disposition: "no-contact",
          permit: { rule: "CN", timeZones: ["Asia/Shanghai"], doNotCallVersion: 5 },
        },
      ],
    },
  };
}

export function view(now: EpochMs, live: ConsoleContact | null, change: Partial<AgentView> = {}): AgentView {
  const states = { offered: "offered", dialing: "on-contact", connected: "on-contact", "wrap-up": "wrap-up" } as const;
  return {
    seq: 1,
    serverNow: now,
    status: {
      agentId: AGENT,
      state: live === null ? "ready" : states[live.phase],
      reason: null,
      since: now - (live === null ? 194_000 : live.phase === "connected" ? 134_000 : 4_000),
      contactId: live?.context.contactId ?? null,
      pendingNotReady: null,
    },
    reachability: { phoneRegistered: true, consoleConnected: true, microphoneReady: true, pbxConnected: true },
    contact: live,
    today: { handled: 17, missedOffers: 1, talkMs: 61 * MINUTE_MS, wrapUpMs: 12 * MINUTE_MS },
    queues: [
      { queueId: SERVICE_QUEUE, waiting: 3, longestWaitSince: now - 71_000 },
      { queueId: SALES_QUEUE, waiting: 0, longestWaitSince: null },
    ],
    parked: [],
    mayDial: true,
    messages: { open: 1, changedAt: now - 5 * MINUTE_MS },
    callbacksChangedAt: now - 5 * MINUTE_MS,
    monitor: null,
    monitoredBy: [],
    ...change,
  };
}
