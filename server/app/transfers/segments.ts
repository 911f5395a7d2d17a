import { asId, type ContactId, type QueueId } from "../../../shared/domain/ids.ts";
import type { ContactPhase, SegmentKind } from "../../../shared/domain/contact.ts";
import type { PassedOn } from "../../../shared/domain/transfer.ts";
import type { Centre } from "../centre.ts";
import { LegMusic } from "../leg-music.ts";
import { type LiveContact, newContactParts, newRecordParts } from "../live-contact.ts";

/**
 * The next segment of a call: everything known of the customer goes along, nothing of what the agent before did with them.
 * It is live (added to the registry), but has no leg and no agent yet.
 */
export function nextSegment(
  centre: Centre,
  from: LiveContact,
  next: { readonly kind: SegmentKind; readonly phase: ContactPhase; readonly queueId: QueueId | null },
): LiveContact {
  const { clock, random, registry, journal } = centre;
  const contactId = asId<ContactId>(random.id("c"));
  const now = clock.now();
  const contact: LiveContact = {
    ...newContactParts(),
    customer: from.customer,
    transferredBy: from.record.agentId
      ? { agentId: from.record.agentId, name: from.record.agentName ?? from.record.agentId }
      : from.transferredBy,
    waitedBeforeMs: from.waitedBeforeMs + waitedMs(from),
    context: { ...from.context, contactId, queueId: next.queueId, queuedAt: null, routing: null },
    record: {
      ...from.record,
      ...newRecordParts(),
      contactId,
      phase: next.phase,
      queueId: next.queueId,
      arrivedAt: now,
      kind: next.kind,
      transferredFrom: from.record.contactId,
      overflowedFrom: [],
      callbackAt: null,
      messageAt: null,
    },
  };
  registry.add(contact);
  journal.append({
    at: now,
    type: "segment.begun",
    contactId,
    agentId: null,
    payload: {
      from: from.record.contactId,
      kind: next.kind,
      waitedBeforeMs: contact.waitedBeforeMs,
      by: contact.transferredBy,
    },
  });
  return contact;
}

/** Queue and ring time of the segment itself: what the caller has queued for already is not queued for again. */
function waitedMs({ record: { queuedAt, answeredAt } }: LiveContact): number {
  return queuedAt === null || answeredAt === null ? 0 : Math.max(0, answeredAt - queuedAt);
}

/** The customer's leg, with the music on it, goes over to the next segment. Asks nothing of the PBX. */
export function handOver(centre: Centre, from: LiveContact, to: LiveContact, passedOn: PassedOn): void {
  const { journal, clock, registry } = centre;
  const { customerLeg } = from;
  if (!customerLeg) return;
  journal.append({
    at: clock.now(),
    type: "call.received",
    contactId: to.record.contactId,
    agentId: to.record.agentId,
    payload: { channelId: customerLeg, from: from.record.contactId },
  });
  to.record.kind = "call";
  to.customerLeg = customerLeg;
  to.customerLegUp = from.customerLegUp;
  to.music = from.music;
  registry.bindChannel(customerLeg, to, "customer");
  registry.save(to);
  journal.append({
    at: clock.now(),
    type: "call.passed-on",
    contactId: from.record.contactId,
    agentId: from.record.agentId,
    payload: { to: to.record.contactId, passedOn },
  });
  from.record.passedOn = passedOn;
  from.customerLeg = null;
  from.customerLegUp = false;
  from.music = new LegMusic();
  registry.touch(from);
}
