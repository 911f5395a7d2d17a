import { describe, expect, it } from "vitest";
import { decide } from "../../server/acd/acd.ts";
import { EffectDigest } from "../../server/acd/effect-digest.ts";
import { agentStatuses, explainWaiting, queueView, waitingPosition } from "../../server/acd/views.ts";
import { playCallCentre } from "./call-centre.ts";
import type { Decide } from "./checked-acd.ts";
import { randomCentre } from "./random-centre.ts";

const LOOKS_MAX = 20;
/** Looked at before every so many events (a prime, so that it falls on all kinds of them). */
const LOOK_EVERY_EVENTS = 7;

/** What the core came to, to the letter, in one played centre. */
function played(seed: number, look: (...seen: Parameters<Decide>) => void): string {
  const digest = new EffectDigest();
  const watched: Decide = (state, event, at) => {
    if (digest.events % LOOK_EVERY_EVENTS === 0) look(state, event, at);
    const effects = decide(state, event, at);
    digest.add(effects);
    return effects;
  };
  // Whether the decisions are right is the business of million-calls.test.ts, which plays the same centres.
  playCallCentre({ ...randomCentre(seed, true), checkEvery: 0, checkOffers: false, decide: watched });
  return digest.value;
}

describe("whoever only looks, which no journal tells, changes nothing", () => {
  it.each([1, 2, 3, 4, 5, 6])("wild centre %d: decisions and their reasons are the same to the letter", (seed) => {
    const alone = played(seed, () => undefined);
    const looked = played(seed, (state, _event, at) => {
      const before = [...state.queues.values()].map(({ pools }) => [...pools.keys()]);
      agentStatuses(state);
      for (const queueId of state.queues.keys()) queueView(state, queueId, at);
      for (const contactId of [...state.contacts.keys()].slice(-LOOKS_MAX)) {
        explainWaiting(state, contactId, at);
        waitingPosition(state, contactId, at);
      }
      // What is kept at hand for deciding is part of it: a demand more, and another may be forgotten.
      expect([...state.queues.values()].map(({ pools }) => [...pools.keys()])).toEqual(before);
    });
    expect(looked).toBe(alone);
  });
});
