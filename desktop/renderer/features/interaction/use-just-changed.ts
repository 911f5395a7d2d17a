import { useEffect, useState } from "react";
import type { ContactId } from "../../../../shared/domain/ids.ts";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";

/** Nobody has read who is on the line now and decided to hang up on them so soon; longer would be felt. */
const HAND_MS = 700;

let shown: { readonly contactId: ContactId; readonly isConnected: boolean } | null = null;

/**
 * The call changed under the agent's hand: of two customers one hung up, or was hung up on, and the other one is the agent's call now.
 * A key that is pressed twice, or in the moment in which the customer was faster, was meant for the one before.
 */
export function useJustChanged({ context: { contactId }, phase }: ConsoleContact): boolean {
  const isConnected = phase === "connected";
  const [isNew, setNew] = useState(
    () => isConnected && shown !== null && shown.isConnected && shown.contactId !== contactId,
  );
  useEffect(() => {
    shown = { contactId, isConnected };
  }, [contactId, isConnected]);
  useEffect(() => {
    if (!isNew) return undefined;
    const timer = setTimeout(() => setNew(false), HAND_MS);
    return () => clearTimeout(timer);
  }, [isNew]);
  return isNew;
}
