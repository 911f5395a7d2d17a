import type { CallPermit } from "../../shared/domain/calling-hours.ts";
import type { CallListEntry } from "../../shared/domain/call-list.ts";
import { notYetQueued } from "../../shared/domain/queue-fate.ts";
import type { CustomerSummary } from "../../shared/domain/customer.ts";
import { asId, type ContactId, type CustomerId, type UserId } from "../../shared/domain/ids.ts";
import type { Voicemail } from "../../shared/domain/waiting.ts";
import { unknownCaller } from "../customers/classify.ts";
import { parseCallingNumber } from "../customers/parse-calling-number.ts";
import type { Centre } from "./centre.ts";
import { type LiveContact, newContactParts, newRecordParts } from "./live-contact.ts";

/** Who is to be called: an entry of a call list, or a number by itself. */
export interface CalledParty {
  /** As written; read in the country of the settings. */
  readonly phone: string;
  readonly name: string;
  /** null: looked for by the number. */
  readonly customer: CustomerSummary | null;
  readonly entry: CallListEntry | null;
  /** By what the call of an entry is allowed. */
  readonly permit?: CallPermit;
  /** Whom the agent chose to call, where one number has several customers. */
  readonly knownAs?: CustomerId | null;
  /** The message this call answers. */
  readonly message?: Pick<Voicemail, "voicemailId" | "recordedAt">;
}

/** A contact that the agent begins; it is not live until it is added to the registry. */
export function outboundContact(
  centre: Centre,
  agentId: UserId,
  { phone, customer, entry, permit, message }: CalledParty,
): LiveContact {
  const { clock, random, agents, settings } = centre;
  const now = clock.now();
  const shared = {
    contactId: asId<ContactId>(random.id("c")),
    direction: "outbound",
    ani: parseCallingNumber(phone, false, settings.country),
    dnis: settings.outboundCallerNumber,
    queueId: null,
    language: customer?.language ?? "zh",
    customerId: null,
    arrivedAt: now,
    queuedAt: null,
  } as const;
  return {
    ...newContactParts(),
    record: {
      ...newRecordParts(),
      ...shared,
      phase: "dialing",
      customerName: null,
      agentId,
      agentName: agents.displayName(agentId),
      tier: "standard",
      collected: [],
      callListEntryId: entry?.entryId ?? null,
      kind: "call",
      transferredFrom: null,
      ...notYetQueued(),
      answersMessageAt: message?.recordedAt ?? null,
    },
    context: {
      ...shared,
      match: { kind: "none", matchedBy: null, customers: [] },
      classification: unknownCaller("no-record"),
      collected: [],
      routing: null,
    },
    listEntry: entry,
    permit: permit ?? null,
    voicemailId: message?.voicemailId ?? null,
  };
}
