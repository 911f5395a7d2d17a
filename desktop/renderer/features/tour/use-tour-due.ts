import { useSyncExternalStore } from "react";
import { useConnection, useConsoleState } from "../../connection/use-connection.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import { tourAsked, tourIsDue } from "./tour-memory.ts";

/** Which tour is to be shown now, as its key: the first one or one that was asked for; null for none. */
export function useTourDue(): number | null {
  const asked = useSyncExternalStore(tourAsked.subscribe, tourAsked.get);
  const { view } = useConsoleState();
  const { userId } = useConnection().session.user;
  // It explains an agent's console, and not while somebody talks.
  if (useTakesCalls() !== true || view?.contact !== null) return null;
  return asked > 0 || tourIsDue(userId) ? asked : null;
}
