import type { ConsultedBy, SecondCallView } from "../../../shared/wire/transfer-schemas.ts";
import type { LiveContact, SecondCall } from "../live-contact.ts";
import { partyOf } from "./places.ts";

/** The other call as its agent's console shows it. */
export function secondCallView(first: LiveContact, second: SecondCall): SecondCallView {
  const { contact, kind, target, since, conference } = second;
  const { contactId, customerName, ani } = contact.record;
  if (kind === "own") {
    const state = conference && contact.heldSince === null ? "conference" : "waiting";
    return { contactId, kind: "customer", name: customerName ?? ani.e164 ?? ani.raw, state, since };
  }
  return {
    contactId,
    kind: target.kind === "parking" ? "agent" : target.kind,
    name: target.name,
    state: stateOf(first, second),
    since,
  };
}

/** How it stands with whoever is asked. */
function stateOf(first: LiveContact, second: SecondCall): SecondCallView["state"] {
  const { parkedSince, heldSince } = second.contact;
  if (parkedSince !== null) return "away";
  if (partyOf(second)?.isUp !== true) return "ringing";
  // Without the agent both hear music.
  if (heldSince !== null || first.parkedSince !== null) return "waiting";
  // With the customer put on hold out of it, it is a talk of two until they are taken back.
  if (second.conference && (first.heldSince === null || first.customerLeg === null)) return "conference";
  const isWithCustomer = first.heldSince === null && first.customerLeg !== null;
  return isWithCustomer ? "waiting" : "active";
}

/** The same consultation as whoever is asked sees it; null: nobody asks them. */
export function consultedByView({ first }: LiveContact): ConsultedBy | null {
  if (first?.second?.kind !== "consult") return null;
  return { name: first.record.agentName ?? "", state: whatTheCustomerHears(first, first.second) };
}

function whatTheCustomerHears(first: LiveContact, second: SecondCall): ConsultedBy["state"] {
  if (first.customerLeg === null) return "customer-gone";
  switch (secondCallView(first, second).state) {
    case "conference":
      return "conference";
    case "waiting":
      return "music";
    case "ringing":
    case "away":
      // The agent may take the customer back while the other phone rings.
      return first.heldSince === null ? "music" : "customer-waits";
    case "active":
      return "customer-waits";
  }
}
