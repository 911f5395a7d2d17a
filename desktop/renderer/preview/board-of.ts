import { AGENT_CHOSEN_REASONS } from "../../../shared/domain/agent.ts";
import { asId, type ContactId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import { ALERT_DEFAULTS } from "../../../shared/domain/queue-alerts.ts";
import type { Wallboard, WallboardAgent, WallboardQueue } from "../../../shared/wire/wallboard-schemas.ts";

const QUEUES = [
  ["service", "Customer service", "客户服务"],
  ["sales", "Sales", "销售"],
  ["faults", "Faults and repair, broadband and leased lines", "宽带与专线故障报修"],
  ["billing", "Billing", "账单"],
  ["vip", "Golden club", "金卡俱乐部"],
  ["english", "English line", "英语专线"],
  ["collections", "Arrears", "欠费"],
] as const;
const NAMES = [
  "Wang Fang",
  "李娜",
  "Zhang Wei",
  "Liu Yang",
  "陈静",
  "Zhao Lei",
  "Alexandra Featherstonehaugh-Wolfeschlegel",
  "孙丽",
];
const STATES = ["ready", "on-contact", "wrap-up", "not-ready", "offered"] as const;

/** A board of any size that is the same for the same arguments. */
export function boardOf({
  queues,
  agents,
  now,
  seq = 1,
  closed = "sales",
}: {
  queues: number;
  agents: number;
  now: number;
  seq?: number;
  /** The queue that takes nobody now. */
  closed?: string;
}): Wallboard {
  return {
    seq,
    serverNow: now,
    dayStartedAt: now - 8 * 3_600_000,
    pbxConnected: true,
    inIvr: 3,
    queues: QUEUES.slice(0, queues).map((_, index) => ({
      ...queueOf(index, now),
      open: QUEUES[index]?.[0] !== closed,
    })),
    agents: Array.from({ length: agents }, (_, index) => agentOf(index, now)),
  };
}

function queueOf(index: number, now: number): WallboardQueue {
  const [id, en, zh] = QUEUES[index % QUEUES.length] ?? QUEUES[0];
  const waiting = [4, 0, 14, 1, 0, 2, 0][index % 7] ?? 0;
  const answered = 120 - index * 17;
  const share = [0.83, 0.94, 0.61, 0.78, null, 0.88, 0.72][index % 7] ?? null;
  return {
    queueId: asId<QueueId>(id),
    names: { en, zh },
    open: true,
    waiting,
    longestWaitSince: waiting === 0 ? null : now - ([14_000, 0, 192_000, 6_000, 0, 18_000, 0][index % 7] ?? 0),
    readyAgents: index === 2 ? 0 : 2,
    signedInAgents: 6,
    offered: answered + (index === 2 ? 14 : 4) + waiting + (index === 0 ? 9 : 0) + (index === 3 ? 4 : 0),
    answered,
    abandoned: index === 2 ? 14 : 4,
    overflowed: index === 3 ? 3 : 0,
    callbacksPromised: index === 0 ? 6 : 0,
    callbacksReached: index === 0 ? 3 : 0,
    messagesLeft: index === 0 ? 3 : 0,
    turnedAway: index === 3 ? 1 : 0,
    inProgress: waiting,
    callbacksNow: index === 0 ? { waiting: 2, calling: 1, retry: 0 } : { waiting: 0, calling: 0, retry: 0 },
    alerts: ALERT_DEFAULTS,
    messagesOpen: index === 0 ? 2 : 0,
    averageSpeedOfAnswerMs: 11_000 + index * 3_000,
    averageHandleTimeMs: index === 4 ? null : 245_000,
    serviceLevelThresholdMs: 20_000,
    serviceLevels: {
      handled: share,
      "ignore-abandons": share === null ? null : Math.max(0, share - 0.02),
      positive: share === null ? null : Math.max(0, share - 0.03),
      negative: share === null ? null : Math.max(0, share - 0.09),
      "short-abandons-excluded": share,
    },
  };
}

function agentOf(index: number, now: number): WallboardAgent {
  const state = STATES[index % STATES.length] ?? "ready";
  const talking = state === "on-contact" || state === "offered" || state === "wrap-up";
  const contactId = talking ? asId<ContactId>(`c-${index}`) : null;
  return {
    status: {
      agentId: asId<UserId>(`u-${index}`),
      state,
      reason: state === "not-ready" ? (AGENT_CHOSEN_REASONS[index % AGENT_CHOSEN_REASONS.length] ?? "break") : null,
      since: now - ((index * 37) % 900) * 1_000,
      contactId,
      pendingNotReady: index === 6 ? "lunch" : null,
    },
    displayName: `${NAMES[index % NAMES.length]}${index < NAMES.length ? "" : ` ${index}`}`,
    queueIds: [asId<QueueId>("service"), asId<QueueId>(index % 2 === 0 ? "sales" : "faults")],
    withWhom: talking ? (index % 2 === 0 ? "Dalian Harbour Logistics" : "+86138••••8001") : null,
    held: index === 11,
    handledToday: (index * 7) % 40,
    talking: state === "on-contact",
    monitors:
      state === "on-contact" && index < 5 ? (["listen", "whisper", "barge"] as const).slice(0, 1 + (index % 3)) : [],
    voice: talking && index % 5 === 2 ? { poor: true, mos: 3.3, cause: "own-network" as const } : null,
  };
}
