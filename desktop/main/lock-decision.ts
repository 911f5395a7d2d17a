import type { ConsoleState } from "../../shared/ipc/channels.ts";

type AgentState = ConsoleState["agentState"];

/**
 * A locked screen means nobody sits there: no call may be offered to it. An agent who is talking or wrapping up is left
 * alone, and told when the contact is over and the screen still locked (`ready` comes then).
 */
export function tellsScreenLock(state: AgentState): boolean {
  return state === "ready" || state === "offered";
}

/** A customer is there or about to be: the machine stays awake, and nothing ends or is replaced without a question. */
export function isInCall(state: AgentState): boolean {
  return state === "offered" || state === "on-contact";
}
