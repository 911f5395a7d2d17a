import { decide } from "../../server/acd/acd.ts";
import { type AcdState, createAcd } from "../../server/acd/acd-state.ts";
import type { AcdEffect } from "../../server/acd/effects.ts";
import type { AcdEvent } from "../../server/acd/events.ts";
import { brokenInvariants } from "./invariants.ts";
import { Ledger } from "./ledger.ts";
import { passedOver } from "./serving-rules.ts";

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
  readonly tally = { illegal: 0, events: 0, offers: 0 };
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
    const effects = this.#decide(this.state, event, at);
    this.#ledger.take(event, effects, at);
    for (const effect of effects) {
      if (effect.type === "schedule") this.timers.set(effect.timerId, effect.dueAt);
      else if (effect.type === "cancel") this.timers.delete(effect.timerId);
      else if (effect.type === "illegal") this.tally.illegal += 1;
      else if (effect.type === "offer") this.#checkOffer(effect, event, at, effects);
    }
    this.#checkBooks();
    if (this.#ledger.problems.length > 0) this.problems.push(...this.#ledger.problems.splice(0));
    return effects;
  }

  #checkOffer(
    { contactId, agentId }: Extract<AcdEffect, { type: "offer" }>,
    event: AcdEvent,
    at: number,
    effects: readonly AcdEffect[],
  ): void {
    this.tally.offers += 1;
    const contact = this.state.contacts.get(contactId);
    const entry = this.#ledger.entries.get(contactId);
    if (contact === undefined || entry === undefined) {
      this.problems.push(`${contactId} is offered, but unknown`);
      return;
    }
    if (contact.waitingSince !== entry.waitingSince || contact.headStartMs !== entry.headStartMs)
      this.problems.push(`${contactId} waits since ${entry.waitingSince}, but counts as since ${contact.waitingSince}`);
    if (!this.#everyOffer) return;
    // Whom this very event moved here came into the line after the offer was made, or were offered themselves.
    const moved = new Set(effects.flatMap((effect) => (effect.type === "contact-moved" ? [effect.contactId] : [])));
    const isPlacedAnew = event.type === "configured" || event.type === "queue-hours";
    const problems = passedOver(this.state, agentId, contact, at, { moved, isPlacedAnew: false });
    // Then some callers are placed by their own queues' promises and some agents take the next of a line: either will do.
    if (isPlacedAnew && passedOver(this.state, agentId, contact, at, { moved, isPlacedAnew }).length === 0) return;
    this.problems.push(...problems);
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
