import type { ContactContext, ContactRecord } from "../../shared/domain/contact.ts";
import type { CustomerRecord, CustomerSummary } from "../../shared/domain/customer.ts";
import {
  asId,
  type AgendaEntryId,
  type ContactId,
  type CustomerId,
  type OfferId,
  type QueueId,
  type UserId,
} from "../../shared/domain/ids.ts";
import type { CallQuality, VoiceSample } from "../../shared/domain/call-quality.ts";
import type { RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import { ENTRY_ID, entryFor, LIST_ID } from "./call-list-examples.ts";
import type {
  AgendaPush,
  AgentView,
  CommandArgs,
  CommandName,
  ConsoleStarted,
  ContactTimeline,
} from "../../shared/wire/console.ts";
import type { Wallboard } from "../../shared/wire/wallboard-schemas.ts";
import type { Notice } from "../../shared/wire/notice-schema.ts";
import type { WaitingLine } from "../../shared/wire/waiting-line-schema.ts";
import { SUPERVISOR_COMMAND_EXAMPLES, MONITORING } from "./monitor-examples.ts";

/** One valid example of everything that crosses the wire, with all optional parts filled. */
const NOON = Date.UTC(2026, 10, 21, 4);
export const AGENT_ID = asId<UserId>("user-agent");
export const CONTACT_ID = asId<ContactId>("contact-1");
const QUEUE_ID = asId<QueueId>("service");
const OFFER_ID = asId<OfferId>("contact-1.o1");
export const CUSTOMER_ID = asId<CustomerId>("cust-1");

const SUMMARY: CustomerSummary = {
  customerId: CUSTOMER_ID,
  name: "王小明",
  company: "Acme Networks",
  kind: "person",
  language: "zh",
  tier: "gold",
  isVip: true,
  phones: ["+8613800138001"],
  account: "100200300",
};

const CLASSIFICATION: CustomerRecord["classification"] = {
  tier: "gold",
  isVip: true,
  score: 82,
  percentile: 0.93,
  headStartMs: 60_000,
  reasons: [{ code: "revenue", input: 128_000, points: 31 }],
  modelVersion: "value-1",
};

const CUSTOMER: CustomerRecord = {
  ...SUMMARY,
  identifiers: [{ kind: "phone", value: "+8613800138001", display: "138 0013 8001" }],
  classification: CLASSIFICATION,
  parents: [{ customerId: asId<CustomerId>("cust-9"), name: "Acme Group" }],
  children: [],
  balance: { amountMinor: 12_850, currency: "CNY", dueAt: NOON },
  membership: { programme: "Plus", points: 1_200 },
  services: [{ name: "Fibre 1000", status: "active", since: NOON }],
  customerSince: NOON,
  notes: "Prefers the morning.",
};

const NOT_READY: RoutingExplanation["others"][number] = {
  agentId: asId<UserId>("user-c"),
  because: "not-ready",
  lacks: null,
  notReadyReason: "training",
  ...{ idleMs: 0, occupancy: 0.4, skillSum: 6, preference: 1, reserve: false },
};
const ROUTING: RoutingExplanation = {
  decidedAt: NOON,
  waitedMs: 1_200,
  headStartMs: 60_000,
  promoted: false,
  rule: "longest-idle",
  isCallback: false,
  queueId: QUEUE_ID,
  viaQueueId: QUEUE_ID,
  alternatives: [[{ skill: "mandarin", minLevel: 5 }]],
  relaxationStep: 0,
  overflowedTo: [],
  chosen: { agentId: AGENT_ID, idleMs: 42_000, occupancy: 0.61, skillSum: 8, preference: 1, reserve: false },
  others: [
    {
      agentId: asId<UserId>("user-b"),
      because: "level-too-low",
      lacks: { skill: "mandarin", minLevel: 5, level: 2 },
      idleMs: 40_000,
      occupancy: 0.7,
      skillSum: 2,
      preference: 2,
      reserve: true,
    },
  ],
  before: {
    because: "priority",
    runnerUp: {
      contactId: asId<ContactId>("contact-2"),
      queueId: QUEUE_ID,
      waitedMs: 20_000,
      headStartMs: 0,
      promoted: false,
    },
  },
  waiting: null,
};

const CONTEXT: ContactContext = {
  contactId: CONTACT_ID,
  direction: "inbound",
  ani: { e164: "+8613800138001", raw: "13800138001", presentation: "allowed" },
  dnis: "4000",
  queueId: QUEUE_ID,
  language: "zh",
  match: { kind: "one", matchedBy: { kind: "phone", value: "+8613800138001" }, customers: [SUMMARY] },
  customerId: CUSTOMER_ID,
  classification: CLASSIFICATION,
  collected: [{ key: "pin", value: "verified", verified: true, at: NOON }],
  arrivedAt: NOON,
  queuedAt: NOON,
  routing: ROUTING,
};

export const RECORD: ContactRecord = {
  contactId: CONTACT_ID,
  direction: "inbound",
  phase: "closed",
  outcome: "handled",
  customerId: CUSTOMER_ID,
  customerName: "王小明",
  agentId: AGENT_ID,
  agentName: "Ana",
  queueId: QUEUE_ID,
  ani: CONTEXT.ani,
  dnis: "4000",
  language: "zh",
  arrivedAt: NOON,
  queuedAt: NOON + 1,
  offeredAt: NOON + 2,
  answeredAt: NOON + 3,
  endedAt: NOON + 4,
  wrapUpEndedAt: NOON + 5,
  heldMs: 0,
  tier: "gold",
  collected: CONTEXT.collected,
  disposition: "resolved",
  note: "Router replaced.",
  missedOffers: 0,
  callListEntryId: ENTRY_ID,
  kind: "call",
  transferredFrom: asId<ContactId>("contact-0"),
  passedOn: { kind: "agent", name: "Bo" },
  headStartMs: 60_000,
  overflowedFrom: [asId<QueueId>("sales")],
  callbackAt: NOON + 2,
  messageAt: NOON + 3,
  answersMessageAt: NOON - 60_000,
  endedBy: "customer",
  voiceMos: 4.31,
};

const ENTRY = entryFor(SUMMARY, AGENT_ID, NOON);

const STATUS: AgentView["status"] = {
  agentId: AGENT_ID,
  state: "on-contact",
  reason: null,
  since: NOON,
  contactId: CONTACT_ID,
  pendingNotReady: "lunch",
};

/** The wire's arrays are mutable, the domain's readonly: a copy is both. */
const wire = <T>(value: unknown): T => structuredClone(value) as T;

export const VIEW: AgentView = wire({
  seq: 7,
  serverNow: NOON,
  status: STATUS,
  reachability: { phoneRegistered: true, consoleConnected: true, microphoneReady: true, pbxConnected: true },
  contact: {
    context: CONTEXT,
    customer: CUSTOMER,
    phase: "connected",
    offerId: OFFER_ID,
    ringing: false,
    ringEndsAt: null,
    held: false,
    heldSince: null,
    connectedAt: NOON,
    endedAt: null,
    wrapUpEndsAt: null,
    draft: { disposition: null, note: "" },
    callListEntry: ENTRY,
    doNotCall: true,
    notReached: "busy",
    endedBy: "line",
    second: { contactId: "contact-2", kind: "agent", name: "Bo", state: "ringing", since: NOON },
    consultedBy: { name: "Bo", state: "conference" },
    transferredBy: "Cy",
    customerGone: false,
    passedOn: { kind: "parking", name: "7" },
  },
  today: { handled: 4, missedOffers: 0, talkMs: 60_000, wrapUpMs: 4_000 },
  queues: [{ queueId: QUEUE_ID, waiting: 2, longestWaitSince: NOON }],
  parked: [
    { contactId: "contact-3", place: 3, who: "Li", parkedBy: "Ana", isMine: true, since: NOON, returnsAt: NOON + 9 },
  ],
  mayDial: true,
  messages: { open: 2, changedAt: NOON },
  callbacksChangedAt: NOON,
  ...MONITORING,
});

export const BOARD: Wallboard = wire({
  seq: 3,
  serverNow: NOON,
  dayStartedAt: NOON,
  pbxConnected: true,
  inIvr: 1,
  queues: [
    {
      queueId: QUEUE_ID,
      names: { en: "Service", zh: "客户服务" },
      open: true,
      waiting: 1,
      longestWaitSince: NOON,
      readyAgents: 1,
      signedInAgents: 2,
      offered: 16,
      answered: 9,
      abandoned: 1,
      overflowed: 1,
      callbacksPromised: 2,
      callbacksReached: 1,
      messagesLeft: 1,
      turnedAway: 1,
      inProgress: 1,
      callbacksNow: { waiting: 1, calling: 0, retry: 0 },
      messagesOpen: 3,
      alerts: { longestWaitMs: 45_000, serviceLevelTarget: 0.9, poorVoiceMos: 3.6 },
      averageSpeedOfAnswerMs: 4_000,
      averageHandleTimeMs: 90_000,
      serviceLevelThresholdMs: 20_000,
      serviceLevels: {
        handled: 0.9,
        "ignore-abandons": 1,
        positive: 0.95,
        negative: 0.85,
        "short-abandons-excluded": null,
      },
    },
  ],
  agents: [
    {
      status: STATUS,
      displayName: "Ana",
      queueIds: [QUEUE_ID],
      withWhom: "138…8001",
      held: false,
      handledToday: 4,
      talking: true,
      monitors: ["listen", "whisper"],
      voice: { poor: true, mos: 3.2, cause: "own-network" },
    },
  ],
});

export const LINE: WaitingLine = {
  seq: 7,
  serverNow: NOON,
  queueId: QUEUE_ID,
  open: true,
  changesAt: NOON + 3_600_000,
  inLine: 1,
  callers: [
    {
      contactId: CONTACT_ID,
      name: "王小明",
      number: "138••••8001",
      tier: "gold",
      waitingSince: NOON,
      headStartMs: 60_000,
      state: "waiting",
      isCallback: false,
      isGuest: false,
      ringsAt: null,
      isCalledFirst: false,
      ownAgent: "Ana",
      expected: { p50Ms: 40_000, p90Ms: 95_000 },
      explanation: {
        ...ROUTING,
        others: [...ROUTING.others, NOT_READY],
        chosen: null,
        before: null,
        waiting: {
          position: 1,
          agents: {
            ...{ talking: 2, ringing: 0, wrappingUp: 0, notReady: 3, lackingSkill: 4, freeButNot: 0, signedOut: 1 },
            notReadyBecause: { break: 2, "just-signed-in": 1 },
          },
          holdsFor: { agentId: AGENT_ID, until: NOON + 30_000 },
          next: { relaxationAt: NOON + 60_000, overflowAt: null, promotionAt: NOON + 180_000, maxWaitAt: null },
        },
      },
    },
  ],
};

export const AGENDA: AgendaPush = {
  serverNow: NOON,
  entries: [
    {
      entryId: asId<AgendaEntryId>("agenda-1"),
      agentId: AGENT_ID,
      customerId: CUSTOMER_ID,
      name: "王小明",
      phone: "+8613800138001",
      dueAt: NOON + 3_600_000,
      timeZone: "Asia/Shanghai",
      note: "Upgrade, after the meeting.",
      contactId: CONTACT_ID,
      createdAt: NOON,
      doneAt: null,
    },
  ],
};

export const NOTICE: Notice = {
  at: NOON,
  code: "callback-no-answer",
  severity: "warning",
  callback: { customerName: null, number: "+8613800138001", attempt: 1, attemptsMax: 3, nextAttemptAt: NOON + 600_000 },
};

export const STARTED: ConsoleStarted = {
  sip: { username: "agent-1", secret: "s".repeat(32), wsUrl: "ws://127.0.0.1:8088/ws", domain: "127.0.0.1" },
  view: VIEW,
  iceServers: [],
};

const NO_LOSS = { lossPercent: 0, jitterMs: 3.5 };
const VOICE_SAMPLE: VoiceSample = {
  windowMs: 10_000,
  heard: { lossPercent: 0.4, jitterMs: 4.2 },
  heardPackets: 498,
  sent: NO_LOSS,
  rttMs: 31,
  jitterBufferMs: 44,
  microphoneSilent: false,
};
export const QUALITY: CallQuality = {
  contactId: CONTACT_ID,
  agentId: AGENT_ID,
  firstAt: NOON,
  lastAt: NOON + 10_000,
  mosMean: 4.31,
  mosMin: 4.2,
  lossPercent: 0.4,
  jitterMs: 4.2,
  rttMs: 31,
  lineLossPercent: 0,
  lineJitterMs: 1,
  cause: "none",
  points: [{ at: NOON + 10_000, windowMs: 10_000, mos: 4.31, cause: "none" }],
};

const contactId = CONTACT_ID;
export const COMMAND_EXAMPLES: {
  readonly [N in CommandName]: { readonly args: CommandArgs<N>; readonly result: unknown };
} = {
  "console.start": { args: {}, result: STARTED },
  "agent.ready": { args: {}, result: undefined },
  "agent.not-ready": { args: { reason: "lunch" }, result: undefined },
  "agent.phone-registered": { args: {}, result: undefined },
  "agent.microphone": { args: { ready: true }, result: undefined },
  "offer.reject": { args: { offerId: OFFER_ID }, result: undefined },
  "call.hold": { args: { contactId }, result: undefined },
  "call.resume": { args: { contactId }, result: undefined },
  "call.hang-up": { args: { contactId }, result: undefined },
  "call.dial": { args: { number: "138 0013 8001" }, result: undefined },
  "call.quality": {
    args: { contactId, sample: VOICE_SAMPLE },
    result: { line: { heard: { lossPercent: 0, jitterMs: 1 }, heardPackets: 500, sent: NO_LOSS, rttMs: 12 } },
  },
  "consult.start": { args: { contactId, target: { kind: "agent", agentId: AGENT_ID } }, result: undefined },
  "consult.swap": { args: { contactId }, result: undefined },
  "consult.conference": { args: { contactId }, result: undefined },
  "consult.complete": { args: { contactId }, result: undefined },
  "consult.cancel": { args: { contactId }, result: undefined },
  "transfer.start": {
    args: { contactId, target: { kind: "skill", queueId: QUEUE_ID, skill: "billing", minLevel: 3 } },
    result: undefined,
  },
  "call.park": { args: { contactId }, result: undefined },
  "call.retrieve": { args: { contactId }, result: undefined },
  "targets.list": {
    args: {},
    result: {
      agents: [{ agentId: AGENT_ID, name: "Ana", state: "not-ready", reason: "lunch", canBeRung: false }],
      queues: [
        {
          queueId: QUEUE_ID,
          names: { en: "Service", zh: "客户服务" },
          waiting: 2,
          longestWaitSince: NOON,
          readyAgents: 1,
          skills: [{ skill: "billing", levelMax: 8, readyAgents: 1 }],
        },
      ],
      mayDial: true,
    },
  },
  "contact.choose-customer": { args: { contactId, customerId: CUSTOMER_ID }, result: undefined },
  "wrap-up.save-draft": { args: { contactId, disposition: null, note: "half a sen" }, result: undefined },
  "wrap-up.complete": {
    args: { contactId, disposition: "resolved", note: "Router replaced.", notReadyReason: null },
    result: undefined,
  },
  "list.next": { args: { callListId: LIST_ID }, result: { entry: ENTRY, pause: null } },
  "list.skip": { args: { entryId: ENTRY_ID }, result: undefined },
  "list.dial": { args: { entryId: ENTRY_ID }, result: undefined },
  "voicemail.call": { args: { voicemailId: "vm-1" }, result: undefined },
  "waiting.watch": { args: { queueId: QUEUE_ID, deep: true }, result: undefined },
  ...SUPERVISOR_COMMAND_EXAMPLES,
};

export const TIMELINE: ContactTimeline = wire({ contactId: CONTACT_ID, customerId: CUSTOMER_ID, contacts: [RECORD] });
