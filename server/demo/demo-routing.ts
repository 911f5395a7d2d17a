import type { AgentConfig, SkillLevels } from "../../shared/domain/agent.ts";
import { QUEUE_DEFAULTS, type QueueConfig } from "../../shared/domain/queue.ts";
import { asId, type QueueId } from "../../shared/domain/ids.ts";
import type { EntryPoint, NamedSkill } from "../../shared/domain/routing-plan.ts";
import { WAITING_DEFAULTS, type WaitingOptions } from "../../shared/domain/waiting.ts";
import { DEMO_SERVICE_NUMBERS } from "./demo-cases.ts";
import { DEMO_LOGINS } from "./demo-logins.ts";

const SERVICE = asId<QueueId>("service");
const VIP_CARE = asId<QueueId>("vip-care");
const SALES = asId<QueueId>("sales");

/** Only VIP care asks for a skill: an agent added by hand, without skills, is to get calls from the other two at once. */
export const DEMO_QUEUES: readonly QueueConfig[] = [
  {
    ...QUEUE_DEFAULTS,
    queueId: SERVICE,
    names: { en: "Service", zh: "客户服务" },
  },
  {
    ...QUEUE_DEFAULTS,
    queueId: VIP_CARE,
    names: { en: "VIP care", zh: "贵宾专席" },
    strategy: "most-skilled",
    alternatives: [[{ skill: "service", minLevel: 6 }]],
    serviceLevelThresholdMs: 10_000,
  },
  {
    ...QUEUE_DEFAULTS,
    queueId: SALES,
    names: { en: "Sales", zh: "销售" },
  },
];

/** Whoever calls VIP care again within a week reaches, if possible, the person who knows the matter. */
export const DEMO_WAITING: readonly WaitingOptions[] = [
  { ...WAITING_DEFAULTS, queueId: VIP_CARE, lastAgentWaitMs: 30_000 },
];

export const DEMO_ENTRY_POINTS: readonly EntryPoint[] = [
  {
    dnis: DEMO_SERVICE_NUMBERS.service,
    names: { en: "Service line", zh: "客服热线" },
    flowId: "service-line",
    queueId: SERVICE,
  },
  {
    dnis: DEMO_SERVICE_NUMBERS.serviceDirect,
    names: { en: "Service, straight to an agent", zh: "客服，直接转人工" },
    flowId: "direct",
    queueId: SERVICE,
  },
  {
    dnis: DEMO_SERVICE_NUMBERS.sales,
    names: { en: "Sales line", zh: "销售热线" },
    flowId: "sales-line",
    queueId: SALES,
  },
  {
    dnis: DEMO_SERVICE_NUMBERS.vipCare,
    names: { en: "VIP care, straight to an agent", zh: "贵宾专席，直接转人工" },
    flowId: "direct",
    queueId: VIP_CARE,
  },
];

export const DEMO_SKILLS: readonly NamedSkill[] = [
  { skill: "service", names: { en: "Service", zh: "客户服务" } },
  { skill: "sales", names: { en: "Sales", zh: "销售" } },
  { skill: "billing", names: { en: "Billing", zh: "账务" } },
  { skill: "english", names: { en: "English", zh: "英语" } },
  { skill: "mandarin", names: { en: "Mandarin", zh: "普通话" } },
];

const SKILLS: Readonly<Record<string, { readonly skills: SkillLevels; readonly queues: readonly QueueId[] }>> = {
  ana: { skills: { service: 8, billing: 7, english: 9, mandarin: 3 }, queues: [SERVICE, VIP_CARE, SALES] },
  bo: { skills: { service: 5, sales: 3, english: 8 }, queues: [SERVICE, SALES] },
  chen: { skills: { service: 9, billing: 8, english: 6, mandarin: 10 }, queues: [VIP_CARE, SERVICE] },
  dara: { skills: { service: 4, sales: 8, english: 9 }, queues: [SALES, SERVICE] },
  eli: { skills: { service: 3, english: 8, mandarin: 2 }, queues: [SERVICE] },
  fang: { skills: { service: 6, sales: 7, mandarin: 10, english: 4 }, queues: [SALES, SERVICE, VIP_CARE] },
};

/** Queues in the order of preference; whoever lacks a required skill is a member all the same and is passed over. */
export const DEMO_AGENTS: readonly AgentConfig[] = DEMO_LOGINS.flatMap(({ userId, login: name, displayName }) => {
  const known = SKILLS[name];
  if (!known) return [];
  const memberships = known.queues.map((queueId, index) => ({ queueId, preference: index + 1, reserve: false }));
  return [{ agentId: userId, displayName, skills: known.skills, memberships }];
});
