import { decide } from "../../server/acd/acd.ts";
import { type AcdState, createAcd } from "../../server/acd/acd-state.ts";
import type { AcdEffect } from "../../server/acd/effects.ts";
import type { AcdEvent } from "../../server/acd/events.ts";
import { brokenInvariants, passedOver } from "./invariants.ts";

/** The routing core with a bookkeeper beside it who counts calls and timers and checks each offer. */
export class CheckedAcd {
  readonly state: AcdState = createAcd();
  readonly timers = new Map<string, number>();
  readonly problems: string[] = [];
  readonly tally = { accepted: 0, refused: 0, answered: 0, abandoned: 0, illegal: 0, events: 0 };
  readonly #everyOffer: boolean;

  constructor(everyOffer: boolean) {
    this.#everyOffer = everyOffer;
  }

  feed(event: AcdEvent, at: number): readonly AcdEffect[] {
    this.tally.events += 1;
    const left =
      event.type === "contact-left" || event.type === "contact-ended"
        ? this.state.contacts.get(event.contactId)
        : undefined;
    if (left?.stage === "waiting" || left?.stage === "offered") this.tally.abandoned += 1;
    if (event.type === "timer-fired") this.timers.delete(event.timerId);
    const effects = decide(this.state, event, at);
    let refused = 0;
    for (const effect of effects) {
      if (effect.type === "schedule") this.timers.set(effect.timerId, effect.dueAt);
      else if (effect.type === "cancel") this.timers.delete(effect.timerId);
      else if (effect.type === "contact-refused") refused += 1;
      else if (effect.type === "illegal") this.tally.illegal += 1;
      else if (effect.type === "offer" && this.#everyOffer) {
        const contact = this.state.contacts.get(effect.contactId);
        if (contact !== undefined) this.problems.push(...passedOver(effect.agentId, contact, at));
      }
    }
    if (event.type === "contact-queued") {
      this.tally.refused += refused;
      this.tally.accepted += 1 - refused;
    }
    if (event.type === "offer-answered" && effects[0]?.type !== "illegal") this.tally.answered += 1;
    return effects;
  }

  /** Looks at everything; costs as much as the state is large. */
  check(at: number): readonly string[] {
    this.problems.push(...brokenInvariants(this.state, new Set(this.timers.keys()), at));
    let inQueue = 0;
    for (const queue of this.state.queues.values()) inQueue += queue.contacts.size;
    const { accepted, answered, abandoned } = this.tally;
    if (accepted !== answered + abandoned + inQueue) {
      this.problems.push(
        `${accepted} offered calls, but ${answered} answered + ${abandoned} abandoned + ${inQueue} in queue`,
      );
    }
    return this.problems;
  }
}
