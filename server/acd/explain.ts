import type {
  AgentScores,
  PassedOverAgent,
  RoutingExplanation,
  RoutingRule,
} from "../../shared/domain/routing-explanation.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Demand, Queue, Seat } from "./acd-state.ts";
import { ruleFor } from "./agent-choice.ts";
import { canServe, skillSumFor } from "./demand.ts";
import { EXPLAINED_AGENTS_MAX, EXPLANATION_SCAN_MAX } from "./limits.ts";
import { occupancyOf, shownOccupancy } from "./occupancy.ts";
import { isPromoted, mayRing } from "./waiting-line.ts";

/** Why this agent (or, with `chosen` null, why nobody yet). Bounded work: a few dozen agents are looked at. */
export function explain(
  contact: Contact,
  queue: Queue,
  at: EpochMs,
  chosen: { readonly agent: Agent; readonly rule: RoutingRule } | null,
): RoutingExplanation {
  const seat = chosen === null ? undefined : queue.seats.get(chosen.agent.agentId);
  return {
    decidedAt: at,
    waitedMs: Math.max(0, at - contact.waitingSince),
    headStartMs: contact.headStartMs,
    promoted: isPromoted(contact, at),
    rule: chosen?.rule ?? ruleFor(contact, queue),
    isCallback: contact.isCallback,
    queueId: queue.queueId,
    viaQueueId: queue.queueId,
    alternatives: contact.demand.alternatives,
    relaxationStep: 0,
    overflowedTo: [],
    chosen: seat === undefined ? null : scoresOf(seat, contact, at),
    others: passedOver(contact, queue, at, seat ?? null),
    before: null,
    waiting: null,
  };
}

function scoresOf(seat: Seat, contact: Contact, at: EpochMs): AgentScores {
  const { agent, preference, reserve } = seat;
  return {
    agentId: agent.agentId,
    idleMs: agent.state === "ready" ? Math.max(0, at - agent.idleSince) : 0,
    occupancy: shownOccupancy(agent, at),
    skillSum: skillSumFor(agent, contact.demand),
    preference,
    reserve,
  };
}

/** Those who missed this caller first, then the runners-up, then whoever else sits in the queue. */
function passedOver(contact: Contact, queue: Queue, at: EpochMs, chosen: Seat | null): readonly PassedOverAgent[] {
  const others = new Map<UserId, PassedOverAgent>();
  const consider = (seat: Seat | undefined): boolean => {
    if (seat !== undefined && seat !== chosen && !others.has(seat.agent.agentId)) {
      const because = reasonAgainst(contact, seat, at, chosen);
      if (because !== null) {
        const lacks =
          because === "lacks-skill" || because === "level-too-low" ? missing(seat.agent, contact.demand) : null;
        others.set(seat.agent.agentId, { ...scoresOf(seat, contact, at), because, lacks });
      }
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

/** What an agent lacks to the alternative they come closest to: the fewest levels short; of equals the first. */
function missing(agent: Agent, demand: Demand): PassedOverAgent["lacks"] {
  let least = Number.POSITIVE_INFINITY;
  let lacks: PassedOverAgent["lacks"] = null;
  for (const requirements of demand.alternatives) {
    let short = 0;
    let first: PassedOverAgent["lacks"] = null;
    for (const { skill, minLevel } of requirements) {
      const level = agent.skills.get(skill) ?? 0;
      if (level >= minLevel) continue;
      short += minLevel - level;
      first ??= { skill, minLevel, level };
    }
    if (short >= least) continue;
    least = short;
    lacks = first;
  }
  return lacks;
}

function reasonAgainst(
  contact: Contact,
  seat: Seat,
  at: EpochMs,
  chosen: Seat | null,
): PassedOverAgent["because"] | null {
  const { agent } = seat;
  if (agent.state === "signed-out") return null;
  if (!canServe(agent, contact.demand))
    return missing(agent, contact.demand)?.level === 0 ? "lacks-skill" : "level-too-low";
  if (!mayRing(contact, agent, at)) return "just-missed-it";
  if (agent.state === "not-ready") return "not-ready";
  if (agent.state !== "ready" || agent.heldOff) return "busy";
  if (chosen === null) return null;
  if (contact.preferredAgentId === chosen.agent.agentId) return "less-preferred";
  const rule = ruleFor(contact, seat.queue);
  if (rule === "most-skilled") {
    return skillSumFor(agent, contact.demand) < skillSumFor(chosen.agent, contact.demand)
      ? "less-skilled"
      : "idle-shorter";
  }
  if (chosen.preference < seat.preference) return "less-preferred";
  if (rule === "least-occupied" && occupancyOf(agent, at) > occupancyOf(chosen.agent, at)) return "busier";
  if (rule === "round-robin" && seat.lastTurn > chosen.lastTurn) return "turn-later";
  return "idle-shorter";
}
