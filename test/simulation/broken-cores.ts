import type { AcdEffect } from "../../server/acd/effects.ts";
import { decide } from "../../server/acd/acd.ts";
import { recount } from "../../server/acd/seat-pools.ts";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import type { Decide } from "./checked-acd.ts";

/** Cores with one fault each, as a careless change could bring it in: the simulation must find every one. */
export const BROKEN_CORES = {
  "forgets-a-caller": () => {
    let calls = 0;
    return (state, event, at) => {
      const effects = decide(state, event, at);
      if (event.type !== "contact-queued") return effects;
      calls += 1;
      const contact = state.contacts.get(event.contactId);
      if (calls % 1_000 !== 0 || contact?.stage !== "waiting") return effects;
      decide(state, { type: "contact-left", contactId: event.contactId }, at);
      return effects;
    };
  },
  "rings-two-agents": () => {
    let offers = 0;
    return (state, event, at) =>
      decide(state, event, at).flatMap((effect): AcdEffect[] => {
        if (effect.type !== "offer") return [effect];
        offers += 1;
        const other = [...state.agents.values()].find((agent) => agent.state === "ready");
        if (offers % 500 !== 0 || other === undefined) return [effect];
        return [effect, { ...effect, agentId: other.agentId, offerId: asId(`${effect.offerId}-again`) }];
      });
  },
  "loses-age-when-nobody-answers": () => (state, event, at) => {
    const effects = decide(state, event, at);
    for (const effect of effects) {
      if (effect.type !== "withdraw-offer" || effect.because !== "no-answer") continue;
      const contact = state.contacts.get(effect.contactId);
      // In line again, but as if they had come just now.
      if (contact?.stage === "waiting") Object.assign(contact, { waitingSince: at });
    }
    return effects;
  },
  "takes-the-youngest-first": () => (state, event, at) =>
    decide(state, event.type === "contact-queued" ? { ...event, waitingSince: 1_000_000_000 - at } : event, at),
  "forgets-a-timer": () => {
    let timers = 0;
    return (state, event, at) =>
      decide(state, event, at).filter((effect) => {
        if (effect.type === "schedule") timers += 1;
        return effect.type !== "schedule" || timers % 300 !== 0;
      });
  },
  "takes-an-agent-for-more-skilled": () => {
    let calls = 0;
    return (state, event, at) => {
      const effects = decide(state, event, at);
      if (event.type !== "contact-queued") return effects;
      calls += 1;
      const pools = [...state.queues.values()].flatMap((queue) =>
        [...queue.pools.values()].map((pool) => ({ queue, pool })),
      );
      const wrong = pools.flatMap(({ queue, pool }) =>
        [...queue.seats.values()]
          .filter(({ agent, entries }) => !agent.indexed && !entries.some((entry) => entry.pool === pool))
          .map((seat) => ({ seat, pool })),
      )[0];
      if (calls !== 100 || wrong === undefined) return effects;
      const { seat, pool } = wrong;
      seat.entries.push({ seat, pool, skillSum: 0 });
      pool.counts.add(seat.agent, 1);
      seat.agent.places = null;
      return effects;
    };
  },
  "leaves-an-agent-idle": () => {
    const asleep = new Set<UserId>();
    return (state, event, at) => {
      const effects = decide(state, event, at);
      for (const effect of effects) {
        // Held off with nothing that ever ends it: callers wait while they sit there.
        if (effect.type !== "agent-changed" || effect.status.state !== "ready" || asleep.size > 0) continue;
        const agent = state.agents.get(effect.status.agentId);
        if (agent?.indexed !== true) continue;
        asleep.add(agent.agentId);
        agent.heldOff = true;
        recount(agent);
      }
      return effects;
    };
  },
} as const satisfies Record<string, () => Decide>;

export type BrokenCoreName = keyof typeof BROKEN_CORES;

export function brokenCore(name: BrokenCoreName): Decide {
  return BROKEN_CORES[name]();
}
