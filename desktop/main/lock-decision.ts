import type { ConsoleState } from "../../shared/ipc/channels.ts";

/**
 * A locked screen means nobody sits there: no call may be offered to it. An agent who is talking or wrapping up is left
 * alone; the server sets them to not ready when the contact is over if they ask for it.
 */
export function tellsScreenLock(state: ConsoleState["agentState"]): boolean {
  return state === "ready" || state === "offered";
}

/** The machine must not fall asleep while somebody talks or is about to. */
export function keepsMachineAwake(state: ConsoleState["agentState"]): boolean {
  return state === "offered" || state === "on-contact";
}
