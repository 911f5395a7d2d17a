import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AgentConfig } from "../../shared/domain/agent.ts";
import { QUEUE_DEFAULTS, type QueueConfig } from "../../shared/domain/queue.ts";
import { NOT_READY_REASONS } from "../../shared/domain/agent.ts";
import type { ContactId, OfferId, QueueId, TimerId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import type { AcdEvent, OfferFailure } from "../../server/acd/events.ts";
import { waitingPosition } from "../../server/acd/views.ts";
import { CheckedAcd } from "./checked-acd.ts";
import { expectedAgent, goesFirst, inLine } from "./serving-rules.ts";

/** One thing that happens, by numbers that are fitted to whatever is there at that moment (so that shrinking works). */
interface Happening {
  readonly kind: (typeof KINDS)[number];
  readonly who: number;
  readonly what: number;
  readonly afterMs: number;
}

const KINDS = [
  "arrive",
  "arrive",
  "arrive",
  "arrive",
  "arrive",
  "answer",
  "answer",
  "answer",
  "fail",
  "leave",
  "end",
  "end",
  "work",
  "work",
  "work",
  "ready",
  "not-ready",
  "sign-out",
  "reach",
  "dial",
  "direct",
  "direct",
  "switch",
  "done",
  "timer",
  "timer",
  "timer",
  "stale",
  "configure",
  "repeat",
] as const;
const FAILURES: readonly OfferFailure[] = ["no-answer", "rejected", "unreachable", "busy", "failed"];
const AGENTS = ["ann", "bob", "cyd", "dan"].map((name) => asId<UserId>(name));
const QUEUES = ["service", "sales", "vip"].map((name) => asId<QueueId>(name));

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom(...KINDS),
  who: fc.nat(99),
  what: fc.nat(999),
  afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 })),
});

/** A configuration by number: bits switch members, skills, strategies and whole queues or agents. */
function configuration(bits: number): AcdEvent {
  const queues = QUEUES.filter((_, place) => place === 0 || (bits >> place) % 4 !== 3).map(
    (queueId, place): QueueConfig => ({
      ...QUEUE_DEFAULTS,
      queueId,
      names: {},
      strategy: (bits >> 1) % 2 === place % 2 ? "longest-idle" : "most-skilled",
      alternatives: place === 1 && bits % 3 === 0 ? [[{ skill: "german", minLevel: 3 }]] : [],
      ringTimeoutMs: 15_000,
      wrapUpTimeoutMs: bits % 5 === 0 ? 0 : 10_000,
      promotionAfterMs: 60_000,
      waitingMax: 6,
    }),
  );
  const agents = AGENTS.filter((_, place) => place === 0 || (bits >> place) % 5 !== 4).map(
    (agentId, place): AgentConfig => ({
      agentId,
      displayName: agentId,
      skills: place % 2 === 0 ? { german: 1 + ((bits + place) % 9) } : { fibre: 5 },
      memberships: QUEUES.filter((_, queue) => (bits >> (queue + place)) % 3 !== 2).map((queueId, queue) => ({
        queueId,
        preference: 1 + ((queue + bits) % 2),
        reserve: false,
      })),
    }),
  );
  return { type: "configured", queues, agents };
}

class World {
  readonly acd = new CheckedAcd(true);
  at = 1_000_000;
  #last: AcdEvent = configuration(0);
  #calls = 0;

  #some<T>(items: Iterable<T>, number: number): T | undefined {
    const all = [...items];
    return all[number % Math.max(1, all.length)];
  }

  eventsFor({ kind, who, what }: Happening): readonly AcdEvent[] {
    const { state, timers } = this.acd;
    const agentId = AGENTS[who % AGENTS.length] ?? asId<UserId>("ann");
    const offerId = this.#some(state.offers.keys(), who) ?? asId<OfferId>("gone.o1");
    const contactId = this.#some(state.contacts.keys(), who) ?? asId<ContactId>("gone");
    const reach = (bits: number): AcdEvent => ({
      type: "agent-reachability",
      agentId,
      phoneRegistered: bits % 4 !== 1,
      consoleConnected: bits % 4 !== 2,
      microphoneReady: bits % 4 !== 3,
    });
    switch (kind) {
      case "arrive":
        return [this.#arrival(who, what)];
      case "answer":
        return [{ type: "offer-answered", offerId }];
      case "fail":
        return [{ type: "offer-failed", offerId, failure: FAILURES[what % FAILURES.length] ?? "failed" }];
      case "leave":
        return [{ type: "contact-left", contactId }];
      case "end":
        return [
          {
            type: "contact-ended",
            contactId:
              this.#some(
                [...state.contacts.values()].filter((one) => one.stage === "connected"),
                who,
              )?.contactId ?? contactId,
          },
        ];
      case "work":
        return [{ type: "agent-signed-in", agentId }, reach(0), { type: "agent-ready", agentId }];
      case "ready":
        return [{ type: "agent-ready", agentId }];
      case "not-ready":
        return [
          { type: "agent-not-ready", agentId, reason: NOT_READY_REASONS[what % NOT_READY_REASONS.length] ?? "break" },
        ];
      case "sign-out":
        return [{ type: "agent-signed-out", agentId }];
      case "reach":
        return [reach(what)];
      case "dial":
        return [
          {
            type: "agent-dialing",
            agentId,
            contactId: asId<ContactId>(`out-${what}`),
            wrapUpTimeoutMs: (what % 3) * 5_000,
          },
        ];
      case "direct":
        this.#calls += 1;
        return [
          {
            type: "contact-direct",
            agentId,
            contactId: asId<ContactId>(`direct-${this.#calls}`),
            offerId: asId<OfferId>(`direct-${this.#calls}.d1`),
            ringTimeoutMs: 5_000 + what,
            wrapUpTimeoutMs: (what % 3) * 5_000,
          },
        ];
      case "switch":
        return [
          {
            type: "agent-switched",
            agentId,
            contactId: asId<ContactId>(`second-${what}`),
            wrapUpTimeoutMs: (what % 3) * 5_000,
          },
        ];
      case "done":
        return [
          { type: "wrap-up-done", agentId, contactId: state.agents.get(agentId)?.contact?.contactId ?? contactId },
        ];
      case "timer": {
        const next = [...timers].sort((a, b) => a[1] - b[1])[0];
        if (next === undefined) return [];
        this.at = Math.max(this.at, next[1]);
        return [{ type: "timer-fired", timerId: asId<TimerId>(next[0]) }];
      }
      case "stale":
        return [
          {
            type: "timer-fired",
            timerId: asId<TimerId>(
              `${["ring", "wrap", "retry", "hold", "x"][what % 5]}:call-${who}${what % 2 ? ".o1" : ""}`,
            ),
          },
        ];
      case "configure":
        return [configuration(what)];
      case "repeat":
        return this.#last.type === "timer-fired" ? [] : [this.#last];
    }
  }

  #arrival(who: number, what: number): AcdEvent {
    this.#calls += 1;
    return {
      type: "contact-queued",
      contactId: asId<ContactId>(`call-${this.#calls}`),
      queueId: QUEUES[who % QUEUES.length] ?? asId<QueueId>("service"),
      requirements: what % 4 === 0 ? [[{ skill: "german", minLevel: 1 + (what % 5) }]] : [],
      headStartMs: [0, 0, 0, 30_000, 90_000][what % 5] ?? 0,
      isVip: what % 5 === 4,
      preferredAgentId: what % 7 === 0 ? (AGENTS[what % AGENTS.length] ?? null) : null,
      preferredWaitMs: 0,
      isCallback: false,
      mergeWith: null,
      waitingSince: what % 11 === 0 ? this.at - 45_000 : null,
    };
  }

  /** Feeds one happening and looks at everything afterwards. */
  live(one: Happening): void {
    this.at += one.afterMs;
    // A stale ring/wrap timer id must be one that is not running: running ones are fired by "timer".
    for (const event of this.eventsFor(one)) {
      if (one.kind === "stale" && event.type === "timer-fired" && this.acd.timers.has(event.timerId)) continue;
      const expected = event.type === "contact-queued" ? this.#expectedFor(event) : undefined;
      const effects = this.acd.feed(event, this.at);
      if (expected !== undefined) {
        const offer = effects.find((effect) => effect.type === "offer");
        expect(offer?.type === "offer" ? offer.agentId : null).toBe(expected);
      }
      this.#last = event;
      expect(this.acd.check(this.at)).toEqual([]);
    }
  }

  #expectedFor(event: Extract<AcdEvent, { type: "contact-queued" }>): string | null | undefined {
    if (this.acd.state.contacts.has(event.contactId)) return null;
    return expectedAgent(this.acd.state, event, this.at);
  }
}

const RUNS = 400;

describe("whatever happens in whatever order", { timeout: 60_000 }, () => {
  it("no contact is in two places, no agent has two, nobody waits for a free agent, no timer leaks, the books balance", () => {
    fc.assert(
      fc.property(fc.nat(999), fc.array(happening, { maxLength: 150, size: "max" }), (first, happenings) => {
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
            expect(waitingPosition(world.acd.state, contact.contactId, at)?.position).toBe(ahead + 1);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
