import type { AgentConfig } from "../../../shared/domain/agent.ts";
import type { QueueConfig, SkillAlternatives } from "../../../shared/domain/queue.ts";
import type { ContactId, OfferId, QueueId, UserId } from "../../../shared/domain/ids.ts";
import { asId } from "../../../shared/domain/ids.ts";
import type { AcdEvent } from "../../../server/acd/events.ts";
import { agentFrom, queueFrom } from "../../simulation/scenario-words.ts";
import { type SeededRandom, seededRandom } from "../../simulation/seeded-random.ts";

export interface Load {
  readonly agents: number;
  readonly queues: number;
  /** Callers who wait all the time; 0: most agents are free instead. */
  readonly waiting: number;
  /** Every caller asks for levels of three skills, in each queue hundreds of combinations; left out: a few do, for one. */
  readonly manyDemands?: boolean;
}

/** What a core made of an event, as far as the load needs to know. */
export interface Offered {
  readonly offerId: OfferId;
  readonly contactId: ContactId;
  readonly agentId: UserId;
}

/** A routing core of any kind: takes an event, says whom it rang. */
export type Core = (event: AcdEvent, at: number) => readonly Offered[];

/** Milliseconds of the centre's time between two events: about 330 events a second. */
const EVENT_GAP_MS = 3;
/** Of 10,000 agents so many talk where nobody is to wait. */
const IDLE_LOAD = 0.1;

/**
 * A large centre in which something happens all the time: calls end, their agents take the next, others arrive, hang up
 * and are refused. The same load gives the same events, as long as the core under it decides the same.
 */
export class LoadedCentre {
  readonly queues: readonly QueueConfig[];
  readonly agents: readonly AgentConfig[];
  /** A real one: numbers of this size are kept and compared at another price than small ones. */
  at = 1_800_000_000_000;
  /** Events the core has taken. */
  events = 0;
  readonly #core: Core;
  readonly #load: Load;
  readonly #random: SeededRandom = seededRandom(1);
  readonly #talking: ContactId[] = [];
  /** Numbers of the calls that do not wait any more. */
  readonly #gone = new Set<number>();
  #calls = 0;
  #waiting = 0;

  constructor(load: Load, core: Core) {
    this.#core = core;
    this.#load = load;
    this.queues = Array.from({ length: load.queues }, (_, n) =>
      queueFrom(
        `q${n} wraps 0 promotes 300 max 1000000${n % 3 === 0 ? " most-skilled" : ""}${n % 4 === 0 ? " s1=2" : ""}`,
      ),
    );
    this.agents = Array.from({ length: load.agents }, (_, n) => {
      const seats = Array.from({ length: 5 }, (__, k) => `q${(n + k * 7) % load.queues}:${1 + (k % 3)}`).join(" ");
      return agentFrom(`a${n} works ${seats} s1=${2 + (n % 8)} s2=${n % 10} s3=${n % 3}`);
    });
    this.configure();
    for (const { agentId } of this.agents) this.#startWork(agentId);
    this.fill(load.waiting);
    if (load.waiting === 0) while (this.#talking.length < load.agents * IDLE_LOAD) this.#arrive();
  }

  /** Callers come until so many wait. */
  fill(waiting: number): void {
    while (this.#waiting < waiting) this.#arrive();
  }

  configure(): void {
    this.#feed({ type: "configured", queues: this.queues, agents: this.agents });
  }

  /** One call ends, its agent takes the next, one more arrives; now and then somebody hangs up. */
  churn(): void {
    const place = this.#random.between(0, this.#talking.length - 1);
    const ended = this.#talking[place];
    const last = this.#talking.pop();
    if (ended === undefined || last === undefined) return;
    if (place < this.#talking.length) this.#talking[place] = last;
    this.#settle(this.#feed({ type: "contact-ended", contactId: ended }));
    this.#arrive();
    if (this.#load.waiting > 0 && this.#random.chance(0.1)) {
      const number = this.#random.between(Math.max(1, this.#calls - this.#load.waiting), this.#calls);
      if (this.#gone.has(number)) return;
      this.#waiting -= 1;
      this.#gone.add(number);
      this.#feed({ type: "contact-left", contactId: asId<ContactId>(`c${number}`) });
      this.#arrive();
    }
  }

  #feed(event: AcdEvent): readonly Offered[] {
    this.at += EVENT_GAP_MS;
    this.events += 1;
    return this.#core(event, this.at);
  }

  #startWork(agentId: UserId): void {
    const reachable = { phoneRegistered: true, consoleConnected: true, microphoneReady: true };
    this.#feed({ type: "agent-reachability", agentId, ...reachable });
    this.#feed({ type: "agent-signed-in", agentId });
    this.#settle(this.#feed({ type: "agent-ready", agentId }));
  }

  #arrive(): void {
    this.#calls += 1;
    this.#waiting += 1;
    this.#settle(this.#feed(this.#arrival()));
  }

  #arrival(): AcdEvent {
    const random = this.#random;
    return {
      type: "contact-queued",
      contactId: asId<ContactId>(`c${this.#calls}`),
      queueId: asId<QueueId>(`q${random.between(0, this.#load.queues - 1)}`),
      requirements: this.#load.manyDemands === true ? this.#combination() : this.#fewRequirements(),
      headStartMs: random.chance(0.1) ? random.between(0, 90_000) : 0,
      isVip: random.chance(0.1),
      preferredAgentId: null,
      preferredWaitMs: 0,
      isCallback: false,
      mergeWith: null,
      waitingSince: null,
    };
  }

  #fewRequirements(): SkillAlternatives {
    const random = this.#random;
    if (!random.chance(0.3)) return [];
    return [[{ skill: random.chance(0.5) ? "s2" : "s3", minLevel: random.between(1, 2) }]];
  }

  #combination(): SkillAlternatives {
    const random = this.#random;
    return [
      [
        { skill: "s1", minLevel: random.between(1, 5) },
        { skill: "s2", minLevel: random.between(1, 9) },
        { skill: "s3", minLevel: random.between(1, 2) },
      ],
    ];
  }

  /** Most offers are answered, some are refused by an agent who is ready again at once. */
  #settle(offers: readonly Offered[]): void {
    for (const { offerId, contactId, agentId } of offers) {
      if (this.#random.chance(0.02)) {
        const next = this.#feed({ type: "offer-failed", offerId, failure: "rejected" });
        const after = this.#feed({ type: "agent-ready", agentId });
        this.#settle([...next, ...after]);
      } else {
        this.#feed({ type: "offer-answered", offerId });
        this.#gone.add(Number(contactId.slice(1)));
        this.#talking.push(contactId);
        this.#waiting -= 1;
      }
    }
  }
}
