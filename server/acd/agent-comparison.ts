import type { AgentScores, PassedOverAgent } from "../../shared/domain/routing-explanation.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Demand, Queue, Seat } from "./acd-state.ts";
import { isFor, ruleFor } from "./agent-choice.ts";
import { canServe, skillSumFor } from "./demand.ts";
import { EXPLAINED_AGENTS_MAX, EXPLANATION_SCAN_MAX } from "./limits.ts";
import { occupancyOf, shownOccupancy } from "./occupancy.ts";
import { mayRing } from "./waiting-line.ts";

/** What is asked of an agent, and where. */
export interface Asked {
  readonly contact: Contact;
  readonly queue: Queue;
  readonly demand: Demand;
  readonly at: EpochMs;
}

export function scoresOf(seat: Seat, { demand, at }: Asked): AgentScores {
  const { agent, preference, reserve } = seat;
  return {
    agentId: agent.agentId,
    idleMs: idleMs(agent, at),
    occupancy: shownOccupancy(agent, at),
    skillSum: skillSumFor(agent, demand),
    preference,
    reserve,
  };
}

function idleMs(agent: Agent, at: EpochMs): number {
  return agent.state === "ready" ? Math.max(0, at - agent.idleSince) : 0;
}

/** Those who missed this caller first, then the runners-up, then whoever else sits in the queue. Bounded work. */
export function passedOver(asked: Asked, chosen: Seat | null): readonly PassedOverAgent[] {
  const { contact, queue, demand } = asked;
  const others: PassedOverAgent[] = [];
  if (contact.missedBy.size > 0) {
    for (const agentId of contact.missedBy.keys()) {
      if (!consider(queue.seats.get(agentId), asked, chosen, others)) return others;
    }
  }
  const pool = queue.freeSeats > 0 ? queue.pools.get(demand.signature) : undefined;
  if (pool !== undefined) {
    for (const free of [pool.regular, pool.reserve]) {
      for (const { seat } of free.byStrategy.front(EXPLAINED_AGENTS_MAX))
        if (!consider(seat, asked, chosen, others)) return others;
    }
  }
  let scanned = 0;
  for (const seat of queue.seats.values()) {
    scanned += 1;
    if (scanned > EXPLANATION_SCAN_MAX || !consider(seat, asked, chosen, others)) break;
  }
  return others;
}

/** Adds what there is to say about this seat; false: enough has been said. */
function consider(seat: Seat | undefined, asked: Asked, chosen: Seat | null, others: PassedOverAgent[]): boolean {
  if (seat === undefined || seat === chosen) return true;
  const { agent, preference, reserve } = seat;
  const { agentId } = agent;
  const because = reasonAgainst(seat, asked, chosen);
  if (because === null || isNamed(agentId, others)) return true;
  const isShort = because === "lacks-skill" || because === "level-too-low";
  const passed: PassedOverAgent = {
    agentId,
    idleMs: idleMs(agent, asked.at),
    occupancy: shownOccupancy(agent, asked.at),
    skillSum: skillSumFor(agent, asked.demand),
    preference,
    reserve,
    because,
    lacks: isShort ? missing(agent, asked.demand) : null,
  };
  const { reason } = agent;
  others.push(because === "not-ready" && reason !== null ? { ...passed, notReadyReason: reason } : passed);
  return others.length < EXPLAINED_AGENTS_MAX;
}

function isNamed(agentId: UserId, others: readonly PassedOverAgent[]): boolean {
  for (const other of others) if (other.agentId === agentId) return true;
  return false;
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

/** null: signed out, rung for this very caller, or nothing to say. */
function reasonAgainst(seat: Seat, asked: Asked, chosen: Seat | null): PassedOverAgent["because"] | null {
  const { contact, queue, demand, at } = asked;
  const { agent } = seat;
  if (agent.state === "signed-out" || agent === contact.agent) return null;
  if (!canServe(agent, demand)) return missing(agent, demand)?.level === 0 ? "lacks-skill" : "level-too-low";
  if (!mayRing(contact, agent, at)) return "just-missed-it";
  if (agent.state === "not-ready") return "not-ready";
  if (agent.state !== "ready" || agent.heldOff) return "busy";
  if (contact.given !== null && contact.given.agentId !== agent.agentId) return "given-to-another";
  if (chosen === null) {
    if (contact.heldFor !== null && contact.heldFor !== agent) return "preferred-waits";
    return isFor(seat, contact, queue, at) ? null : "reserve";
  }
  if (contact.preferredAgentId === chosen.agent.agentId) return "less-preferred";
  if (!isFor(seat, contact, queue, at)) return "reserve";
  return behind(seat, chosen, asked);
}

/** Why a free agent who could have had the call comes after the chosen one. */
function behind(seat: Seat, chosen: Seat, { contact, queue, demand, at }: Asked): PassedOverAgent["because"] {
  const rule = ruleFor(contact, queue);
  if (rule === "most-skilled")
    return skillSumFor(seat.agent, demand) < skillSumFor(chosen.agent, demand) ? "less-skilled" : "idle-shorter";
  if (chosen.preference < seat.preference) return "less-preferred";
  if (rule === "least-occupied" && occupancyOf(seat.agent, at) > occupancyOf(chosen.agent, at)) return "busier";
  if (rule === "round-robin" && seat.lastTurn > chosen.lastTurn) return "turn-later";
  return "idle-shorter";
}
