import type { RoutingExplanation } from "../../shared/domain/contact.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Queue, Seat } from "./acd-state.ts";
import { type ChoiceRule, ruleFor } from "./agent-choice.ts";
import { canServe, skillSumFor } from "./demand.ts";
import { EXPLAINED_AGENTS_MAX, EXPLANATION_SCAN_MAX } from "./limits.ts";
import { isPromoted, mayRing } from "./waiting-line.ts";

type PassedOver = RoutingExplanation["others"][number];

/** `next-free`: the caller waited and this agent was the first who became free for them. */
export type RoutingRule = ChoiceRule | "next-free";

/** Why this agent (or, with `chosen` null, why nobody yet). Bounded work: a few dozen agents are looked at. */
export function explain(
  contact: Contact,
  queue: Queue,
  at: EpochMs,
  chosen: { readonly agent: Agent; readonly rule: RoutingRule } | null,
): RoutingExplanation {
  return {
    decidedAt: at,
    waitedMs: Math.max(0, at - contact.waitingSince),
    headStartMs: contact.headStartMs,
    promoted: isPromoted(contact, at),
    strategy: chosen?.rule ?? ruleFor(contact, queue),
    chosen:
      chosen === null
        ? null
        : {
            agentId: chosen.agent.agentId,
            idleMs: Math.max(0, at - chosen.agent.idleSince),
            skillSum: skillSumFor(chosen.agent, contact.demand),
          },
    others: passedOver(contact, queue, at, chosen?.agent ?? null),
  };
}

/** Those who missed this caller first, then the runners-up, then whoever else sits in the queue. */
function passedOver(contact: Contact, queue: Queue, at: EpochMs, chosen: Agent | null): readonly PassedOver[] {
  const others = new Map<UserId, PassedOver>();
  const consider = (seat: Seat | undefined): boolean => {
    if (seat !== undefined && seat.agent !== chosen && !others.has(seat.agent.agentId)) {
      const because = reasonAgainst(contact, seat, at, chosen);
      if (because !== null) others.set(seat.agent.agentId, { agentId: seat.agent.agentId, because });
    }
    return others.size < EXPLAINED_AGENTS_MAX;
  };
  for (const agentId of contact.missedBy.keys()) {
    if (!consider(queue.seats.get(agentId))) return [...others.values()];
  }
  for (const seat of queue.free.front(EXPLAINED_AGENTS_MAX * 2)) {
    if (!consider(seat)) return [...others.values()];
  }
  let scanned = 0;
  for (const seat of queue.seats.values()) {
    scanned += 1;
    if (scanned > EXPLANATION_SCAN_MAX || !consider(seat)) break;
  }
  return [...others.values()];
}

function reasonAgainst(contact: Contact, seat: Seat, at: EpochMs, chosen: Agent | null): PassedOver["because"] | null {
  const { agent } = seat;
  if (agent.state === "signed-out") return null;
  if (!canServe(agent, contact.demand)) return "lacks-skill";
  if (!mayRing(contact, agent, at)) return "just-missed-it";
  if (agent.state === "not-ready") return "not-ready";
  if (agent.state !== "ready" || agent.heldOff) return "busy";
  if (chosen === null) return null;
  if (contact.preferredAgentId === chosen.agentId) return "less-preferred";
  if (skillSumFor(agent, contact.demand) < skillSumFor(chosen, contact.demand) && isBySkill(contact, seat))
    return "less-skilled";
  const chosenSeat = seat.queue.seats.get(chosen.agentId);
  if (chosenSeat !== undefined && chosenSeat.preference < seat.preference && !isBySkill(contact, seat))
    return "less-preferred";
  return "idle-shorter";
}

function isBySkill(contact: Contact, seat: Seat): boolean {
  return ruleFor(contact, seat.queue) === "most-skilled";
}
