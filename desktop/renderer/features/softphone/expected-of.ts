import { asId, type ContactId } from "../../../../shared/domain/ids.ts";
import type { AgentView } from "../../../../shared/wire/console.ts";
import type { Expected } from "./softphone-machine.ts";

/**
 * The contact a call may come for: offered, being dialled, or connected (the server brings a lost call back). For a supervisor
 * also the call that they listen to, whose INVITE names the monitor and is taken without a ring.
 */
export function expectedOf(view: AgentView | null): Expected | null {
  const contact = view?.contact ?? null;
  if (contact === null || contact.phase === "wrap-up") {
    const monitorId = view?.monitor?.monitorId;
    return monitorId === undefined ? null : { contactId: asId<ContactId>(monitorId), phase: "connected" };
  }
  return { contactId: contact.context.contactId, phase: contact.phase };
}
