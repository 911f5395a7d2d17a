import type { AcdEffect } from "../../server/acd/effects.ts";
import type { AcdEvent } from "../../server/acd/events.ts";
import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { QueueConfig, SkillAlternatives } from "../../shared/domain/queue.ts";
import type { CheckedAcd, Decide } from "./checked-acd.ts";

/** A stream of callers: exponential times between arrivals, patience and handling. */
export interface CallerStream {
  readonly queueId: string;
  readonly meanGapMs: number;
  readonly meanHandlingMs: number;
  /** null: nobody hangs up. */
  readonly meanPatienceMs: number | null;
  readonly vipShare: number;
  readonly headStartMs: number;
  readonly requirements: SkillAlternatives;
  /** Each caller asks for one of these instead; left out: all ask for the same. */
  readonly anyRequirements?: readonly SkillAlternatives[];
}

/** What goes wrong, as shares (0..1) of the events or offers it can happen to. */
export interface Faults {
  readonly duplicatedEvents: number;
  readonly delayedEvents: number;
  readonly delayMaxMs: number;
  /** Lost on the way; the comparison with the PBX finds out within a minute and reports them again. */
  readonly lostEvents: number;
  /** Offers that are refused, missed or fail in one of the five ways. */
  readonly failedOffers: number;
  /** Offers during which console, phone or microphone go away. */
  readonly lostDuringOffer: number;
  /** Things agents do at any time: breaks, signing out, dialling, losing the console. Mean gap; null: never. */
  readonly whimGapMs: number | null;
  /** Mean gap between live changes of the configuration; null: never. */
  readonly reconfigureGapMs: number | null;
}

export const NO_FAULTS: Faults = {
  duplicatedEvents: 0,
  delayedEvents: 0,
  delayMaxMs: 0,
  lostEvents: 0,
  failedOffers: 0,
  lostDuringOffer: 0,
  whimGapMs: null,
  reconfigureGapMs: null,
};

/** What callers and queues do beyond coming, waiting and going. */
export interface Habits {
  /** Callers who have an agent of their own, and how long they wait for them. */
  readonly ownAgentShare: number;
  readonly ownAgentWaitMs: number;
  /** Of those whose patience ends: hang up on the promise of a callback, and keep their place. */
  readonly callbackShare: number;
  /** Callers who have a callback coming and call again: the new call takes its place. */
  readonly callAgainShare: number;
  /** Mean gap between a queue's closing and opening; null: always open. */
  readonly hoursGapMs: number | null;
  /** Mean gap between two callers whom a supervisor gives to an agent; null: never. */
  readonly givenGapMs: number | null;
}

export const NO_HABITS: Habits = {
  ownAgentShare: 0,
  ownAgentWaitMs: 0,
  callbackShare: 0,
  callAgainShare: 0,
  hoursGapMs: null,
  givenGapMs: null,
};

export interface CallCentreOptions {
  readonly seed: number;
  readonly calls: number;
  readonly queues: readonly QueueConfig[];
  readonly agents: readonly AgentConfig[];
  readonly streams: readonly CallerStream[];
  /** Left out: none. */
  readonly habits?: Habits;
  readonly faults: Faults;
  /** 0: agents pick up at once. */
  readonly answerDelayMaxMs: number;
  /** The whole state is looked at every so many events; 0: only at the end. */
  readonly checkEvery: number;
  /** Whether each offer is compared with everybody waiting. */
  readonly checkOffers: boolean;
  /** Lines into the centre: who calls while so many are inside gets the busy tone and never reaches the core. */
  readonly linesMax?: number;
  /** So many problems end the run; default 5. */
  readonly problemsMax?: number;
  /** A core broken on purpose, to see that it is found out; the real one otherwise. */
  readonly decide?: Decide;
  /** Told of every event and what came of it. */
  readonly watch?: (event: AcdEvent, effects: readonly AcdEffect[], at: number) => void;
}

export interface CallRecord {
  readonly stream: number;
  readonly isVip: boolean;
  readonly arrivedAt: number;
  outcome: "waiting" | "answered" | "abandoned" | "refused" | "merged";
  /** Until answered or gone. */
  waitMs: number;
  /** null: never hangs up. */
  patienceMs: number | null;
  /** null: was not answered. */
  handlingMs: number | null;
}

export interface CallCentreResult {
  readonly calls: readonly CallRecord[];
  readonly problems: readonly string[];
  readonly acd: CheckedAcd;
  readonly virtualMs: number;
}
