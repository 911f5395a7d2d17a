import { NOT_READY_REASONS } from "../../shared/domain/agent.ts";
import type {
  AgentsInTheWay,
  NextSteps,
  NotReadyCounts,
  RoutingExplanation,
} from "../../shared/domain/routing-explanation.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { Contact, Demand, Lane, Queue } from "./acd-state.ts";
import { passedOver } from "./agent-comparison.ts";
import { ruleFor } from "./agent-choice.ts";
import { isPromotedIn } from "./caller-order.ts";
import { overflowedTo, withGiver } from "./explain.ts";
import { tallyOf } from "./seat-pools.ts";

/** Why nobody has been found yet, and what will change by itself. Costs the same however long the line is; changes nothing. */
export function explainWait(contact: Contact, queue: Queue, at: EpochMs): RoutingExplanation {
  const { heldFor } = contact;
  return withGiver(contact, {
    decidedAt: at,
    waitedMs: Math.max(0, at - contact.waitingSince),
    headStartMs: contact.headStartMs,
    promoted: isPromotedIn(queue, contact, at),
    rule: ruleFor(contact, queue),
    isCallback: contact.isCallback,
    queueId: queue.queueId,
    viaQueueId: queue.queueId,
    alternatives: contact.demand.alternatives,
    relaxationStep: contact.relaxationStep,
    overflowedTo: overflowedTo(contact),
    chosen: null,
    others: passedOver({ contact, queue, demand: contact.demand, at }, null),
    before: null,
    waiting: {
      position: positionOf(contact, queue, at),
      agents: agentsInTheWay(contact, queue),
      holdsFor: heldFor === null ? null : { agentId: heldFor.agentId, until: holdEnd(contact, queue) },
      next: nextSteps(contact, queue, at),
    },
  });
}

/** 1 = next. */
export function positionOf(contact: Contact, queue: Queue, at: EpochMs): number {
  return queue.line.ahead(contact, at, queue.config.promotionAfterMs) + 1;
}

/** Until when a caller is kept for one agent. */
export function holdEnd(contact: Contact, queue: Queue): EpochMs {
  if (contact.given !== null) return contact.given.until;
  return Math.min(contact.preferredUntil, contact.waitingSince + queue.config.promotionAfterMs);
}

type Tally = ReturnType<typeof tallyOf>;

function agentsInTheWay(contact: Contact, own: Queue): AgentsInTheWay {
  const sum = { talking: 0, ringing: 0, wrappingUp: 0, notReady: 0, lackingSkill: 0, freeButNot: 0, signedOut: 0 };
  const tallies: Tally[] = [];
  const add = (queue: Queue, demand: Demand, lane: Lane | null): void => {
    const counts = lane?.pool?.counts ?? tallyOf(queue, demand);
    tallies.push(counts);
    sum.talking += counts.of("on-contact");
    sum.ringing += counts.of("offered");
    sum.wrappingUp += counts.of("wrap-up");
    sum.notReady += counts.of("not-ready");
    sum.freeButNot += counts.of("ready");
    sum.signedOut += counts.of("signed-out");
    sum.lackingSkill += queue.counts.signedIn() - counts.signedIn();
  };
  add(own, contact.demand, contact.lane);
  // One that was taken away while somebody was rung helps nobody any more.
  for (const { queue, demand, lane } of contact.guests) if (!queue.retired) add(queue, demand, lane);
  return sum.notReady === 0 ? sum : { ...sum, notReadyBecause: notReadyBecause(tallies) };
}

/** In the order in which the reasons are defined, so that the same reasons read the same to the letter. */
function notReadyBecause(tallies: readonly Tally[]): NotReadyCounts {
  const reasons = NOT_READY_REASONS.map((reason) => ({
    reason,
    count: tallies.reduce((sum, tally) => sum + tally.because(reason), 0),
  }));
  return Object.fromEntries(reasons.filter(({ count }) => count > 0).map(({ reason, count }) => [reason, count]));
}

function nextSteps(contact: Contact, { config }: Queue, at: EpochMs): NextSteps {
  const since = contact.waitingSince;
  const isLimited = config.onMaxWait.kind !== "wait" && !contact.isCallback;
  return {
    relaxationAt: nextOf(config.relaxation, since, at),
    overflowAt: nextOf(config.overflow, since, at),
    promotionAt: later(since + config.promotionAfterMs, at),
    maxWaitAt: config.maxWaitMs !== null && isLimited ? later(since + config.maxWaitMs, at) : null,
  };
}

function nextOf(steps: readonly { readonly afterMs: DurationMs }[], since: EpochMs, at: EpochMs): EpochMs | null {
  let next: EpochMs | null = null;
  for (const { afterMs } of steps) {
    if (since + afterMs > at && (next === null || since + afterMs < next)) next = since + afterMs;
  }
  return next;
}

function later(dueAt: EpochMs, at: EpochMs): EpochMs | null {
  return dueAt > at ? dueAt : null;
}
