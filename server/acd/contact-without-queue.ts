import type { ContactId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Contact, Demand, Step } from "./acd-state.ts";
import { demandOf } from "./demand.ts";

/** Shared by all contacts, as most are never missed by anybody and thousands wait. */
const NOBODY: ReadonlyMap<UserId, EpochMs> = new Map();
const ANYBODY: Demand = demandOf([], []);

/** A contact that is in no line (yet) and not in the state. */
export function contactWithoutQueue(step: Step, contactId: ContactId): Contact {
  return {
    contactId,
    queue: null,
    ownRequirements: [],
    waitingSince: step.at,
    headStartMs: 0,
    priorityKey: step.at,
    isVip: false,
    isCallback: false,
    preferredAgentId: null,
    preferredUntil: step.at,
    demand: ANYBODY,
    relaxationStep: 0,
    guests: [],
    stage: "waiting",
    lane: null,
    heldFor: null,
    holdOver: false,
    stepAt: null,
    passedOnBy: [],
    agent: null,
    via: null,
    offerId: null,
    offersMade: 0,
    missedBy: NOBODY,
    retryArmed: false,
    wrapUpTimeoutMs: 0,
  };
}
