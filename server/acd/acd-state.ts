import type { AgentConfig, AgentState, NotReadyReason } from "../../shared/domain/agent.ts";
import type { QueueConfig, SkillAlternatives } from "../../shared/domain/queue.ts";
import type { ContactId, OfferId, QueueId, UserId } from "../../shared/domain/ids.ts";
import type { GivenBy } from "../../shared/domain/routing-explanation.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { ContactList } from "./contact-list.ts";
import type { AcdEffect } from "./effects.ts";
import type { IndexedHeap } from "./indexed-heap.ts";
import { PoolBoard } from "./pool-board.ts";
import type { QueueLine } from "./queue-line.ts";
import type { RankedList } from "./ranked-list.ts";
import type { SeatCounts } from "./seat-counts.ts";

/** What a caller asks of an agent: the queue's requirements and their own, merged. Equal demands share a signature. */
export interface Demand {
  readonly signature: string;
  /** Any one is enough; none: anybody will do. */
  readonly alternatives: SkillAlternatives;
}

/** Callers in one queue's line with equal demands: a seat can serve all of them or none. */
export interface Lane {
  readonly key: string;
  readonly queue: Queue;
  readonly demand: Demand;
  /** VIPs only; where there are no reserve seats, they are among the others. */
  readonly isVip: boolean;
  /** By `waitingSince - headStartMs`: this order never changes as time goes by, because everybody's wait grows alike. */
  readonly byPriority: RankedList<Contact>;
  /** By `waitingSince`, for those who waited so long that head starts no longer count. */
  readonly byAge: RankedList<Contact>;
  /** The seats that can serve these callers; null: not worked out (yet), each agent is asked. */
  pool: SeatPool | null;
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
  /** In the pools of the demands this agent can serve here. */
  readonly entries: PoolEntry[];
}

/** A seat that satisfies a pool's demand. */
export interface PoolEntry {
  readonly seat: Seat;
  readonly pool: SeatPool;
  readonly skillSum: number;
}

/** The free ones of one kind (reserve or not). */
export interface FreeSeats {
  /** As the queue's strategy orders them. */
  readonly byStrategy: IndexedHeap<PoolEntry>;
  /** Most skilled first; made when it is first needed. */
  bySkill: IndexedHeap<PoolEntry> | null;
}

/** The seats of one queue that satisfy one demand: made when the demand first comes up, kept in step from then on. */
export interface SeatPool {
  readonly demand: Demand;
  readonly counts: SeatCounts;
  /** Of callers with this demand, while there are any; a pool that has one is not forgotten. */
  lane: Lane | null;
  vipLane: Lane | null;
  readonly regular: FreeSeats;
  readonly reserve: FreeSeats;
}

/** The last normal (not VIP) callers who were answered or gave up, as a ring. */
export interface ServiceWindow {
  readonly inTime: boolean[];
  next: number;
  inTimeCount: number;
}

export interface Queue {
  readonly queueId: QueueId;
  config: QueueConfig;
  /** Of callers without requirements of their own. */
  demand: Demand;
  /** Demands that came up, by relaxation step and the caller's own requirements. */
  readonly demands: Map<string, Demand>;
  /** No longer configured; kept until its last caller is gone. */
  retired: boolean;
  /** By opening hours. */
  isOpen: boolean;
  /** Those whose own queue this is, waiting or being offered. */
  readonly contacts: ContactList;
  /** The same in the order in which they are served, with those who also wait here. */
  readonly line: QueueLine;
  /** Of `contacts`. */
  waitingCount: number;
  /** Waiting ones without a line behind them. */
  callbackCount: number;
  /** Offers of this queue that were answered or missed: the turns of round robin. */
  turns: number;
  readonly lanes: Map<string, Lane>;
  /** Of `lanes`, those without a pool. */
  looseLanes: number;
  /** Of `pools`, those with a lane. */
  lanePools: number;
  readonly seats: Map<UserId, Seat>;
  reserveSeats: number;
  readonly counts: SeatCounts;
  readonly board: PoolBoard;
  /** Seats of agents who could be rung now. */
  freeSeats: number;
  /** No agent of the queue signed in earlier. */
  earliestSignIn: EpochMs;
  readonly pools: Map<string, SeatPool>;
  readonly service: ServiceWindow;
}

/**
 *   waiting <--> offered --> connected --> wrap-up --> (forgotten)
 *      |            |            ^
 *      +-- left ----+            | outbound contacts begin here
 */
export type ContactStage = "waiting" | "offered" | "connected" | "wrap-up";

/** To whom a supervisor gave a waiting caller. */
export interface Gift {
  readonly agentId: UserId;
  readonly until: EpochMs;
  readonly by: GivenBy;
}

/** Another queue's line in which a caller also waits. */
export interface GuestPlace {
  readonly queue: Queue;
  readonly demand: Demand;
  lane: Lane | null;
}

export interface Contact {
  readonly contactId: ContactId;
  /** The one of its figures. null: outbound or in person, never waits. */
  queue: Queue | null;
  readonly ownRequirements: SkillAlternatives;
  readonly waitingSince: EpochMs;
  readonly headStartMs: DurationMs;
  /** waitingSince - headStartMs */
  readonly priorityKey: number;
  readonly isVip: boolean;
  isCallback: boolean;
  readonly preferredAgentId: UserId | null;
  /** Until then only the preferred agent is offered, while signed in. */
  readonly preferredUntil: EpochMs;
  /** Comes before what they prefer; over for good as soon as they wait for everybody. */
  given: Gift | null;
  /** In their own queue, at the relaxation step in force. */
  demand: Demand;
  /** 1 = the first; 0: none. */
  relaxationStep: number;
  guests: readonly GuestPlace[];
  stage: ContactStage;
  /** Who came to the same queue before and after them; kept by ContactList. */
  previousInQueue: Contact | null;
  nextInQueue: Contact | null;
  /** In their own queue; null while not waiting, and while waiting for their own agent. */
  lane: Lane | null;
  /** Their own agent, or whom they were given to, while they wait for nobody else. */
  heldFor: Agent | null;
  /** They wait for everybody, or their own agent has missed them: never again for one alone. */
  holdOver: boolean;
  /** When the `step:` timer is due; null: none runs. */
  stepAt: EpochMs | null;
  /** Queues that passed this caller on for good; none of them does so again. */
  passedOnBy: readonly QueueId[];
  /** Who is rung, talks or wraps up. */
  agent: Agent | null;
  /** Whose seat is rung. */
  via: Queue | null;
  offerId: OfferId | null;
  offersMade: number;
  /** Whom they rang at before, and how long that was to last: the same ring goes on, it does not begin anew. */
  rung: { readonly agentId: UserId; readonly until: EpochMs } | null;
  /** Who missed this caller -> when they may be rung again for them. At most MISSED_AGENTS_MAX. */
  missedBy: ReadonlyMap<UserId, EpochMs>;
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
  /** Callers who wait for this agent alone; at most HELD_CONTACTS_MAX. */
  readonly held: Set<Contact>;
  pendingNotReady: NotReadyReason | null;
  /** The pending reason comes from a lost console or phone and goes away when that is back. */
  pendingByLoss: boolean;
  phoneRegistered: boolean;
  consoleConnected: boolean;
  microphoneReady: boolean;
  /** Ready, but not rung until the `hold:` timer fires (the phone was busy or failed). */
  heldOff: boolean;
  /** As counted in queues and pools. */
  countedAs: AgentState;
  countedBecause: NotReadyReason | null;
  /** Counted as free to be rung. */
  indexed: boolean;
  /** On the board: for each seat `~place` of its queue, then its pools'. null: to be worked out anew. */
  places: readonly number[] | null;
  /** No longer configured: signed out for good when the contact is over. */
  leaving: boolean;
}

export interface AcdState {
  readonly queues: Map<QueueId, Queue>;
  readonly agents: Map<UserId, Agent>;
  readonly contacts: Map<ContactId, Contact>;
  readonly offers: Map<OfferId, Contact>;
  readonly board: PoolBoard;
}

/** One call of `decide`: the state, the time, and the effects so far. */
export interface Step {
  readonly state: AcdState;
  readonly at: EpochMs;
  readonly effects: AcdEffect[];
  /** Who takes no calls any more, with callers who were given to them: those are looked at when the event is done. */
  released: Agent[] | null;
}

export function createAcd(): AcdState {
  return { queues: new Map(), agents: new Map(), contacts: new Map(), offers: new Map(), board: new PoolBoard() };
}
