import type { AgentView } from "../../../../shared/wire/console.ts";
import type { ShownState } from "../../ui/state-shape.tsx";

/** The agent's state, with a contact on hold told apart. */
export function shownState({ status, contact }: AgentView): ShownState {
  return status.state === "on-contact" && contact?.held === true ? "held" : status.state;
}
