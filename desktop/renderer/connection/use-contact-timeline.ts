import { useSyncExternalStore } from "react";
import type { ContactContext } from "../../../shared/domain/contact.ts";
import type { ContactTimeline } from "../../../shared/wire/console.ts";
import { useConnection } from "./use-connection.ts";

/** What the server told of this customer's earlier contacts; null until it has. */
export function useContactTimeline({ contactId, customerId }: ContactContext): ContactTimeline | null {
  const { timeline } = useConnection().client;
  const told = useSyncExternalStore(timeline.subscribe, timeline.get);
  return told?.contactId === contactId && told.customerId === customerId ? told : null;
}
