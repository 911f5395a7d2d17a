import type { AgentStatus } from "../../shared/domain/agent.ts";
import type { ContactId, QueueId, TimerId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import type { SkillAlternatives } from "../../shared/domain/queue.ts";
import type { AcdEffect } from "../../server/acd/effects.ts";
import type { AcdEvent, OfferFailure } from "../../server/acd/events.ts";
import {
  type CallCentreOptions,
  type CallCentreResult,
  type CallerStream,
  type CallRecord,
  type Habits,
  NO_HABITS,
} from "./call-centre-options.ts";
import { CheckedAcd } from "./checked-acd.ts";
import { givenByChance } from "./given-by-chance.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";
import { VirtualTime } from "./virtual-time.ts";

const FAILURES: readonly OfferFailure[] = ["no-answer", "rejected", "unreachable", "busy", "failed"];
const PROBLEMS_MAX = 5;
/** server/app/reconciliation.ts */
const COMPARED_EVERY_MS = 60_000;
/** Who was promised a callback thinks better of it after this, on average. */
const CALLBACK_PATIENCE_MS = 600_000;

class CallCentre {
  readonly #options: CallCentreOptions;
  readonly #random: SeededRandom;
  /** Of their own: what callers and agents do does not depend on them. */
  readonly #supervisor: SeededRandom;
  readonly #time = new VirtualTime(1_000_000);
  readonly #acd: CheckedAcd;
  readonly #calls = new Map<string, CallRecord>();
  readonly #timers = new Map<string, { at: number; sequence: number; run: () => void }>();
  readonly #habits: Habits;
  /** Callers with a callback coming, by the contact that holds their place. */
  readonly #promised = new Set<ContactId>();
  #arrivalsLeft: number;
  #dialled = 0;

  constructor(options: CallCentreOptions) {
    this.#options = options;
    this.#habits = options.habits ?? NO_HABITS;
    this.#random = seededRandom(options.seed);
    this.#supervisor = seededRandom(options.seed + 1);
    this.#acd = new CheckedAcd(options.checkOffers, options.decide);
    this.#arrivalsLeft = options.calls;
  }

  run(): CallCentreResult {
    const { queues, agents, streams, faults } = this.#options;
    this.#feed({ type: "configured", queues, agents });
    for (const { agentId } of agents) this.#startWork(agentId);
    streams.forEach((_, stream) => this.#planArrival(stream));
    if (faults.whimGapMs !== null) this.#planWhim(faults.whimGapMs);
    if (faults.reconfigureGapMs !== null) this.#planReconfiguration(faults.reconfigureGapMs);
    if (this.#habits.hoursGapMs !== null) this.#planHours(this.#habits.hoursGapMs);
    if (this.#habits.givenGapMs !== null) this.#planGiven(this.#habits.givenGapMs);
    const problemsMax = this.#options.problemsMax ?? PROBLEMS_MAX;
    while (this.#acd.problems.length < problemsMax && this.#time.step());
    this.#acd.check(this.#time.now);
    const { state } = this.#acd;
    const left = state.contacts.size + state.offers.size + this.#acd.timers.size;
    if (left > 0)
      this.#acd.problems.push(
        `${state.contacts.size} contacts, ${state.offers.size} offers and ${this.#acd.timers.size} timers were left at the end`,
      );
    return {
      calls: [...this.#calls.values()],
      problems: this.#acd.problems.slice(0, PROBLEMS_MAX),
      acd: this.#acd,
      virtualMs: this.#time.now - 1_000_000,
    };
  }

  get #isOpen(): boolean {
    return this.#arrivalsLeft > 0;
  }

  #planArrival(stream: number): void {
    const source = this.#options.streams[stream];
    if (source === undefined) return;
    this.#time.after(this.#random.exponential(source.meanGapMs), () => {
      if (!this.#isOpen) return;
      this.#arrivalsLeft -= 1;
      this.#arrive(stream, source);
      this.#planArrival(stream);
    });
  }

  #arrive(stream: number, source: CallerStream): void {
    const id = `c${this.#calls.size}`;
    const isVip = this.#random.chance(source.vipShare);
    const record: CallRecord = {
      stream,
      isVip,
      arrivedAt: this.#time.now,
      outcome: "waiting",
      waitMs: 0,
      patienceMs: null,
      handlingMs: null,
    };
    this.#calls.set(id, record);
    if (this.#acd.state.contacts.size >= (this.#options.linesMax ?? Number.POSITIVE_INFINITY))
      return this.#settle(record, "refused");
    if (source.meanPatienceMs !== null) {
      record.patienceMs = Math.round(this.#random.exponential(source.meanPatienceMs));
      this.#time.after(record.patienceMs, () => {
        if (record.outcome === "waiting") this.#losePatience(asId<ContactId>(id), record);
      });
    }
    const queued: AcdEvent = {
      type: "contact-queued",
      contactId: asId<ContactId>(id),
      queueId: asId<QueueId>(source.queueId),
      requirements: this.#requirementsOf(source),
      headStartMs: isVip ? source.headStartMs : 0,
      isVip,
      preferredAgentId: this.#ownAgent(),
      preferredWaitMs: this.#habits.ownAgentWaitMs,
      isCallback: false,
      mergeWith: this.#callsAgain(),
      waitingSince: null,
    };
    this.#feed(queued);
    // Never after the core has let go of the contact: what is done with the caller then is the application's, which does not
    // queue the same contact again.
    const isInside = record.outcome === "waiting";
    if (this.#random.chance(this.#options.faults.duplicatedEvents) && isInside) this.#feed(queued);
  }

  /** No draw for a stream in which all ask for the same: the other numbers of a seed stay what they were. */
  #requirementsOf({ requirements, anyRequirements }: CallerStream): SkillAlternatives {
    return anyRequirements === undefined ? requirements : (this.#random.pick(anyRequirements) ?? requirements);
  }

  #ownAgent(): UserId | null {
    const share = this.#habits.ownAgentShare;
    if (share === 0 || !this.#random.chance(share)) return null;
    return this.#random.pick(this.#options.agents)?.agentId ?? null;
  }

  #callsAgain(): ContactId | null {
    if (this.#promised.size === 0 || !this.#random.chance(this.#habits.callAgainShare)) return null;
    return this.#random.pick([...this.#promised]) ?? null;
  }

  #losePatience(contactId: ContactId, record: CallRecord): void {
    const isWaiting = this.#acd.state.contacts.get(contactId)?.stage === "waiting";
    const share = this.#habits.callbackShare;
    if (!isWaiting || share === 0 || !this.#random.chance(share))
      return this.#send({ type: "contact-left", contactId });
    this.#send({ type: "contact-callback", contactId });
    this.#time.after(this.#random.exponential(CALLBACK_PATIENCE_MS), () => {
      if (record.outcome === "waiting") this.#send({ type: "contact-left", contactId });
    });
  }

  /** A queue closes or opens, at any moment; in the end all are open. */
  #planHours(gapMs: number): void {
    this.#time.after(this.#random.exponential(gapMs), () => {
      const queue = this.#random.pick(this.#options.queues);
      if (queue !== undefined)
        this.#send({ type: "queue-hours", queueId: queue.queueId, open: !this.#isOpen || this.#random.chance(0.6) });
      if (this.#isOpen) this.#planHours(gapMs);
    });
  }

  #planGiven(gapMs: number): void {
    this.#time.after(this.#supervisor.exponential(gapMs), () => {
      const given = givenByChance(this.#supervisor, this.#acd.state, this.#options.agents);
      if (given !== null) this.#send(given);
      if (this.#isOpen) this.#planGiven(gapMs);
    });
  }

  /** An event on its way to the routing core, which may arrive late or twice. */
  #send(event: AcdEvent): void {
    const { delayedEvents, delayMaxMs, duplicatedEvents, lostEvents } = this.#options.faults;
    const deliver = (): void => {
      if (lostEvents > 0 && this.#random.chance(lostEvents))
        this.#time.after(this.#random.between(1, COMPARED_EVERY_MS), () => this.#feed(event));
      else if (delayedEvents > 0 && this.#random.chance(delayedEvents))
        this.#time.after(this.#random.between(1, delayMaxMs), () => this.#feed(event));
      else this.#feed(event);
    };
    deliver();
    if (duplicatedEvents > 0 && this.#random.chance(duplicatedEvents)) deliver();
  }

  #feed(event: AcdEvent): void {
    const at = this.#time.now;
    if (event.type === "contact-left") this.#callerLeaves(event.contactId);
    const effects = this.#acd.feed(event, at);
    this.#options.watch?.(event, effects, at);
    for (const effect of effects) this.#carryOut(effect);
    const { checkEvery } = this.#options;
    if (checkEvery > 0 && this.#acd.tally.events % checkEvery === 0) this.#acd.check(at);
  }

  #callerLeaves(contactId: ContactId): void {
    const call = this.#calls.get(contactId);
    const stage = this.#acd.state.contacts.get(contactId)?.stage;
    if (call === undefined || (stage !== "waiting" && stage !== "offered")) return;
    this.#settle(call, "abandoned");
    this.#promised.delete(contactId);
  }

  #settle(call: CallRecord, outcome: "answered" | "abandoned" | "refused" | "merged"): void {
    if (call.outcome !== "waiting") return;
    call.outcome = outcome;
    call.waitMs = this.#time.now - call.arrivedAt;
  }

  #carryOut(effect: AcdEffect): void {
    switch (effect.type) {
      case "offer":
        return this.#ring(effect);
      case "agent-changed":
        return this.#agentIs(effect.status);
      case "contact-refused":
      case "contact-treated": {
        const call = this.#calls.get(effect.contactId);
        if (call !== undefined && effect.because !== "duplicate") this.#settle(call, "refused");
        return;
      }
      case "schedule": {
        const { timerId } = effect;
        this.#cancel(timerId);
        const planned = this.#time.after(effect.dueAt - this.#time.now, () => {
          this.#timers.delete(timerId);
          this.#feed({ type: "timer-fired", timerId });
        });
        this.#timers.set(timerId, planned);
        return;
      }
      case "cancel":
        return this.#cancel(effect.timerId);
      case "illegal":
        // Late events can put an agent's return to work out of order: they try again.
        if (effect.event === "agent-ready")
          this.#time.after(1_000, () => this.#startWork(asId<UserId>(effect.subject)));
        return;
      case "withdraw-offer":
      case "contact-waiting":
      case "contact-moved":
        return;
      case "callback-promised":
        this.#promised.add(effect.contactId);
        return;
      case "contact-merged": {
        const call = this.#calls.get(effect.contactId);
        if (call !== undefined) this.#settle(call, "merged");
        this.#promised.delete(effect.contactId);
        return;
      }
    }
  }

  #cancel(timerId: TimerId): void {
    const planned = this.#timers.get(timerId);
    if (planned === undefined) return;
    this.#time.forget(planned);
    this.#timers.delete(timerId);
  }

  #ring(offer: Extract<AcdEffect, { type: "offer" }>): void {
    const { faults, answerDelayMaxMs } = this.#options;
    const { offerId, agentId } = offer;
    if (this.#random.chance(faults.lostDuringOffer)) return this.#lose(agentId);
    if (this.#random.chance(faults.failedOffers)) {
      const failure = this.#random.pick(FAILURES) ?? "failed";
      // A phone that is never picked up is the ring timer's business.
      if (failure !== "no-answer")
        this.#time.after(this.#random.between(0, 5_000), () => this.#send({ type: "offer-failed", offerId, failure }));
      return;
    }
    const delayMs = answerDelayMaxMs === 0 ? 0 : this.#random.between(0, answerDelayMaxMs);
    this.#time.after(delayMs, () => this.#send({ type: "offer-answered", offerId }));
  }

  #agentIs(status: AgentStatus): void {
    const { agentId, contactId } = status;
    switch (status.state) {
      case "on-contact": {
        if (contactId === null) return;
        const call = this.#calls.get(contactId);
        this.#promised.delete(contactId);
        if (call !== undefined && call.outcome !== "waiting") return;
        if (call !== undefined) this.#settle(call, "answered");
        const meanMs = this.#options.streams[call?.stream ?? 0]?.meanHandlingMs ?? 60_000;
        const handlingMs = Math.round(this.#random.exponential(meanMs));
        if (call !== undefined) call.handlingMs = handlingMs;
        this.#time.after(handlingMs, () => this.#send({ type: "contact-ended", contactId }));
        return;
      }
      case "wrap-up":
        if (contactId !== null && this.#random.chance(0.5)) {
          this.#time.after(this.#random.between(0, 20_000), () =>
            this.#send({ type: "wrap-up-done", agentId, contactId }),
          );
        }
        return;
      case "signed-out":
      case "not-ready":
        this.#time.after(this.#random.between(1_000, 30_000), () => this.#startWork(agentId));
        return;
      case "ready":
      case "offered":
        return;
    }
  }

  #startWork(agentId: UserId): void {
    const status = this.#acd.state.agents.get(agentId);
    if (status === undefined || (status.state !== "signed-out" && status.state !== "not-ready")) return;
    this.#send({
      type: "agent-reachability",
      agentId,
      phoneRegistered: true,
      consoleConnected: true,
      microphoneReady: true,
    });
    if (status.state === "signed-out") this.#send({ type: "agent-signed-in", agentId });
    this.#send({ type: "agent-ready", agentId });
  }

  #lose(agentId: UserId): void {
    const lost = this.#random.between(0, 2);
    this.#time.after(this.#random.between(0, 3_000), () =>
      this.#send({
        type: "agent-reachability",
        agentId,
        phoneRegistered: lost !== 0,
        consoleConnected: lost !== 1,
        microphoneReady: lost !== 2,
      }),
    );
  }

  #planWhim(gapMs: number): void {
    this.#time.after(this.#random.exponential(gapMs), () => {
      if (!this.#isOpen) return;
      const agent = this.#random.pick(this.#options.agents);
      if (agent !== undefined) this.#whim(agent.agentId);
      this.#planWhim(gapMs);
    });
  }

  #whim(agentId: UserId): void {
    switch (this.#random.between(0, 3)) {
      case 0:
        return this.#send({
          type: "agent-not-ready",
          agentId,
          reason: this.#random.pick(["break", "lunch", "meeting"]) ?? "break",
        });
      case 1:
        return this.#send({ type: "agent-signed-out", agentId });
      case 2:
        return this.#lose(agentId);
      default:
        this.#dialled += 1;
        return this.#send({
          type: "agent-dialing",
          agentId,
          contactId: asId<ContactId>(`out${this.#dialled}`),
          wrapUpTimeoutMs: 10_000,
        });
    }
  }

  /** Takes queues and agents away and brings them back, with calls in every stage. */
  #planReconfiguration(gapMs: number): void {
    this.#time.after(this.#random.exponential(gapMs), () => {
      const { queues, agents } = this.#options;
      this.#feed(this.#isOpen ? this.#changedConfiguration() : { type: "configured", queues, agents });
      for (const { agentId } of agents) this.#startWork(agentId);
      if (this.#isOpen) this.#planReconfiguration(gapMs);
    });
  }

  #changedConfiguration(): AcdEvent {
    const { queues, agents } = this.#options;
    return {
      type: "configured",
      queues: queues.filter((_, place) => place === 0 || this.#random.chance(0.9)),
      agents: agents
        .filter(() => this.#random.chance(0.95))
        .map((agent) =>
          this.#random.chance(0.2) ? { ...agent, skills: { german: this.#random.between(0, 9) } } : agent,
        ),
    };
  }
}

/** Plays a whole call centre in virtual time until every caller is served or gone. The same seed gives the same run. */
export function playCallCentre(options: CallCentreOptions): CallCentreResult {
  return new CallCentre(options).run();
}
