import type { SkillAlternatives } from "../../shared/domain/queue.ts";
import type { ContactId, UserId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { Contact, Demand } from "./acd-state.ts";
import { demandOf } from "./demand.ts";

/** Shared by all contacts, as most are never missed by anybody and thousands wait. */
const NOBODY: ReadonlyMap<UserId, EpochMs> = new Map();
const ANYBODY: Demand = demandOf([], []);
const NONE: readonly never[] = [];

/** What a caller brings along for a queue. */
export interface Arrival {
  readonly ownRequirements: SkillAlternatives;
  readonly headStartMs: DurationMs;
  readonly isVip: boolean;
  readonly isCallback: boolean;
  readonly preferredAgentId: UserId | null;
  readonly preferredWaitMs: DurationMs;
  readonly offersMade: number;
  readonly rung: Contact["rung"];
}

const FOR_NO_QUEUE: Arrival = {
  ownRequirements: NONE,
  headStartMs: 0,
  isVip: false,
  isCallback: false,
  preferredAgentId: null,
  preferredWaitMs: 0,
  offersMade: 0,
  rung: null,
};

/** A contact that is in no line (yet) and not in the state. All are made here, so that all look alike to the compiler. */
export function newContact(contactId: ContactId, waitingSince: EpochMs, arrival: Arrival = FOR_NO_QUEUE): Contact {
  return {
    contactId,
    queue: null,
    ownRequirements: arrival.ownRequirements,
    waitingSince,
    headStartMs: arrival.headStartMs,
    priorityKey: waitingSince - arrival.headStartMs,
    isVip: arrival.isVip,
    isCallback: arrival.isCallback,
    preferredAgentId: arrival.preferredAgentId,
    preferredUntil: waitingSince + arrival.preferredWaitMs,
    given: null,
    demand: ANYBODY,
    relaxationStep: 0,
    guests: NONE,
    stage: "waiting",
    previousInQueue: null,
    nextInQueue: null,
    lane: null,
    heldFor: null,
    holdOver: false,
    stepAt: null,
    passedOnBy: NONE,
    agent: null,
    via: null,
    offerId: null,
    offersMade: arrival.offersMade,
    rung: arrival.rung,
    missedBy: NOBODY,
    retryArmed: false,
    wrapUpTimeoutMs: 0,
  };
}
