import { createContext, use } from "react";

/** Whether the server cannot be reached now: what was not fetched before comes no sooner than the connection. */
export const ServerAwayContext = createContext(false);

export function useIsServerAway(): boolean {
  return use(ServerAwayContext);
}
