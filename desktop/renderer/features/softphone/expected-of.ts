import type { AgentView } from "../../../../shared/wire/console.ts";
import type { Expected } from "./softphone-machine.ts";

/** The contact a call may come for: offered, being dialled, or connected (the server brings a lost call back). */
export function expectedOf(view: AgentView | null): Expected | null {
  const contact = view?.contact ?? null;
  if (contact === null || contact.phase === "wrap-up") return null;
  return { contactId: contact.context.contactId, phase: contact.phase };
}
