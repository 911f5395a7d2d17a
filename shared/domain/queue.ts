import type { QueueId } from "./ids.ts";
import type { DurationMs } from "./time.ts";

/**
 * How a queue chooses among free agents. All but `most-skilled` look at the agents' preference number for the queue first.
 *
 * - `longest-idle`: who has waited for work longest
 * - `least-occupied`: the smallest share of time since sign-in spent ringing, talking or wrapping up
 * - `round-robin`: whose last call from this queue lies furthest back; who never had one comes first
 * - `most-skilled`: the highest sum of levels in the skills asked for
 *
 * Ties: longest idle, then the agent's id. A VIP gets the most skilled agent whatever the strategy.
 */
export const AGENT_SELECTION_STRATEGIES = ["longest-idle", "least-occupied", "round-robin", "most-skilled"] as const;
export type AgentSelectionStrategy = (typeof AGENT_SELECTION_STRATEGIES)[number];

export interface SkillRequirement {
  readonly skill: string;
  /** 1..10 */
  readonly minLevel: number;
}

/**
 * Any one of the alternatives is enough; within one, everything is required. Empty: nothing is required.
 * At most ALTERNATIVES_MAX of at most REQUIREMENTS_MAX each.
 */
export type SkillAlternatives = readonly (readonly SkillRequirement[])[];
export const ALTERNATIVES_MAX = 8;
export const REQUIREMENTS_MAX = 8;
/** Relaxation and overflow steps of one queue, each. */
export const QUEUE_STEPS_MAX = 4;

/** From `afterMs` of waiting on these alternatives count instead of the queue's; what the caller asked for stays. */
export interface RelaxationStep {
  readonly afterMs: DurationMs;
  readonly alternatives: SkillAlternatives;
}

/** From `afterMs` of waiting on the caller also waits in that queue's line, with their age; the figures stay here. */
export interface OverflowStep {
  readonly afterMs: DurationMs;
  readonly queueId: QueueId;
}

/** How the wait ends for a caller who is not to wait (any more). The routing core only names it; the application does it. */
export const CALLER_TREATMENTS = ["voicemail", "callback", "goodbye"] as const;
export interface CallerTreatment {
  readonly kind: (typeof CALLER_TREATMENTS)[number];
}
/** `overflow`: the caller moves to that queue with their age, figures and all. */
export type RefusalTreatment = CallerTreatment | { readonly kind: "overflow"; readonly queueId: QueueId };
/** `wait`: nothing happens. */
export type QueueTreatment = RefusalTreatment | { readonly kind: "wait" };

export const TREATMENT_REASONS = ["queue-full", "max-wait", "no-agents", "closed"] as const;
export type TreatmentReason = (typeof TREATMENT_REASONS)[number];

/** What closing does to those who wait: they are still served, or `onClosed` is done with them. */
export const CLOSING_RULES = ["serve-waiting", "treat-waiting"] as const;
export type ClosingRule = (typeof CLOSING_RULES)[number];

export interface QueueConfig {
  readonly queueId: QueueId;
  /** Names by language, e.g. `{ en: "Service", zh: "客户服务" }`. */
  readonly names: Readonly<Record<string, string>>;
  readonly strategy: AgentSelectionStrategy;
  readonly alternatives: SkillAlternatives;
  /** By `afterMs`; the last one that is due counts. At most QUEUE_STEPS_MAX. */
  readonly relaxation: readonly RelaxationStep[];
  /** All that are due count. At most QUEUE_STEPS_MAX. */
  readonly overflow: readonly OverflowStep[];
  readonly ringTimeoutMs: DurationMs;
  readonly wrapUpTimeoutMs: DurationMs;
  /** T_max of numbers.md: whoever waited this long is served before any head start. */
  readonly promotionAfterMs: DurationMs;
  readonly serviceLevelThresholdMs: DurationMs;
  /** Abandons shorter than this are "short" and can be excluded from the service level. */
  readonly shortAbandonMs: DurationMs;
  readonly announceEveryMs: DurationMs;
  /** Callers on the line who may wait; promised callbacks do not count. */
  readonly waitingMax: number;
  readonly onFull: RefusalTreatment;
  /** null: as long as they like. */
  readonly maxWaitMs: DurationMs | null;
  readonly onMaxWait: QueueTreatment;
  /** Nobody is signed in who could serve this caller now or after a later step. */
  readonly onNoAgents: QueueTreatment;
  readonly onClosed: RefusalTreatment;
  readonly closingRule: ClosingRule;
  /** Opening hours; null: always open. */
  readonly calendarId: string | null;
  /** Reserve agents serve VIPs only while this share (0..1) of the other callers is answered within the threshold. */
  readonly reserveWhileServiceLevelAtLeast: number;
}

/** What a new queue begins with. */
export const QUEUE_DEFAULTS: Omit<QueueConfig, "queueId" | "names"> = {
  strategy: "longest-idle",
  alternatives: [],
  relaxation: [],
  overflow: [],
  ringTimeoutMs: 20_000,
  wrapUpTimeoutMs: 120_000,
  // T_max of numbers.md: with it a normal caller waited 564 s at most under a load of 1.2 with 80 % VIPs.
  promotionAfterMs: 180_000,
  serviceLevelThresholdMs: 20_000,
  shortAbandonMs: 5_000,
  announceEveryMs: 30_000,
  waitingMax: 500,
  onFull: { kind: "goodbye" },
  maxWaitMs: null,
  onMaxWait: { kind: "wait" },
  onNoAgents: { kind: "wait" },
  onClosed: { kind: "goodbye" },
  closingRule: "serve-waiting",
  calendarId: null,
  reserveWhileServiceLevelAtLeast: 0.8,
};
