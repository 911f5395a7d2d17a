import type { CallingNumber, Language } from "../../shared/domain/contact.ts";
import type { CustomerMatch } from "../../shared/domain/customer.ts";
import { asId, type ContactId } from "../../shared/domain/ids.ts";
import { notYetQueued } from "../../shared/domain/queue-fate.ts";
import { unknownCaller } from "../customers/classify.ts";
import { parseCallingNumber } from "../customers/parse-calling-number.ts";
import type { TelephonyEvent } from "../ports/telephony.ts";
import type { Centre } from "./centre.ts";
import { type LiveContact, newContactParts, newRecordParts } from "./live-contact.ts";

export type CallArrived = Extract<TelephonyEvent, { type: "call-arrived" }>;

export const NO_MATCH: CustomerMatch = { kind: "none", matchedBy: null, customers: [] };

/** Who has just come, as nobody knows them yet: with the age they have in the exchange's own queue. */
export function arrivingContact(centre: Centre, event: CallArrived): LiveContact {
  const { clock, random, webphones, settings } = centre;
  const contactId = asId<ContactId>(random.id("c"));
  const arrivedAt = clock.now() - event.waitedMs;
  const parts = newContactParts();
  if (event.waitedMs > 0) parts.waiting.inheritedSince = arrivedAt;
  const phone = event.source === "webphone" ? webphones.callerOf(event.endpointName) : null;
  const ani: CallingNumber =
    event.source === "webphone"
      ? parseCallingNumber(phone?.number ?? "", phone?.number == null, settings.country)
      : parseCallingNumber(event.callerNumber, event.numberWithheld, settings.country);
  const language: Language = "zh";
  return {
    ...parts,
    record: {
      ...newRecordParts(),
      contactId,
      direction: "inbound",
      phase: "ivr",
      customerId: null,
      customerName: null,
      queueId: null,
      ani,
      dnis: event.dnis.slice(0, 40),
      language,
      arrivedAt,
      tier: "standard",
      collected: [],
      kind: "call",
      transferredFrom: null,
      ...notYetQueued(),
    },
    context: {
      contactId,
      direction: "inbound",
      ani,
      dnis: event.dnis.slice(0, 40),
      queueId: null,
      language,
      match: NO_MATCH,
      customerId: null,
      classification: unknownCaller("no-record"),
      collected: [],
      arrivedAt,
      queuedAt: null,
      routing: null,
    },
    customerLeg: event.channelId,
  };
}
