import type { AgentView } from "../../../../shared/wire/console.ts";
import type { ConsultedBy, SecondCallView } from "../../../../shared/wire/transfer-schemas.ts";
import { isCustomerCalledFirst } from "../../presentation/is-customer-called-first.ts";
import type { ShownState } from "../../ui/state-shape.tsx";

/** How the agent stands where their state alone would mislead. `since` is what the control's timer counts. */
export type CallState =
  | {
      readonly kind: "consulting" | "conference" | "second-active" | "second-waits";
      readonly second: SecondCallView;
      readonly since: number;
      /** The customer of the first call hears music since then; null: they talk, or hung up. */
      readonly heldSince: number | null;
      readonly customerGone: boolean;
      /** Of the first call; null: nobody knows them. */
      readonly customerName: string | null;
    }
  | { readonly kind: "consulted"; readonly by: ConsultedBy; readonly since: number }
  | { readonly kind: "consulted-together"; readonly by: ConsultedBy; readonly since: number }
  /** A callback whose customer is rung before the agent. */
  | { readonly kind: "calling-customer"; readonly since: number }
  /** Somebody is rung and has not answered yet. */
  | { readonly kind: "dialing"; readonly since: number };

/** null: the agent's state alone says everything. */
export function callState({ status, contact }: AgentView): CallState | null {
  if (contact === null) return null;
  if (isCustomerCalledFirst(contact)) return { kind: "calling-customer", since: status.since };
  if (status.state !== "on-contact") return null;
  if (contact.phase === "dialing") return { kind: "dialing", since: status.since };
  const { second, consultedBy, held, heldSince, customerGone } = contact;
  if (consultedBy !== null) {
    const kind = consultedBy.state === "conference" ? "consulted-together" : "consulted";
    return { kind, by: consultedBy, since: status.since };
  }
  if (second === null) return null;
  const kind =
    second.state === "conference"
      ? "conference"
      : second.state === "waiting"
        ? "second-waits"
        : second.kind === "customer"
          ? "second-active"
          : "consulting";
  // With the customer the agent talks as long as the contact lasts; with the other one since that call began.
  const since = kind === "second-waits" ? status.since : second.since;
  return {
    kind,
    second,
    since,
    heldSince: held ? heldSince : null,
    customerGone,
    customerName: contact.customer?.name ?? null,
  };
}

/** Everybody this agent could talk with hears music. */
export function bothWait(state: CallState | null): boolean {
  if (state === null || !("second" in state) || state.heldSince === null) return false;
  return state.kind === "second-waits" || (state.kind === "conference" && state.second.kind === "customer");
}

/** The agent's state, with a contact on hold told apart: on hold is who talks to nobody. */
export function shownState(view: AgentView): ShownState {
  const { status, contact } = view;
  const state = callState(view);
  const isHeld = status.state === "on-contact" && contact?.held === true && (state === null || bothWait(state));
  return isHeld ? "held" : status.state;
}
