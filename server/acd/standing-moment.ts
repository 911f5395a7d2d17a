import type { QueueId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Demand, Queue } from "./acd-state.ts";
import { canServe } from "./demand.ts";

/** However busy preferred queues are, promotion makes sure that some of an agent's time is left. */
const SHARE_MIN = 0.1;

/** Agents who also serve another queue, by how they like it compared with the one that was asked about. */
interface Tastes {
  preferred: number;
  equal: number;
  less: number;
}

/**
 * What is found out about agents and queues for one caller and is the same for all others of this moment. To be thrown away
 * before anything is decided again: it looks at nothing twice.
 */
export class StandingMoment {
  readonly at: EpochMs;
  readonly #loadPerAgent: (queueId: QueueId) => number;
  readonly #loads = new Map<QueueId, number>();
  readonly #capable = new ByDemand<ReadonlyMap<UserId, Agent>>();
  readonly #overlaps = new ByDemand<Map<string, number>>();
  readonly #elsewhere = new ByDemand<ReadonlyMap<Queue, Tastes>>();
  readonly #shares = new ByDemand<number>();

  /** @param loadPerAgent offered load of a queue (Erlang) for each agent it has at work */
  constructor(at: EpochMs, loadPerAgent: (queueId: QueueId) => number) {
    this.at = at;
    this.#loadPerAgent = loadPerAgent;
  }

  /** Agents of this queue who are at work and can serve such a caller. */
  capable(queue: Queue, demand: Demand): ReadonlyMap<UserId, Agent> {
    return this.#capable.of(queue, demand, () => {
      const capable = new Map<UserId, Agent>();
      for (const { agent } of queue.seats.values())
        if (isAtWork(agent) && canServe(agent, demand)) capable.set(agent.agentId, agent);
      return capable;
    });
  }

  /** Share of the agents for one demand who are also among those for the other. Nobody can serve them: they stand in nobody's way. */
  overlap(queue: Queue, theirs: Demand, mine: Demand): number {
    if (theirs.signature === mine.signature) return 1;
    const known = this.#overlaps.of(queue, mine, () => new Map());
    let share = known.get(theirs.signature);
    if (share === undefined) {
      share = shareAmong(this.capable(queue, theirs), this.capable(queue, mine));
      known.set(theirs.signature, share);
    }
    return share;
  }

  /** Other queues in which somebody is, and how many of the agents for this demand would look there. */
  elsewhere(queue: Queue, demand: Demand): ReadonlyMap<Queue, Readonly<Tastes>> {
    return this.#elsewhere.of(queue, demand, () => {
      const others = new Map<Queue, Tastes>();
      for (const agent of this.capable(queue, demand).values()) {
        const own = queue.seats.get(agent.agentId)?.preference ?? 0;
        for (const seat of agent.seats) {
          if (seat.queue === queue || seat.queue.contacts.size === 0 || !canServe(agent, seat.queue.demand)) continue;
          const counts = others.get(seat.queue) ?? { preferred: 0, equal: 0, less: 0 };
          if (seat.preference < own) counts.preferred += 1;
          else if (seat.preference === own) counts.equal += 1;
          else counts.less += 1;
          others.set(seat.queue, counts);
        }
      }
      return others;
    });
  }

  /** The agents for this demand. Callers to come of queues that one prefers take their part of that agent before anybody here does. */
  shares(queue: Queue, demand: Demand): number {
    return this.#shares.of(queue, demand, () => {
      let sum = 0;
      for (const agent of this.capable(queue, demand).values()) {
        const own = queue.seats.get(agent.agentId)?.preference ?? 0;
        let left = 1;
        for (const seat of agent.seats) {
          if (seat.preference < own && canServe(agent, seat.queue.demand)) left -= this.#load(seat.queue.queueId);
        }
        sum += Math.max(SHARE_MIN, left);
      }
      return sum;
    });
  }

  #load(queueId: QueueId): number {
    const load = this.#loads.get(queueId) ?? this.#loadPerAgent(queueId);
    this.#loads.set(queueId, load);
    return load;
  }
}

class ByDemand<Found> {
  readonly #found = new Map<Queue, Map<string, Found>>();

  of(queue: Queue, { signature }: Demand, find: () => Found): Found {
    let ofQueue = this.#found.get(queue);
    if (ofQueue === undefined) {
      ofQueue = new Map();
      this.#found.set(queue, ofQueue);
    }
    let found = ofQueue.get(signature);
    if (found === undefined) {
      found = find();
      ofQueue.set(signature, found);
    }
    return found;
  }
}

function isAtWork(agent: Agent): boolean {
  return agent.state !== "signed-out" && agent.state !== "not-ready";
}

function shareAmong(theirs: ReadonlyMap<UserId, Agent>, mine: ReadonlyMap<UserId, Agent>): number {
  if (theirs.size === 0) return 0;
  let both = 0;
  for (const agentId of theirs.keys()) if (mine.has(agentId)) both += 1;
  return both / theirs.size;
}
