import { decide } from "../../server/acd/acd.ts";
import { type AcdState, createAcd } from "../../server/acd/acd-state.ts";
import type { AcdEffect } from "../../server/acd/effects.ts";
import type { AcdEvent } from "../../server/acd/events.ts";
import { desertedCallers } from "./deserted-callers.ts";
import { brokenInvariants } from "./invariants.ts";
import { Ledger } from "./ledger.ts";
import { passedOver } from "./serving-rules.ts";

type Offer = Extract<AcdEffect, { type: "offer" }>;

/** The routing core, or one that was broken on purpose. */
export type Decide = typeof decide;

/**
 * The routing core with a bookkeeper beside it. After every event: each call in one place, each agent with one call, the
 * books balance. For every offer, where asked: nobody was passed over. `check` looks at the whole state.
 */
export class CheckedAcd {
  readonly state: AcdState = createAcd();
  readonly timers = new Map<string, number>();
  readonly problems: string[] = [];
  /** `demandsMax`: in one queue at a time, when an agent signed out. */
  readonly tally = { illegal: 0, events: 0, offers: 0, callbacks: 0, demandsMax: 0 };
  readonly #ledger = new Ledger();
  readonly #everyOffer: boolean;
  readonly #decide: Decide;

  constructor(everyOffer: boolean, decideWith: Decide = decide) {
    this.#everyOffer = everyOffer;
    this.#decide = decideWith;
  }

  get books(): Readonly<Ledger["books"]> {
    return this.#ledger.books;
  }

  feed(event: AcdEvent, at: number): readonly AcdEffect[] {
    this.tally.events += 1;
    if (event.type === "timer-fired") this.timers.delete(event.timerId);
    const takenOver = event.type === "contact-queued" ? this.#ringing(event) : null;
    const effects = this.#decide(this.state, event, at);
    this.#ledger.take(event, effects, at);
    for (const effect of effects) {
      if (effect.type === "schedule") this.timers.set(effect.timerId, effect.dueAt);
      else if (effect.type === "cancel") this.timers.delete(effect.timerId);
      else if (effect.type === "illegal") this.tally.illegal += 1;
      else if (effect.type === "callback-promised") this.tally.callbacks += 1;
      else if (effect.type === "offer") this.#checkOffer(effect, at, effects, takenOver);
    }
    if (event.type === "configured" || effects.some(isSignOut)) this.problems.push(...desertedCallers(this.state, at));
    if (event.type === "agent-signed-out") this.#countDemands();
    this.#checkBooks();
    if (this.#ledger.problems.length > 0) this.problems.push(...this.#ledger.problems.splice(0));
    return effects;
  }

  /** The agent who is rung for this caller's earlier call to the same queue. */
  #ringing({ mergeWith, queueId }: Extract<AcdEvent, { type: "contact-queued" }>): string | null {
    const entry = mergeWith === null ? undefined : this.#ledger.entries.get(mergeWith);
    return entry?.place === "offered" && entry.queueId === queueId ? entry.agentId : null;
  }

  #checkOffer(effect: Offer, at: number, effects: readonly AcdEffect[], takenOver: string | null): void {
    const { contactId, agentId } = effect;
    this.tally.offers += 1;
    const contact = this.state.contacts.get(contactId);
    const entry = this.#ledger.entries.get(contactId);
    if (contact === undefined || entry === undefined) {
      this.problems.push(`${contactId} is offered, but unknown`);
      return;
    }
    if (contact.waitingSince !== entry.waitingSince || contact.headStartMs !== entry.headStartMs)
      this.problems.push(`${contactId} waits since ${entry.waitingSince}, but counts as since ${contact.waitingSince}`);
    if (!this.#everyOffer || isTakenOver(effect, effects, takenOver)) return;
    // Whom this very event moves after the offer was made was not in this line yet.
    const later = effects.slice(effects.indexOf(effect));
    const moved = new Set(later.flatMap((one) => (one.type === "contact-moved" ? [one.contactId] : [])));
    this.problems.push(...passedOver(this.state, agentId, contact, at, moved));
  }

  #countDemands(): void {
    for (const { lanes } of this.state.queues.values())
      this.tally.demandsMax = Math.max(this.tally.demandsMax, lanes.size);
  }

  #checkBooks(): void {
    let inQueues = 0;
    for (const queue of this.state.queues.values()) inQueues += queue.contacts.size;
    const { offered, answered, abandoned, overflowed, treated, merged, inLine } = this.#ledger.books;
    if (inLine === inQueues && offered === answered + abandoned + overflowed + treated + merged + inLine) return;
    this.problems.push(
      `${offered} offered calls, but ${answered} answered + ${abandoned} abandoned + ${overflowed} overflowed + ${treated} treated + ${merged} merged + ${inLine} in line; ${inQueues} in the queues`,
    );
  }

  /** Looks at everything; costs as much as the state is large. */
  check(at: number): readonly string[] {
    this.problems.push(...brokenInvariants(this.state, new Set(this.timers.keys()), at));
    return this.problems;
  }
}

function isSignOut(effect: AcdEffect): boolean {
  return effect.type === "agent-changed" && effect.status.state === "signed-out";
}

/** The agent was being rung for the same caller's earlier call to the same queue (`ringing`): what was theirs stays theirs. */
function isTakenOver({ agentId, contactId }: Offer, effects: readonly AcdEffect[], ringing: string | null): boolean {
  return (
    agentId === ringing &&
    effects.some((effect) => effect.type === "contact-merged" && effect.intoContactId === contactId)
  );
}
