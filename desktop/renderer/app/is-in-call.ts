import type { AgentView } from "../../../shared/wire/console.ts";

/** Somebody is on the line, or being dialled: signing out would end the call. */
export function isInCall(view: AgentView | null): boolean {
  const phase = view?.contact?.phase;
  return phase === "connected" || phase === "dialing";
}
