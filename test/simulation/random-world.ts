import fc from "fast-check";
import { expect } from "vitest";
import type { AgentConfig } from "../../shared/domain/agent.ts";
import { NOT_READY_REASONS } from "../../shared/domain/agent.ts";
import type { ContactId, OfferId, QueueId, TimerId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import {
  AGENT_SELECTION_STRATEGIES,
  CLOSING_RULES,
  QUEUE_DEFAULTS,
  type QueueConfig,
  type QueueTreatment,
  type RefusalTreatment,
  type SkillAlternatives,
} from "../../shared/domain/queue.ts";
import type { AcdEvent, OfferFailure } from "../../server/acd/events.ts";
import { CheckedAcd } from "./checked-acd.ts";
import { expectedAgent } from "./serving-rules.ts";

/** One thing that happens, by numbers that are fitted to whatever is there at that moment (so that shrinking works). */
export interface Happening {
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
  "hours",
  "callback",
  "redirect",
  "give",
  "give",
  "repeat",
] as const;
const FAILURES: readonly OfferFailure[] = ["no-answer", "rejected", "unreachable", "busy", "failed"];
const AGENTS = ["ann", "bob", "cyd", "dan"].map((name) => asId<UserId>(name));
const QUEUES = ["service", "sales", "vip"].map((name) => asId<QueueId>(name));

export const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom(...KINDS),
  who: fc.nat(99),
  what: fc.nat(99_999),
  afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 })),
});

/** The same mixed number for the same two: one number decides about many things that do not depend on each other. */
function mixed(bits: number, place: number): number {
  let number = Math.imul(bits + 1, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b);
  number = Math.imul(number ^ (number >>> 15), 0xc2b2ae35);
  return (number ^ (number >>> 13)) >>> 0;
}

const REQUIREMENTS: readonly SkillAlternatives[] = [
  [],
  [],
  [[{ skill: "german", minLevel: 3 }]],
  [[{ skill: "german", minLevel: 5 }], [{ skill: "fibre", minLevel: 4 }]],
  [
    [
      { skill: "german", minLevel: 2 },
      { skill: "law", minLevel: 1 },
    ],
    [{ skill: "german", minLevel: 7 }],
  ],
];
const TREATMENTS: readonly QueueTreatment[] = [
  { kind: "wait" },
  { kind: "wait" },
  { kind: "voicemail" },
  { kind: "callback" },
  { kind: "goodbye" },
  ...QUEUES.map((queueId) => ({ kind: "overflow", queueId }) as const),
];

/** A configuration by number: it switches members, skills, strategies, every rule, and whole queues or agents. */
export function configuration(bits: number): AcdEvent {
  let place = 0;
  const some = <T>(options: readonly [T, ...T[]]): T => {
    place += 1;
    return options[mixed(bits, place) % options.length] ?? options[0];
  };
  const any = <T>(options: readonly T[]): T => some(options as readonly [T, ...T[]]);
  const refusal = (): RefusalTreatment => {
    const treatment = any(TREATMENTS);
    return treatment.kind === "wait" ? { kind: "goodbye" } : treatment;
  };
  const queues = QUEUES.filter((_, number) => number === 0 || some([true, true, true, false])).map(
    (queueId): QueueConfig => ({
      ...QUEUE_DEFAULTS,
      queueId,
      names: {},
      strategy: any(AGENT_SELECTION_STRATEGIES),
      alternatives: any(REQUIREMENTS),
      relaxation:
        some([0, 0, 1, 2]) === 0
          ? []
          : [20_000, 35_000].map((afterMs) => ({ afterMs, alternatives: any(REQUIREMENTS) })),
      overflow: some([true, false]) ? [{ afterMs: some([0, 15_000, 30_000]), queueId: any(QUEUES) }] : [],
      ringTimeoutMs: 15_000,
      wrapUpTimeoutMs: some([0, 10_000]),
      promotionAfterMs: 60_000,
      waitingMax: some([6, 6, 2]),
      onFull: refusal(),
      maxWaitMs: some([null, null, 50_000, 90_000]),
      onMaxWait: any(TREATMENTS),
      onNoAgents: any(TREATMENTS),
      onClosed: refusal(),
      closingRule: any(CLOSING_RULES),
      reserveWhileServiceLevelAtLeast: some([0.2, 0.8]),
      serviceLevelThresholdMs: some([5_000, 20_000]),
      shortAbandonMs: 2_000,
    }),
  );
  const agents = AGENTS.filter((_, number) => number === 0 || some([true, true, true, true, false])).map(
    (agentId, number): AgentConfig => ({
      agentId,
      displayName: agentId,
      skills: number % 2 === 0 ? { german: 1 + (mixed(bits, number) % 9), law: some([0, 2]) } : { fibre: 5, law: 3 },
      memberships: QUEUES.filter(() => some([true, true, false])).map((queueId) => ({
        queueId,
        preference: some([1, 2]),
        reserve: some([false, false, true]),
      })),
    }),
  );
  return { type: "configured", queues, agents };
}

export class World {
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
        return [
          {
            type: "agent-ready",
            agentId,
            ...(what % 5 === 0 ? { keepsTurn: true } : what % 5 === 1 ? { since: what } : {}),
          },
        ];
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
              `${["ring", "wrap", "retry", "hold", "step", "x"][what % 6]}:call-${who}${what % 2 ? ".o1" : ""}`,
            ),
          },
        ];
      case "hours":
        return [
          {
            type: "queue-hours",
            queueId: QUEUES[who % QUEUES.length] ?? asId<QueueId>("service"),
            open: what % 3 !== 0,
          },
        ];
      case "callback":
        return [{ type: "contact-callback", contactId }];
      case "redirect":
        return [
          { type: "contact-redirected", contactId, queueId: QUEUES[what % QUEUES.length] ?? asId<QueueId>("service") },
        ];
      case "give":
        return [
          {
            type: "contact-given",
            contactId,
            agentId: what % 9 === 0 ? null : (AGENTS[what % AGENTS.length] ?? null),
            by: { userId: asId<UserId>("sofia"), displayName: "Sofia" },
            waitMs: 5_000 + (what % 7) * 10_000,
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
      requirements: what % 4 === 0 ? (REQUIREMENTS[what % REQUIREMENTS.length] ?? []) : [],
      headStartMs: [0, 0, 0, 30_000, 90_000][what % 5] ?? 0,
      isVip: what % 5 === 4,
      preferredAgentId: what % 7 === 0 ? (AGENTS[what % AGENTS.length] ?? null) : null,
      preferredWaitMs: what % 14 === 0 ? 25_000 : 0,
      isCallback: what % 13 === 0,
      mergeWith: what % 9 === 0 ? asId<ContactId>(`call-${(who % Math.max(1, this.#calls)) + 1}`) : null,
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
      // Who is moved on is offered elsewhere, by the rules of that queue.
      const isMoved = effects.some((effect) => effect.type === "contact-moved");
      if (expected !== undefined && !isMoved) {
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
