import type { ContactId, QueueId, UserId } from "./ids.ts";
import type { EpochMs } from "./time.ts";

/**
 * What an agent is doing, as the ACD sees it.
 *
 *   signed-out --sign in--> not-ready <--request--> ready
 *   ready --offer--> offered --answer--> on-contact --hang-up--> wrap-up --done/timeout--> ready | not-ready
 *   offered --no answer/reject/unreachable--> not-ready | ready (by the outcome)
 *   ready | not-ready --dial--> on-contact          (outbound preview)
 */
export const AGENT_STATES = ["signed-out", "not-ready", "ready", "offered", "on-contact", "wrap-up"] as const;
export type AgentState = (typeof AGENT_STATES)[number];

/** Why an agent is not ready. The first five are chosen by the agent, the rest are set by the system. */
export const NOT_READY_REASONS = [
  "break",
  "lunch",
  "meeting",
  "training",
  "admin-work",
  "just-signed-in",
  "ring-no-answer",
  "rejected-offer",
  "phone-unreachable",
  "console-disconnected",
  "after-wrap-up",
  "monitoring",
] as const;
export type NotReadyReason = (typeof NOT_READY_REASONS)[number];
export const AGENT_CHOSEN_REASONS: readonly NotReadyReason[] = NOT_READY_REASONS.slice(0, 5);

/** Skill name -> level 1 (knows a little) .. 10 (expert). */
export type SkillLevels = Readonly<Record<string, number>>;

export interface AgentStatus {
  readonly agentId: UserId;
  readonly state: AgentState;
  readonly reason: NotReadyReason | null;
  readonly since: EpochMs;
  readonly contactId: ContactId | null;
  /** The agent asked to be not ready as soon as the current contact is over. */
  readonly pendingNotReady: NotReadyReason | null;
}

/** A console or phone lost in a call, which is usually back before the call is over. */
const LOSSES: readonly (NotReadyReason | null)[] = ["console-disconnected", "phone-unreachable"];

/** Takes calls, if not now then next: not who is away, or will be after this call. */
export function takesCalls({ state, pendingNotReady }: Pick<AgentStatus, "state" | "pendingNotReady">): boolean {
  if (state === "signed-out" || state === "not-ready") return false;
  return pendingNotReady === null || LOSSES.includes(pendingNotReady);
}

export interface QueueMembership {
  readonly queueId: QueueId;
  /** 1 = first choice; a lower number is served before a higher one. */
  readonly preference: number;
  /** Serves VIPs; others only while the queue's service level for them is missed, or when they waited too long. */
  readonly reserve: boolean;
}

export interface AgentConfig {
  readonly agentId: UserId;
  readonly displayName: string;
  readonly skills: SkillLevels;
  readonly memberships: readonly QueueMembership[];
}
