import type { AgentConfig } from "./agent.ts";
import type { Weekday } from "./hours.ts";
import type { QueueId, UserId } from "./ids.ts";
import type { QueueConfig, SkillAlternatives } from "./queue.ts";
import type { DurationMs } from "./time.ts";

/** Where a dialled service number leads. */
export interface EntryPoint {
  readonly dnis: string;
  /** By language, as callers and agents read it. */
  readonly names: Readonly<Record<string, string>>;
  /** A flow in ivr-flows/, e.g. `service-line`; `direct` goes straight to `queueId`. */
  readonly flowId: string;
  readonly queueId: string;
}

/** What people call a skill. The skill itself is a word that never changes, so that renaming it takes nothing from anybody. */
export interface NamedSkill {
  readonly skill: string;
  /** By language, e.g. `{ en: "Billing", zh: "账务" }`. */
  readonly names: Readonly<Record<string, string>>;
}

/** When an agent usually works. It rings nobody and stops nobody: it is what the check of a plan counts on. */
export interface AgentShift {
  readonly agentId: UserId;
  readonly calendarId: string;
}

/** Who is called for what: everything an administrator changes while the centre runs, saved and put into force as a whole. */
export interface RoutingPlan {
  readonly queues: readonly QueueConfig[];
  readonly agents: readonly AgentConfig[];
  readonly entryPoints: readonly EntryPoint[];
  /** Those that have names; a skill without is shown as it is written. */
  readonly skills: readonly NamedSkill[];
  /** Agents without one may work at any time. */
  readonly shifts: readonly AgentShift[];
}

/** Minutes of the wall clock where the queue is. */
export interface WeeklyGap {
  readonly weekday: Weekday;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Mistakes: a plan with one is not saved. */
export const PLAN_MISTAKES = [
  "twice",
  "name-missing",
  /** A skill is called as another one is, or by the word of another: whoever types it would mean either. */
  "name-taken",
  "unknown-queue",
  "unknown-calendar",
  "unknown-flow",
  "unknown-agent",
  "steps-not-in-order",
  "leads-to-itself",
  "level-out-of-range",
] as const;

/** What may be meant, but is told before it is saved. */
export const PLAN_WARNINGS = [
  /** A queue of which nobody is a member. */
  "no-members",
  /** No member has the skills at the levels asked for; `relaxedAfterMs`: from when on somebody would do. */
  "nobody-can-serve",
  /** One of several alternatives helps nobody. */
  "alternative-nobody-has",
  /** Open, but nobody who could serve is on shift. */
  "nobody-on-shift",
  /** All who could serve are reserve: callers who are no VIPs wait until the service level is missed. */
  "only-reserve",
  "not-reached",
  "step-after-the-end",
  "overflow-in-a-circle",
  /** Callers are kept for the agent of last time longer than until they come before everybody after them, which ends it. */
  "kept-past-promotion",
  /** ... or until the longest wait, which ends with the treatment: nobody else would have been rung for them. */
  "kept-to-the-end",
  "agent-without-queue",
] as const;
export type PlanFindingCode = (typeof PLAN_MISTAKES)[number] | (typeof PLAN_WARNINGS)[number];

/** One thing worth knowing about a plan, with what it is about; what does not apply is null or empty. */
export interface PlanFinding {
  readonly severity: "mistake" | "warning";
  readonly code: PlanFindingCode;
  readonly queueId: QueueId | null;
  readonly agentId: UserId | null;
  readonly dnis: string | null;
  /** The name or id that is wrong, e.g. of a queue that does not exist. */
  readonly subject: string | null;
  /** What is asked for and cannot be served. */
  readonly alternatives: SkillAlternatives;
  readonly relaxedAfterMs: DurationMs | null;
  readonly gaps: readonly WeeklyGap[];
}

/** Bounds of a plan. */
export const PLAN_QUEUES_MAX = 200;
export const PLAN_AGENTS_MAX = 2_000;
export const PLAN_ENTRY_POINTS_MAX = 500;
export const PLAN_SKILLS_MAX = 500;
export const PLAN_CALENDARS_MAX = 500;
export const PLAN_FINDINGS_MAX = 200;
