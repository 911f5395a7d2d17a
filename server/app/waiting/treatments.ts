import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import type { TreatmentReason } from "../../../shared/domain/queue.ts";
import type { AcdEffect } from "../../acd/effects.ts";
import type { Centre } from "../centre.ts";

type ContactTreated = Extract<AcdEffect, { type: "contact-treated" }>;

const REASON_PROMPTS: Readonly<Record<TreatmentReason, string>> = {
  closed: "queue-closed",
  "no-agents": "queue-no-agents",
  "max-wait": "queue-max-wait",
  "queue-full": "queue-busy",
};
const GOODBYES: Readonly<Record<TreatmentReason, readonly string[]>> = {
  closed: ["all-lines-closed"],
  "no-agents": ["queue-no-agents", "call-again-later"],
  "max-wait": ["queue-max-wait", "call-again-later"],
  "queue-full": ["queue-full"],
};
/** No abandon: whoever hangs up on being told so, or leaves no message, was turned away like who is told goodbye. */
export const TREATED_AS: Readonly<Record<TreatmentReason, ContactOutcome>> = {
  closed: "closed",
  "no-agents": "no-agents",
  "max-wait": "waited-too-long",
  "queue-full": "queue-full",
};

/** A caller who is not to wait (any more): is told why in their language, then what the queue says is done. */
export class Treatments {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  treat({ contactId, queueId, because, treatment }: ContactTreated): void {
    const { registry, waitingRoom, waitingKeys, voicemail, journal, clock } = this.#centre;
    const contact = registry.get(contactId);
    if (!contact) return;
    journal.append({
      at: clock.now(),
      type: "queue.treated",
      contactId,
      agentId: null,
      payload: { queueId, because, treatment: treatment.kind },
    });
    contact.waiting.treatedAs = TREATED_AS[because];
    const why = { id: REASON_PROMPTS[because] };
    registry.setPhase(contact, "ivr");
    switch (treatment.kind) {
      case "goodbye":
        contact.record.outcome = TREATED_AS[because];
        registry.save(contact);
        waitingRoom.sayAndHangUp(contact, ...GOODBYES[because]);
        break;
      case "voicemail":
        waitingRoom.speak(contact, [why], () => voicemail.begin(contact));
        break;
      case "callback":
        waitingRoom.speak(contact, [why], () => waitingKeys.choose(contact, "callback", "goodbye"));
        break;
      default:
        treatment.kind satisfies never;
    }
  }
}
