import { asId, type ContactId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import type { HolidaySet, HoursCalendar, OpenRange } from "../../../shared/domain/hours.ts";
import { QUEUE_DEFAULTS } from "../../../shared/domain/queue.ts";
import type { PlanFinding } from "../../../shared/domain/routing-plan.ts";
import { ALERT_DEFAULTS } from "../../../shared/domain/queue-alerts.ts";
import { NEVER_CHANGED } from "../../../shared/domain/setting-revision.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import { WAITING_DEFAULTS, type WaitingOptions } from "../../../shared/domain/waiting.ts";
import type { RoutingPlanInForce } from "../../../shared/wire/routing-schemas.ts";
import { CONTACT, QUEUES, SERVICE_QUEUE, session } from "./fixtures.ts";

/** What administrators set: the routing plan with what is wrong in it, opening hours, how callers wait. */

const OFFICE_HOURS: readonly OpenRange[] = [
  { opensAtMinute: 540, closesAtMinute: 720 },
  { opensAtMinute: 780, closesAtMinute: 1_080 },
];
const SALES = asId<QueueId>("sales");
const ANA = asId<UserId>("u-2");

const NONE = {
  queueId: null,
  agentId: null,
  dnis: null,
  subject: null,
  alternatives: [],
  relaxedAfterMs: null,
  gaps: [],
};

export const PLAN_FINDINGS: readonly PlanFinding[] = [
  { ...NONE, severity: "mistake", code: "unknown-queue", dnis: "4002", subject: "returns" },
  {
    ...NONE,
    severity: "warning",
    code: "nobody-on-shift",
    queueId: SERVICE_QUEUE,
    alternatives: [[{ skill: "german", minLevel: 3 }]],
    gaps: [{ weekday: "saturday", fromMinute: 600, toMinute: 960 }],
  },
  { ...NONE, severity: "warning", code: "only-reserve", queueId: SALES },
];

export const NAMED_SKILLS: RoutingPlanInForce["skills"] = [
  { skill: "english", names: { en: "English", zh: "英语" } },
  { skill: "german", names: { en: "German", zh: "德语" } },
];

export function routingPlan(now: EpochMs): RoutingPlanInForce {
  const agent = session("agent", now).user;
  return {
    revision: 7,
    calendars: [{ calendarId: "office", names: { en: "Office hours", zh: "办公时间" } }],
    queues: QUEUES.map(({ queueId, names }) => ({
      ...QUEUE_DEFAULTS,
      queueId,
      names,
      alternatives:
        queueId === SERVICE_QUEUE ? [[{ skill: "german", minLevel: 3 }], [{ skill: "english", minLevel: 5 }]] : [],
      relaxation: queueId === SERVICE_QUEUE ? [{ afterMs: 60_000, alternatives: [] }] : [],
      overflow: queueId === SERVICE_QUEUE ? [{ afterMs: 120_000, queueId: SALES }] : [],
      calendarId: "office",
    })),
    agents: [
      {
        agentId: agent.userId,
        displayName: agent.displayName,
        skills: { german: 2, english: 8 },
        memberships: [
          { queueId: SERVICE_QUEUE, preference: 1, reserve: false },
          { queueId: SALES, preference: 2, reserve: true },
        ],
      },
      { agentId: ANA, displayName: "Alexandra Featherstonehaugh-Wolfeschlegel", skills: {}, memberships: [] },
    ],
    entryPoints: [
      { dnis: "4001", names: { en: "Service line", zh: "服务热线" }, flowId: "service-line", queueId: "service" },
      { dnis: "4002", names: { en: "Sales line", zh: "销售热线" }, flowId: "sales-line", queueId: "returns" },
    ],
    skills: NAMED_SKILLS,
    shifts: [{ agentId: agent.userId, calendarId: "office" }],
  };
}

export const HOURS: {
  readonly calendars: readonly HoursCalendar[];
  readonly revisions: readonly object[];
  readonly holidaySets: readonly HolidaySet[];
} = {
  revisions: [],
  calendars: [
    {
      calendarId: "office",
      names: { en: "Office hours", zh: "办公时间" },
      timeZone: "Asia/Shanghai",
      weekly: {
        monday: OFFICE_HOURS,
        tuesday: OFFICE_HOURS,
        wednesday: OFFICE_HOURS,
        thursday: OFFICE_HOURS,
        friday: OFFICE_HOURS,
        saturday: [{ opensAtMinute: 600, closesAtMinute: 960 }],
        sunday: [],
      },
      exceptions: [
        {
          date: "2026-12-24",
          ranges: [{ opensAtMinute: 540, closesAtMinute: 720 }],
          names: { en: "Stocktaking", zh: "盘点" },
        },
        { date: "2027-01-01", ranges: [], names: { en: "New Year", zh: "元旦" } },
      ],
    },
  ],
  holidaySets: [
    {
      holidaySetId: "cn-2026",
      country: "CN",
      year: 2026,
      names: { en: "China 2026", zh: "中国 2026" },
      publishedBy: "国务院办公厅",
      publishedOn: "2025-11-04",
      sourceUrl: "https://www.gov.cn/",
      holidays: [
        {
          names: { en: "National Day", zh: "国庆节" },
          firstDate: "2026-10-01",
          lastDate: "2026-10-07",
          workedDates: ["2026-10-10"],
        },
      ],
    },
  ],
};

/** Of the service queue, as the board has them; changed by somebody meanwhile. */
export function queueAlerts(now: EpochMs, isChanged: boolean): object {
  if (!isChanged) return { alerts: ALERT_DEFAULTS, ...NEVER_CHANGED };
  const alerts = { longestWaitMs: 45_000, serviceLevelTarget: 0.9, poorVoiceMos: 3.2 };
  return { alerts, revision: 1, changed: { at: now - 20_000, by: "Grace Okafor" } };
}

/** As others have changed it `changes` times. */
export function waitingOptions(now: EpochMs, changes = 0): object {
  return {
    options: QUEUES.map(
      ({ queueId }): WaitingOptions => ({ ...WAITING_DEFAULTS, queueId, lastAgentWaitMs: changes * 1_000 }),
    ),
    revisions: QUEUES.map(({ queueId }) => ({
      queueId,
      revision: changes,
      changed: changes === 0 ? null : { at: now - 60_000, by: "Grace Okafor" },
    })),
  };
}

/** Two parts of one contact: a good one, and one that the agent's own network spoilt. */
export function quality(now: EpochMs): object {
  const part = (agentId: UserId, from: number, mosMin: number, cause: "none" | "own-network") => ({
    contactId: asId<ContactId>(CONTACT),
    agentId,
    firstAt: from,
    lastAt: from + 90_000,
    mosMean: (mosMin + 4.2) / 2,
    mosMin,
    lossPercent: cause === "none" ? 0.1 : 6.4,
    jitterMs: 12,
    rttMs: 84,
    lineLossPercent: 0,
    lineJitterMs: 3,
    cause,
    points: Array.from({ length: 9 }, (_, index) => ({
      at: from + index * 10_000,
      windowMs: 10_000,
      mos: index % 3 === 1 ? mosMin : 4.2,
      cause: index % 3 === 1 ? cause : "none",
    })),
  });
  return {
    parts: [
      part(session("agent", now).user.userId, now - 300_000, 4.1, "none"),
      part(ANA, now - 190_000, 2.4, "own-network"),
    ],
  };
}
