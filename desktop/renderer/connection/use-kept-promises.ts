import type { AgendaEntry } from "../../../shared/domain/agenda.ts";
import type { ConsoleContact } from "../../../shared/wire/console.ts";
import { useAgenda } from "./use-agenda.ts";

/** The promised calls that this call keeps. Told by the number: a promise is kept by whichever way it was dialled. */
export function useKeptPromises(contact: ConsoleContact): readonly AgendaEntry[] {
  return (useAgenda() ?? []).filter((entry) => isKeptBy(entry, contact));
}

/** What was done before this call is no matter of it, nor what is promised in it. */
function isKeptBy({ phone, doneAt, createdAt }: AgendaEntry, { context }: ConsoleContact): boolean {
  const { direction, ani, arrivedAt } = context;
  return direction === "outbound" && phone === ani.e164 && createdAt < arrivedAt && (doneAt ?? arrivedAt) >= arrivedAt;
}
