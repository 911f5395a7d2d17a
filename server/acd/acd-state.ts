import type { AgentConfig, AgentState, NotReadyReason } from "../../shared/domain/agent.ts";
import type { QueueConfig, SkillAlternatives } from "../../shared/domain/queue.ts";
import type { ContactId, OfferId, QueueId, UserId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { AcdEffect } from "./effects.ts";
import type { IndexedHeap } from "./indexed-heap.ts";

/** What a caller asks of an agent: the queue's requirements and their own, merged. Equal demands share a signature. */
export interface Demand {
  readonly signature: string;
  /** Any one is enough; none: anybody will do. */
  readonly alternatives: SkillAlternatives;
}

/** Callers of one queue with equal demands: an agent can serve all of them or none. */
export interface Lane {
  readonly demand: Demand;
  /** By `waitingSince - headStartMs`: this order never changes as time goes by, because everybody's wait grows alike. */
  readonly byPriority: IndexedHeap<Contact>;
  /** By `waitingSince`, for those who waited so long that head starts no longer count. */
  readonly byAge: IndexedHeap<Contact>;
}

/** An agent's place in a queue. */
export interface Seat {
  readonly agent: Agent;
  readonly queue: Queue;
  /** 1 = first choice. */
  readonly preference: number;
  readonly reserve: boolean;
  /** The number of the queue's answered or missed offer that was this agent's last; 0: none yet. */
  lastTurn: number;
}

export interface Queue {
  readonly queueId: QueueId;
  config: QueueConfig;
  /** Of callers without requirements of their own. */
  demand: Demand;
  /** No longer configured; kept until its last caller is gone. */
  retired: boolean;
  /** By opening hours. */
  isOpen: boolean;
  /** Waiting or being offered. */
  readonly contacts: Set<Contact>;
  waitingCount: number;
  /** Offers of this queue that were answered or missed: the turns of round robin. */
  turns: number;
  readonly lanes: Map<string, Lane>;
  readonly seats: Map<UserId, Seat>;
  /** Seats of agents who could be rung now: by preference, then longest idle. */
  readonly free: IndexedHeap<Seat>;
}

/**
 *   waiting <--> offered --> connected --> wrap-up --> (forgotten)
 *      |            |            ^
 *      +-- left ----+            | outbound contacts begin here
 */
export type ContactStage = "waiting" | "offered" | "connected" | "wrap-up";

export interface Contact {
  readonly contactId: ContactId;
  /** null: outbound, never waits. */
  readonly queue: Queue | null;
  readonly ownRequirements: SkillAlternatives;
  readonly waitingSince: EpochMs;
  readonly headStartMs: DurationMs;
  /** waitingSince - headStartMs */
  readonly priorityKey: number;
  readonly isVip: boolean;
  isCallback: boolean;
  readonly preferredAgentId: UserId | null;
  demand: Demand;
  stage: ContactStage;
  lane: Lane | null;
  /** Who is rung, talks or wraps up. */
  agent: Agent | null;
  offerId: OfferId | null;
  offersMade: number;
  /** Who missed this caller -> when they may be rung again for them. At most MISSED_AGENTS_MAX. */
  readonly missedBy: Map<UserId, EpochMs>;
  retryArmed: boolean;
  wrapUpTimeoutMs: DurationMs;
}

export interface Agent {
  readonly agentId: UserId;
  config: AgentConfig;
  /** A map, because a skill may have a name that every JavaScript object has too. */
  skills: ReadonlyMap<string, number>;
  skillTotal: number;
  seats: readonly Seat[];
  state: AgentState;
  reason: NotReadyReason | null;
  since: EpochMs;
  /** Since when the agent waits for work; a ring that ended without the agent's doing does not reset it. */
  idleSince: EpochMs;
  signedInSince: EpochMs;
  /** Ringing, talking and wrapping up since sign-in, without the contact in progress. */
  handledMs: DurationMs;
  /** Since when a contact is in progress; null: none is. */
  occupiedSince: EpochMs | null;
  contact: Contact | null;
  pendingNotReady: NotReadyReason | null;
  /** The pending reason comes from a lost console or phone and goes away when that is back. */
  pendingByLoss: boolean;
  phoneRegistered: boolean;
  consoleConnected: boolean;
  microphoneReady: boolean;
  /** Ready, but not rung until the `hold:` timer fires (the phone was busy or failed). */
  heldOff: boolean;
  /** In the `free` heaps of its queues. */
  indexed: boolean;
  /** No longer configured: signed out for good when the contact is over. */
  leaving: boolean;
}

export interface AcdState {
  readonly queues: Map<QueueId, Queue>;
  readonly agents: Map<UserId, Agent>;
  readonly contacts: Map<ContactId, Contact>;
  readonly offers: Map<OfferId, Contact>;
}

/** One call of `decide`: the state, the time, and the effects so far. */
export interface Step {
  readonly state: AcdState;
  readonly at: EpochMs;
  readonly effects: AcdEffect[];
}

export function createAcd(): AcdState {
  return { queues: new Map(), agents: new Map(), contacts: new Map(), offers: new Map() };
}
