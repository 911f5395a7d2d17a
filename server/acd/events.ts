import type { AgentConfig, NotReadyReason } from "../../shared/domain/agent.ts";
import type { QueueConfig, SkillAlternatives } from "../../shared/domain/queue.ts";
import type { ContactId, OfferId, QueueId, TimerId, UserId } from "../../shared/domain/ids.ts";
import type { GivenBy } from "../../shared/domain/routing-explanation.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";

/** How a ring ended without an answer. Each leads to a different agent state; the caller keeps position and age. */
export type OfferFailure = "no-answer" | "rejected" | "unreachable" | "busy" | "failed";

/**
 * The routing core's only input, from one totally ordered, journaled log. Ids arrive in events; times come beside them
 * (`decide(state, event, at)`), so that live calls, replay and simulation run the same code.
 */
export type AcdEvent =
  | { readonly type: "configured"; readonly queues: readonly QueueConfig[]; readonly agents: readonly AgentConfig[] }
  | { readonly type: "agent-signed-in"; readonly agentId: UserId }
  | { readonly type: "agent-signed-out"; readonly agentId: UserId }
  /** Availability is proven before an offer: the phone is registered, the console answers, the microphone is there. */
  | {
      readonly type: "agent-reachability";
      readonly agentId: UserId;
      readonly phoneRegistered: boolean;
      readonly consoleConnected: boolean;
      readonly microphoneReady: boolean;
    }
  | {
      readonly type: "agent-ready";
      readonly agentId: UserId;
      /** Back from a loss they had no part in (page reloaded, network): idle since when they were, so they keep their turn. */
      readonly keepsTurn?: true;
      /** Since when they have waited, if from before this event (given back after a restart: they keep their turn, too). */
      readonly since?: EpochMs;
    }
  | {
      readonly type: "agent-not-ready";
      readonly agentId: UserId;
      readonly reason: NotReadyReason;
      /** When it began, if earlier than this event (given back after a restart: a break goes on). */
      readonly since?: EpochMs;
    }
  /** Outbound: the agent is taken by a contact they dial themselves. */
  | {
      readonly type: "agent-dialing";
      readonly agentId: UserId;
      readonly contactId: ContactId;
      readonly wrapUpTimeoutMs: DurationMs;
      /** When they took it, if earlier than this event (adopted after a restart: they have talked for longer). */
      readonly since?: EpochMs;
    }
  | {
      readonly type: "contact-queued";
      readonly contactId: ContactId;
      readonly queueId: QueueId;
      /** On top of what the queue asks for; [] = nothing. */
      readonly requirements: SkillAlternatives;
      readonly headStartMs: DurationMs;
      /** VIP callers go to the most skilled free agent whatever the queue's strategy. */
      readonly isVip: boolean;
      /** The caller's own agent: first choice while free. */
      readonly preferredAgentId: UserId | null;
      /** So long after `waitingSince` only that agent is offered, if signed in; promotion ends it early. 0: does not wait. */
      readonly preferredWaitMs: DurationMs;
      /** A promise without a line behind it: keeps its place, is never treated (full, closed ...), only offered. */
      readonly isCallback: boolean;
      /** A contact of the same caller that waits: this one takes its place (older wait, better head start). */
      readonly mergeWith: ContactId | null;
      /** When the wait began, if earlier than this event (adopted after a restart: age is kept). */
      readonly waitingSince: number | null;
      /** For all their age they come only now (the exchange had them while no server was there): full or closed, they are turned away. */
      readonly isNew?: true;
      /** Offers made before (by an earlier run, or before they were taken back from an agent): the next one's id is a new one. */
      readonly offersMade?: number;
      /** Whose phone rang for them when the server was killed: offered to this agent again, it rings until then. */
      readonly rung?: { readonly agentId: UserId; readonly until: EpochMs };
    }
  /**
   * For this agent and nobody else (transfer, consult, a parked call that comes back): rung like any offer; when it fails the
   * contact is forgotten and refused with `agent-unavailable`. A not-ready agent goes back to their reason afterwards.
   */
  | {
      readonly type: "contact-direct";
      readonly contactId: ContactId;
      /** Never used before: a contact may be offered in person more than once. */
      readonly offerId: OfferId;
      readonly agentId: UserId;
      readonly ringTimeoutMs: DurationMs;
      readonly wrapUpTimeoutMs: DurationMs;
    }
  /**
   * The agent, talking or wrapping up, goes on with another contact (the other one of two calls, a parked one taken back);
   * the one before is no concern of the core any more.
   */
  | {
      readonly type: "agent-switched";
      readonly agentId: UserId;
      readonly contactId: ContactId;
      readonly wrapUpTimeoutMs: DurationMs;
    }
  /** The waiting caller hung up on the promise of a callback: place and age stay. */
  | { readonly type: "contact-callback"; readonly contactId: ContactId }
  /** A supervisor sends the waiting caller to another queue's line, with their age; not a promised callback, nor who is being offered. */
  | { readonly type: "contact-redirected"; readonly contactId: ContactId; readonly queueId: QueueId }
  /**
   * A supervisor gives a waiting caller to one agent of the caller's queue, who is to take calls, for `waitMs` from now; null: takes
   * back what was given, whoever is free serves them. Skills and reserve are the supervisor's to judge.
   */
  | {
      readonly type: "contact-given";
      readonly contactId: ContactId;
      readonly agentId: UserId | null;
      readonly by: GivenBy;
      readonly waitMs: DurationMs;
    }
  /** Opening hours are computed outside. A queue is open until this says otherwise. */
  | { readonly type: "queue-hours"; readonly queueId: QueueId; readonly open: boolean }
  /** The caller is gone while waiting or being offered. */
  | { readonly type: "contact-left"; readonly contactId: ContactId }
  | { readonly type: "offer-answered"; readonly offerId: OfferId }
  | { readonly type: "offer-failed"; readonly offerId: OfferId; readonly failure: OfferFailure }
  /** The conversation (in- or outbound) is over: wrap-up begins. */
  | { readonly type: "contact-ended"; readonly contactId: ContactId }
  | { readonly type: "wrap-up-done"; readonly agentId: UserId; readonly contactId: ContactId }
  | { readonly type: "timer-fired"; readonly timerId: TimerId };

export type AcdEventType = AcdEvent["type"];
