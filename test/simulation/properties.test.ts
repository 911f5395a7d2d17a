import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AcdEvent } from "../../server/acd/events.ts";
import { explainWaiting, queueView, waitingPosition } from "../../server/acd/views.ts";
import { CheckedAcd } from "./checked-acd.ts";
import { configuration, happening, World } from "./random-world.ts";
import { goesFirst, inLine, satisfies } from "./serving-rules.ts";

const RUNS = 400;

describe("whatever happens in whatever order", { timeout: 60_000 }, () => {
  it("no contact is in two places, no agent has two, nobody waits for a free agent, no timer leaks, the books balance", () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.array(happening, { maxLength: 150, size: "max" }), (first, happenings) => {
        const world = new World();
        world.acd.feed(configuration(first), world.at);
        for (const one of happenings) world.live(one);
      }),
      { numRuns: RUNS },
    );
  });

  it("the same events give the same effects", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 150, size: "max" }), (happenings) => {
        const log: { event: AcdEvent; at: number; effects: string }[] = [];
        const world = new World();
        const feed = (event: AcdEvent): void => {
          log.push({ event, at: world.at, effects: JSON.stringify(world.acd.feed(event, world.at)) });
        };
        feed(configuration(7));
        for (const one of happenings) {
          world.at += one.afterMs;
          world.eventsFor(one).forEach(feed);
        }
        const replayed = new CheckedAcd(false);
        for (const { event, at, effects } of log) expect(JSON.stringify(replayed.feed(event, at))).toBe(effects);
      }),
      { numRuns: 100 },
    );
  });

  it("the announced position is the number of callers served earlier, plus one", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 100, size: "max" }), fc.nat(200_000), (happenings, laterMs) => {
        const world = new World();
        world.acd.feed(configuration(7), world.at);
        for (const one of happenings) world.live(one);
        const at = world.at + laterMs;
        for (const queue of world.acd.state.queues.values()) {
          for (const contact of queue.contacts) {
            const ahead = inLine(world.acd.state, queue).filter(
              (other) => other !== contact && goesFirst(queue, other, contact, at),
            ).length;
            const { contactId } = contact;
            expect(waitingPosition(world.acd.state, contactId, at)?.position).toBe(ahead + 1);
            const why = explainWaiting(world.acd.state, contactId, at)?.waiting;
            const able = [{ queue, demand: contact.demand }, ...contact.guests].flatMap((place) =>
              [...place.queue.seats.values()].filter(({ agent }) => satisfies(agent, place.demand.alternatives)),
            );
            expect([why?.position, why?.agents.talking, why?.agents.notReady]).toEqual([
              ahead + 1,
              able.filter(({ agent }) => agent.state === "on-contact").length,
              able.filter(({ agent }) => agent.state === "not-ready").length,
            ]);
          }
          const shown = queueView(world.acd.state, queue.queueId, at)?.contacts.map(({ contactId }) => contactId) ?? [];
          const line = [...inLine(world.acd.state, queue)].sort((a, b) => (goesFirst(queue, a, b, at) ? -1 : 1));
          expect(shown).toEqual(line.slice(0, 50).map(({ contactId }) => contactId));
        }
      }),
      { numRuns: 100 },
    );
  });
});
