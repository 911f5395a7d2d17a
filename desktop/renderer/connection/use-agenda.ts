import { useSyncExternalStore } from "react";
import type { AgendaEntry } from "../../../shared/domain/agenda.ts";
import { useServerSecond } from "../ui/server-time.ts";
import { useConnection } from "./use-connection.ts";

/** The agent's promised calls as the server last told them, soonest first; null until it has. */
export function useAgenda(): readonly AgendaEntry[] | null {
  const { agenda } = useConnection().client;
  return useSyncExternalStore(agenda.subscribe, agenda.get)?.entries ?? null;
}

/** How many promised calls are due by now. */
export function useDueCount(): number {
  const entries = useAgenda();
  const now = useServerSecond();
  return entries?.filter(({ doneAt, dueAt }) => doneAt === null && dueAt <= now).length ?? 0;
}
