import type { NotReadyReason } from "./agent.ts";
import type { ContactId, QueueId, UserId } from "./ids.ts";
import type { SkillAlternatives } from "./queue.ts";
import type { DurationMs, EpochMs } from "./time.ts";

/**
 * The rule that named the agent: the queue's strategy, `preferred-agent` (the caller's own), `next-free` (the caller
 * waited, and this agent was the first who became free for them), `in-person` (a colleague or a parking place chose them), or `given`
 * (a supervisor gave the waiting caller to them).
 */
export const ROUTING_RULES = [
  "longest-idle",
  "least-occupied",
  "round-robin",
  "most-skilled",
  "preferred-agent",
  "next-free",
  "in-person",
  "given",
] as const;
export type RoutingRule = (typeof ROUTING_RULES)[number];

export const PASSED_OVER_REASONS = [
  "idle-shorter",
  "busier",
  "turn-later",
  "less-skilled",
  "less-preferred",
  "just-missed-it",
  "busy",
  "not-ready",
  /** Has none of a required skill, or not enough of it: `lacks` says which. */
  "lacks-skill",
  "level-too-low",
  /** A reserve seat, and the service level of those who are no VIPs is met. */
  "reserve",
  /** Free, but the caller waits for an agent of their own. */
  "preferred-waits",
  /** Free, but a supervisor gave the caller to another agent. */
  "given-to-another",
] as const;
export type PassedOverReason = (typeof PASSED_OVER_REASONS)[number];

/** What was compared. */
export interface AgentScores {
  readonly agentId: UserId;
  /** Waiting for work, 0 while busy. */
  readonly idleMs: DurationMs;
  /** 0..1: share of the time since sign-in spent ringing, talking or wrapping up. */
  readonly occupancy: number;
  /** Levels in the skills asked for; of all skills, where none is. */
  readonly skillSum: number;
  readonly preference: number;
  readonly reserve: boolean;
}

export interface PassedOverAgent extends AgentScores {
  readonly because: PassedOverReason;
  /** What is missing to the alternative they come closest to. */
  readonly lacks: { readonly skill: string; readonly minLevel: number; readonly level: number } | null;
  /** With `not-ready` only. Left out by the journal of a version before 2026-11-22. */
  readonly notReadyReason?: NotReadyReason;
}

/** Another caller the same agent could have had. */
export interface RunnerUpCaller {
  readonly contactId: ContactId;
  readonly queueId: QueueId;
  readonly waitedMs: DurationMs;
  readonly headStartMs: DurationMs;
  readonly promoted: boolean;
}

/** Why this caller came before the runner-up; `alone`: there was no other one for this agent. */
export const CALLER_FIRST_REASONS = [
  "alone",
  "promoted",
  "queue-preference",
  "priority",
  "age",
  "own-agent",
  "given",
] as const;
export type CallerFirstReason = (typeof CALLER_FIRST_REASONS)[number];

/** Agents of the queues the caller waits in, each counted once per queue, by what stands between them and this caller. */
export interface AgentsInTheWay {
  readonly talking: number;
  readonly ringing: number;
  readonly wrappingUp: number;
  readonly notReady: number;
  /** Signed in, but without the skills or levels asked for, whatever else they do. */
  readonly lackingSkill: number;
  /** Free, but kept for VIPs; or just missed this caller; or the phone needs a moment; or the caller waits for another. */
  readonly freeButNot: number;
  readonly signedOut: number;
  /** Of `notReady`, how many for which reason. Left out: none, or the journal of a version before 2026-11-22. */
  readonly notReadyBecause?: NotReadyCounts;
}

/** Reasons that nobody has are left out. */
export type NotReadyCounts = Partial<Readonly<Record<NotReadyReason, number>>>;

/** What will change for a waiting caller, each at its own time; null: never. */
export interface NextSteps {
  readonly relaxationAt: EpochMs | null;
  readonly overflowAt: EpochMs | null;
  /** Before everybody who waited less, whatever their head start. */
  readonly promotionAt: EpochMs | null;
  readonly maxWaitAt: EpochMs | null;
}

/** The supervisor who gave a waiting caller to an agent; the name as it was then, so that it can be read when they are gone. */
export interface GivenBy {
  readonly userId: UserId;
  readonly displayName: string;
}

/** Why a contact went to an agent (`chosen`), or still waits (`waiting`). Bounded; rebuilt to the letter by replay. */
export interface RoutingExplanation {
  readonly decidedAt: EpochMs;
  readonly waitedMs: DurationMs;
  readonly headStartMs: DurationMs;
  readonly promoted: boolean;
  readonly rule: RoutingRule;
  /** Left out: nobody gave the caller to this agent, or to the one they wait for alone. */
  readonly givenBy?: GivenBy;
  readonly isCallback: boolean;
  /** The caller's queue, and the one whose agents were looked at: another one after an overflow step. null: in person. */
  readonly queueId: QueueId | null;
  readonly viaQueueId: QueueId | null;
  /** What was asked for; any one of the alternatives is enough. */
  readonly alternatives: SkillAlternatives;
  /** The relaxation step in force, 1 = the first; 0: none. */
  readonly relaxationStep: number;
  /** The queues the caller also waits in. */
  readonly overflowedTo: readonly QueueId[];
  readonly chosen: AgentScores | null;
  /** At most 5 runners-up and passed-over agents with the reason. */
  readonly others: readonly PassedOverAgent[];
  /** Offers only. */
  readonly before: { readonly because: CallerFirstReason; readonly runnerUp: RunnerUpCaller | null } | null;
  /** Waiting only. */
  readonly waiting: {
    /** 1 = next */
    readonly position: number;
    readonly agents: AgentsInTheWay;
    /** The caller's own agent, or the one they were given to, whom alone they wait for until then. */
    readonly holdsFor: { readonly agentId: UserId; readonly until: EpochMs } | null;
    readonly next: NextSteps;
  } | null;
}
