import { asId, type CallListEntryId } from "../../shared/domain/ids.ts";
import { unknownCaller } from "../customers/classify.ts";
import type { Centre } from "./centre.ts";
import { type LiveContact, newContactParts } from "./live-contact.ts";
import type { Found } from "./recovery.ts";

/** A contact of an earlier run as its record and journal tell it, without its legs; who called is looked up again. */
export async function reviveContact(
  centre: Centre,
  { record, call }: Pick<Found, "record" | "call">,
): Promise<LiveContact> {
  const { callerRecords, callLists, log } = centre;
  const contact: LiveContact = {
    ...newContactParts(),
    legCount: call.legCount,
    offersMade: call.offersMade,
    voicemailId: call.voicemailId,
    permit: call.permit,
    waitedBeforeMs: call.waitedBeforeMs,
    requirements: call.wait.requirements,
    transferredBy: call.transferredBy,
    record: { ...record },
    context: {
      contactId: record.contactId,
      direction: record.direction,
      ani: record.ani,
      dnis: record.dnis,
      queueId: record.queueId,
      language: record.language,
      match: { kind: "none", matchedBy: null, customers: [] },
      customerId: record.customerId,
      classification: unknownCaller("no-record"),
      collected: record.collected,
      arrivedAt: record.arrivedAt,
      queuedAt: record.queuedAt,
      routing: null,
    },
    draft: { disposition: record.disposition, note: record.note },
  };
  try {
    await callerRecords.matchAgain(contact);
    await callerRecords.identifyAs(contact, record.customerId);
    if (record.callListEntryId)
      contact.listEntry = await callLists.entry(asId<CallListEntryId>(record.callListEntryId));
  } catch (error) {
    log.error({ err: error, contactId: record.contactId }, "customer record could not be read");
  }
  return contact;
}
