import { performance } from "node:perf_hooks";
import { argv, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { decide } from "../../server/acd/acd.ts";
import { type AcdState, createAcd } from "../../server/acd/acd-state.ts";
import type { AcdEffect } from "../../server/acd/effects.ts";
import type { AcdEvent } from "../../server/acd/events.ts";
import type { ContactId, QueueId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import { agentFrom, queueFrom } from "./scenario-table.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";

export interface Load {
  readonly agents: number;
  readonly queues: number;
  readonly waiting: number;
  readonly events: number;
}

export interface DecideFigures extends Load {
  readonly eventsPerSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly worstUs: number;
  readonly reconfigureMs: number;
}

class LoadedAcd {
  readonly state: AcdState = createAcd();
  readonly durationsUs: number[] = [];
  readonly #talking: ContactId[] = [];
  readonly #random: SeededRandom = seededRandom(1);
  readonly #load: Load;
  readonly configuration: AcdEvent;
  #at = 1_000_000;
  #calls = 0;

  constructor(load: Load) {
    this.#load = load;
    const queues = Array.from({ length: load.queues }, (_, n) =>
      queueFrom(
        `q${n} wraps 0 promotes 300 max 1000000${n % 3 === 0 ? " most-skilled" : ""}${n % 4 === 0 ? " s1=2" : ""}`,
      ),
    );
    const agents = Array.from({ length: load.agents }, (_, n) => {
      const seats = Array.from({ length: 5 }, (__, k) => `q${(n + k * 7) % load.queues}:${1 + (k % 3)}`).join(" ");
      return agentFrom(`a${n} works ${seats} s1=${2 + (n % 8)} s2=${n % 10} s3=${n % 3}`);
    });
    this.configuration = { type: "configured", queues, agents };
    this.feed(this.configuration);
    for (const { agentId } of agents) this.#startWork(agentId);
    while (this.#waiting < load.waiting) this.#settle(this.feed(this.#arrival()));
    this.durationsUs.length = 0;
  }

  get #waiting(): number {
    let waiting = 0;
    for (const queue of this.state.queues.values()) waiting += queue.waitingCount;
    return waiting;
  }

  #startWork(agentId: UserId): void {
    this.feed({
      type: "agent-reachability",
      agentId,
      phoneRegistered: true,
      consoleConnected: true,
      microphoneReady: true,
    });
    this.feed({ type: "agent-signed-in", agentId });
    this.#settle(this.feed({ type: "agent-ready", agentId }));
  }

  feed(event: AcdEvent): readonly AcdEffect[] {
    this.#at += 3;
    const before = performance.now();
    const effects = decide(this.state, event, this.#at);
    this.durationsUs.push((performance.now() - before) * 1000);
    return effects;
  }

  #arrival(): AcdEvent {
    this.#calls += 1;
    const random = this.#random;
    return {
      type: "contact-queued",
      contactId: asId<ContactId>(`c${this.#calls}`),
      queueId: asId<QueueId>(`q${random.between(0, this.#load.queues - 1)}`),
      requirements: random.chance(0.3)
        ? [{ skill: random.chance(0.5) ? "s2" : "s3", minLevel: random.between(1, 2) }]
        : [],
      headStartMs: random.chance(0.1) ? random.between(0, 90_000) : 0,
      isVip: random.chance(0.1),
      preferredAgentId: null,
      waitingSince: null,
    };
  }

  /** Most offers are answered, some fail. */
  #settle(effects: readonly AcdEffect[]): void {
    for (const effect of effects) {
      if (effect.type !== "offer") continue;
      const { offerId } = effect;
      if (this.#random.chance(0.02)) {
        this.#settle(this.feed({ type: "offer-failed", offerId, failure: "rejected" }));
        this.#settle(this.feed({ type: "agent-ready", agentId: effect.agentId }));
      } else {
        this.feed({ type: "offer-answered", offerId });
        this.#talking.push(effect.contactId);
      }
    }
  }

  /** One call ends, its agent takes the next, one more arrives; now and then somebody hangs up. */
  churn(): void {
    const place = this.#random.between(0, this.#talking.length - 1);
    const ended = this.#talking[place];
    const last = this.#talking.pop();
    if (ended === undefined || last === undefined) return;
    if (place < this.#talking.length) this.#talking[place] = last;
    this.#settle(this.feed({ type: "contact-ended", contactId: ended }));
    this.#settle(this.feed(this.#arrival()));
    if (this.#random.chance(0.1)) {
      this.feed({
        type: "contact-left",
        contactId: asId<ContactId>(
          `c${this.#random.between(Math.max(1, this.#calls - this.#load.waiting), this.#calls)}`,
        ),
      });
      this.#settle(this.feed(this.#arrival()));
    }
  }
}

/** Times single calls of `decide` with all agents busy and the queues full; to be run alone on a quiet machine. */
export function measureDecide(load: Load): DecideFigures {
  const acd = new LoadedAcd(load);
  while (acd.durationsUs.length < load.events / 5) acd.churn();
  acd.durationsUs.length = 0;
  while (acd.durationsUs.length < load.events) acd.churn();
  const sorted = Float64Array.from(acd.durationsUs).sort();
  const total = sorted.reduce((sum, one) => sum + one, 0);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const before = performance.now();
  acd.feed(acd.configuration);
  const reconfigureMs = performance.now() - before;
  return {
    ...load,
    eventsPerSecond: Math.round((sorted.length / total) * 1_000_000),
    p50Us: at(0.5),
    p99Us: at(0.99),
    worstUs: at(1),
    reconfigureMs,
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  for (const load of [
    { agents: 1_000, queues: 20, waiting: 5_000, events: 400_000 },
    { agents: 10_000, queues: 200, waiting: 50_000, events: 400_000 },
  ]) {
    stdout.write(`${JSON.stringify(measureDecide(load))}\n`);
  }
}
