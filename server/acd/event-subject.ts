import type { ContactId, UserId } from "../../shared/domain/ids.ts";
import type { AcdState, Contact } from "./acd-state.ts";
import type { AcdEvent } from "./events.ts";
import { timerSubject } from "./timers.ts";

export interface EventSubject {
  readonly contactId: ContactId | null;
  readonly agentId: UserId | null;
}

/**
 * Whom an event is about, also where it names only an offer or a timer: so the journal of a contact tells its whole story.
 * Asked before the event is decided, while the state still knows the offer.
 */
export function eventSubject(state: AcdState, event: AcdEvent): EventSubject {
  if ("offerId" in event) return ofContact(state.offers.get(event.offerId));
  if (event.type === "timer-fired") {
    const timer = timerSubject(event.timerId);
    switch (timer?.kind) {
      case "ring":
        return ofContact(state.offers.get(timer.offerId));
      case "wrap":
      case "retry":
      case "step":
        return ofContact(state.contacts.get(timer.contactId));
      case "hold":
        return { contactId: null, agentId: timer.agentId };
      case undefined:
        return { contactId: null, agentId: null };
    }
  }
  return {
    contactId: "contactId" in event ? event.contactId : null,
    agentId: "agentId" in event ? event.agentId : null,
  };
}

function ofContact(contact: Contact | undefined): EventSubject {
  return { contactId: contact?.contactId ?? null, agentId: contact?.agent?.agentId ?? null };
}
