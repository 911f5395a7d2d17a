import type { AgentConfig } from "../../../shared/domain/agent.ts";
import type { QueueConfig, SkillRequirement } from "../../../shared/domain/queue.ts";
import type { ContactId, OfferId, UserId } from "../../../shared/domain/ids.ts";
import { asId } from "../../../shared/domain/ids.ts";
import type { AcdEvent } from "../../../server/acd/events.ts";
import type { Core, Offered } from "./loaded-centre.ts";

interface LinearAgent {
  readonly config: AgentConfig;
  readonly preferences: ReadonlyMap<string, number>;
  state: "away" | "ready" | "busy";
  idleSince: number;
}

interface LinearCall {
  readonly contactId: ContactId;
  readonly queue: QueueConfig;
  readonly requirements: readonly SkillRequirement[];
  readonly waitingSince: number;
  readonly headStartMs: number;
  readonly isVip: boolean;
  readonly missedBy: Map<UserId, number>;
  agent: LinearAgent | null;
  offers: number;
}

const MISSED_RETRY_MS = 10_000;

/**
 * The same rules as the routing core's, as one would write them first: one list of callers, one list of agents, each
 * looked through from end to end whenever somebody is free or calls. Makes the same decisions (linear-core.test.ts) and
 * is let off the rest of the work: no explanations, no timers, no checks, and ids are looked up in maps.
 */
export class LinearCore {
  readonly #queues = new Map<string, QueueConfig>();
  readonly #agents: LinearAgent[] = [];
  readonly #agentById = new Map<string, LinearAgent>();
  readonly #waiting: LinearCall[] = [];
  readonly #served = new Map<string, LinearCall>();
  readonly #offers = new Map<OfferId, LinearCall>();

  readonly feed: Core = (event, at) => {
    const offer = this.#take(event, at);
    return offer === null ? [] : [offer];
  };

  #take(event: AcdEvent, at: number): Offered | null {
    switch (event.type) {
      case "configured":
        for (const queue of event.queues) this.#queues.set(queue.queueId, queue);
        for (const config of event.agents) this.#addAgent(config);
        return null;
      case "agent-ready": {
        const agent = this.#agentById.get(event.agentId);
        return agent === undefined ? null : this.#free(agent, at);
      }
      case "contact-queued": {
        const call = this.#callFrom(event, at);
        return call === null ? null : (this.#ring(call, at) ?? this.#wait(call));
      }
      case "contact-left": {
        const place = this.#waiting.findIndex((call) => call.contactId === event.contactId);
        if (place >= 0) this.#waiting.splice(place, 1);
        return null;
      }
      case "offer-failed": {
        const call = this.#offers.get(event.offerId);
        if (call === undefined || call.agent === null) return null;
        this.#offers.delete(event.offerId);
        call.agent.state = "away";
        call.missedBy.set(call.agent.config.agentId, at + MISSED_RETRY_MS);
        return this.#ring(call, at) ?? this.#wait(call);
      }
      case "contact-ended": {
        const agent = this.#served.get(event.contactId)?.agent ?? null;
        this.#served.delete(event.contactId);
        return agent === null ? null : this.#free(agent, at);
      }
      case "offer-answered":
        this.#offers.delete(event.offerId);
        return null;
      default:
        return null;
    }
  }

  #addAgent(config: AgentConfig): void {
    const preferences = new Map(config.memberships.map(({ queueId, preference }) => [queueId, preference]));
    const agent: LinearAgent = { config, preferences, state: "away", idleSince: 0 };
    this.#agents.push(agent);
    this.#agentById.set(config.agentId, agent);
  }

  #callFrom(event: Extract<AcdEvent, { type: "contact-queued" }>, at: number): LinearCall | null {
    const queue = this.#queues.get(event.queueId);
    if (queue === undefined) return null;
    const levels = new Map<string, number>();
    // The load never asks for more than one alternative.
    for (const { skill, minLevel } of [...(queue.alternatives[0] ?? []), ...(event.requirements[0] ?? [])])
      levels.set(skill, Math.max(levels.get(skill) ?? 0, minLevel));
    return {
      contactId: event.contactId,
      queue,
      requirements: [...levels].map(([skill, minLevel]) => ({ skill, minLevel })),
      waitingSince: at,
      headStartMs: event.headStartMs,
      isVip: event.isVip,
      missedBy: new Map(),
      agent: null,
      offers: 0,
    };
  }

  #wait(call: LinearCall): null {
    call.agent = null;
    this.#served.delete(call.contactId);
    this.#waiting.push(call);
    return null;
  }

  #offer(call: LinearCall, agent: LinearAgent): Offered {
    agent.state = "busy";
    call.agent = agent;
    call.offers += 1;
    const offerId = asId<OfferId>(`${call.contactId}.o${call.offers}`);
    this.#offers.set(offerId, call);
    this.#served.set(call.contactId, call);
    return { offerId, contactId: call.contactId, agentId: agent.config.agentId };
  }

  #ring(call: LinearCall, at: number): Offered | null {
    let best: LinearAgent | null = null;
    for (const agent of this.#agents) {
      if (agent.state !== "ready" || !this.#fits(agent, call, at)) continue;
      if (best === null || this.#isBetter(agent, best, call)) best = agent;
    }
    return best === null ? null : this.#offer(call, best);
  }

  #isBetter(agent: LinearAgent, best: LinearAgent, call: LinearCall): boolean {
    const bySkill = call.isVip || call.queue.strategy === "most-skilled";
    const difference = bySkill
      ? skillSum(best, call) - skillSum(agent, call)
      : (agent.preferences.get(call.queue.queueId) ?? 0) - (best.preferences.get(call.queue.queueId) ?? 0);
    if (difference !== 0) return difference < 0;
    if (agent.idleSince !== best.idleSince) return agent.idleSince < best.idleSince;
    return agent.config.agentId < best.config.agentId;
  }

  #free(agent: LinearAgent, at: number): Offered | null {
    agent.state = "ready";
    agent.idleSince = at;
    let best: LinearCall | null = null;
    let place = -1;
    for (let index = 0; index < this.#waiting.length; index += 1) {
      const call = this.#waiting[index];
      if (call === undefined || !this.#fits(agent, call, at)) continue;
      if (best === null || goesFirst(call, best, agent, at)) {
        best = call;
        place = index;
      }
    }
    if (best === null) return null;
    this.#waiting.splice(place, 1);
    return this.#offer(best, agent);
  }

  #fits(agent: LinearAgent, call: LinearCall, at: number): boolean {
    if (!agent.preferences.has(call.queue.queueId)) return false;
    if ((call.missedBy.get(agent.config.agentId) ?? 0) > at) return false;
    return call.requirements.every(({ skill, minLevel }) => (agent.config.skills[skill] ?? 0) >= minLevel);
  }
}

function skillSum(agent: LinearAgent, call: LinearCall): number {
  const names =
    call.requirements.length === 0 ? Object.keys(agent.config.skills) : call.requirements.map(({ skill }) => skill);
  return names.reduce((sum, name) => sum + (agent.config.skills[name] ?? 0), 0);
}

function goesFirst(call: LinearCall, other: LinearCall, agent: LinearAgent, at: number): boolean {
  const promoted = at - call.waitingSince >= call.queue.promotionAfterMs;
  if (promoted !== at - other.waitingSince >= other.queue.promotionAfterMs) return promoted;
  if (!promoted) {
    const preference = agent.preferences.get(call.queue.queueId) ?? 0;
    const otherPreference = agent.preferences.get(other.queue.queueId) ?? 0;
    if (preference !== otherPreference) return preference < otherPreference;
    const head = call.waitingSince - call.headStartMs - (other.waitingSince - other.headStartMs);
    if (head !== 0) return head < 0;
  }
  if (call.waitingSince !== other.waitingSince) return call.waitingSince < other.waitingSince;
  return call.contactId < other.contactId;
}
