import type { ContactId } from "../../shared/domain/ids.ts";
import type { Contact, Step } from "./acd-state.ts";
import { demandOf } from "./demand.ts";

/** A contact that never waits in a line; not yet in the state. */
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
    demand: demandOf([], []),
    stage: "waiting",
    lane: null,
    agent: null,
    offerId: null,
    offersMade: 0,
    missedBy: new Map(),
    retryArmed: false,
    wrapUpTimeoutMs: 0,
  };
}
