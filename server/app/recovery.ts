import type { ContactRecord } from "../../shared/domain/contact.ts";
import { asId, type BridgeId, type ChannelId } from "../../shared/domain/ids.ts";
import type { TelephonySnapshot } from "../ports/telephony.ts";
import type { Centre } from "./centre.ts";
import { unknownCaller } from "../customers/classify.ts";
import { newContactParts } from "./inbound.ts";
import type { LiveContact } from "./live-contact.ts";

/** What the journal says about the legs of a contact of an earlier run. */
interface KnownLegs {
  customerLeg: ChannelId | null;
  agentLeg: ChannelId | null;
  bridgeId: BridgeId | null;
}

/**
 * After a start (or when the PBX comes back): every contact that was not closed is adopted where it really is, or ended
 * and recorded once; legs that belong to no contact are ended.
 *
 *   talking, both legs up in their bridge -> goes on, the agent is on it
 *   caller alone on the line              -> waits (again) with the age it had
 *   nobody left                           -> closed with what was known
 */
export class Recovery {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  async run(): Promise<{ adopted: number; requeued: number; closed: number; orphans: number }> {
    const { telephony, contacts, registry, log } = this.#centre;
    const snapshot = await telephony.snapshot();
    const alive = new Set<string>(snapshot.channels.map((channel) => channel.channelId));
    const result = { adopted: 0, requeued: 0, closed: 0, orphans: 0 };
    this.#endVanished(alive);
    for (const record of await contacts.open()) {
      if (registry.get(record.contactId)) continue;
      const legs = this.#legsOf(record);
      const customerLeg = legs.customerLeg && alive.has(legs.customerLeg) ? legs.customerLeg : null;
      const agentLeg = legs.agentLeg && alive.has(legs.agentLeg) ? legs.agentLeg : null;
      if (record.phase === "connected" && customerLeg && agentLeg && legs.bridgeId && record.agentId) {
        await this.#adoptTalking(record, { customerLeg, agentLeg, bridgeId: legs.bridgeId });
        result.adopted += 1;
      } else if (customerLeg && record.direction === "inbound" && record.phase !== "wrap-up") {
        await this.#requeue(record, customerLeg, agentLeg);
        result.requeued += 1;
      } else {
        this.#closeLost(record);
        result.closed += 1;
      }
    }
    result.orphans = await this.#endOrphans(snapshot);
    log.info(result, "calls of the earlier run are in their places");
    return result;
  }

  /** Legs that ended while the PBX was out of sight: treat as if it had said so. */
  #endVanished(alive: ReadonlySet<string>): void {
    const { registry, conversations, inbound, router } = this.#centre;
    for (const contact of [...registry.all()]) {
      const { phase } = contact.record;
      if (phase === "wrap-up" || phase === "closed") continue;
      const customerGone = contact.customerLeg !== null && !alive.has(contact.customerLeg);
      const agentGone =
        contact.agentLeg !== null && contact.agentLeg.state !== "popping" && !alive.has(contact.agentLeg.channelId);
      if (phase === "connected" || phase === "dialing") {
        if (customerGone || agentGone) conversations.over(contact);
      } else if (customerGone) {
        inbound.callerLeft(contact);
      } else if (agentGone && contact.agentLeg?.offerId) {
        router.submit({ type: "offer-failed", offerId: contact.agentLeg.offerId, failure: "failed" });
      }
    }
  }

  #legsOf(record: ContactRecord): KnownLegs {
    const legs: KnownLegs = { customerLeg: null, agentLeg: null, bridgeId: null };
    for (const entry of this.#centre.journal.ofContact(record.contactId)) {
      const payload = entry.payload;
      if (typeof payload !== "object" || payload === null) continue;
      const read = (key: string): string | null => {
        const value = Object.entries(payload).find(([name]) => name === key)?.[1];
        return typeof value === "string" ? value : null;
      };
      if (entry.type === "call.arrived" || entry.type === "call.dialed")
        legs.customerLeg = toId<ChannelId>(read("channelId"));
      if (entry.type === "offer.pop-painted" || entry.type === "offer.pop-late" || entry.type === "call.dialing") {
        legs.agentLeg = toId<ChannelId>(read("channelId"));
      }
      if (entry.type === "call.connected") legs.bridgeId = toId<BridgeId>(read("bridgeId"));
    }
    return legs;
  }

  async #adoptTalking(
    record: ContactRecord,
    legs: { customerLeg: ChannelId; agentLeg: ChannelId; bridgeId: BridgeId },
  ): Promise<void> {
    const { registry, telephony, router, wrapUps, journal, clock } = this.#centre;
    const contact = await this.#revive(record);
    const agentId = record.agentId;
    if (!agentId) return;
    contact.customerLeg = legs.customerLeg;
    contact.customerLegUp = true;
    contact.bridgeId = legs.bridgeId;
    contact.agentLeg = { agentId, channelId: legs.agentLeg, offerId: null, state: "up", ringEndsAt: null };
    contact.legCount = Number(legs.agentLeg.split(".a").at(-1) ?? 1);
    registry.add(contact);
    registry.bindAgent(agentId, contact);
    registry.bindChannel(legs.customerLeg, contact, "customer");
    registry.bindChannel(legs.agentLeg, contact, "agent");
    await telephony.adopt(legs.customerLeg);
    await telephony.adopt(legs.agentLeg);
    router.submit({ type: "agent-signed-in", agentId });
    router.submit({
      type: "agent-dialing",
      agentId,
      contactId: record.contactId,
      wrapUpTimeoutMs: wrapUps.timeoutOf(contact),
    });
    journal.append({ at: clock.now(), type: "recovery.adopted", contactId: record.contactId, agentId, payload: {} });
  }

  async #requeue(record: ContactRecord, customerLeg: ChannelId, agentLeg: ChannelId | null): Promise<void> {
    const { registry, telephony, inbound, journal, clock, conversations, entryPoints } = this.#centre;
    const contact = await this.#revive(record);
    contact.customerLeg = customerLeg;
    contact.customerLegUp = true;
    contact.record.agentId = null;
    contact.record.agentName = null;
    registry.add(contact);
    registry.bindChannel(customerLeg, contact, "customer");
    await telephony.adopt(customerLeg);
    if (agentLeg) conversations.attempt(contact, "end half-made ring", telephony.hangup(agentLeg, "normal"));
    const queueId = record.queueId ?? asId(entryPoints.get(record.dnis)?.queueId ?? "service");
    journal.append({
      at: clock.now(),
      type: "recovery.requeued",
      contactId: record.contactId,
      agentId: null,
      payload: { phase: record.phase },
    });
    inbound.enqueue(contact, queueId, record.queuedAt ?? record.arrivedAt);
  }

  async #revive(record: ContactRecord): Promise<LiveContact> {
    const { inbound } = this.#centre;
    const contact: LiveContact = {
      ...newContactParts(),
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
    await inbound.prepareCustomer(contact, record.customerId);
    return contact;
  }

  #closeLost(record: ContactRecord): void {
    const { contacts, journal, clock } = this.#centre;
    const now = clock.now();
    const outcome = record.outcome ?? (record.queuedAt !== null && record.answeredAt === null ? "abandoned" : "failed");
    contacts.save({
      ...record,
      phase: "closed",
      outcome,
      endedAt: record.endedAt ?? now,
      wrapUpEndedAt: record.wrapUpEndedAt ?? (record.answeredAt ? now : null),
    });
    journal.append({
      at: now,
      type: "recovery.closed",
      contactId: record.contactId,
      agentId: record.agentId,
      payload: { phase: record.phase, outcome },
    });
  }

  async #endOrphans(snapshot: TelephonySnapshot): Promise<number> {
    const { registry, telephony, log } = this.#centre;
    let orphans = 0;
    for (const channel of snapshot.channels) {
      if (registry.byChannel(channel.channelId)) continue;
      orphans += 1;
      try {
        await telephony.hangup(channel.channelId, "normal");
      } catch (error) {
        log.warn({ err: error, channelId: channel.channelId }, "orphan leg could not be ended");
      }
    }
    const bridges = new Set([...registry.all()].map((contact) => contact.bridgeId as string | null));
    for (const bridge of snapshot.bridges) {
      if (bridges.has(bridge.bridgeId)) continue;
      try {
        await telephony.destroyBridge(bridge.bridgeId);
      } catch (error) {
        log.warn({ err: error, bridgeId: bridge.bridgeId }, "orphan bridge could not be removed");
      }
    }
    return orphans;
  }
}

function toId<T extends ChannelId | BridgeId>(raw: string | null): T | null {
  return raw === null ? null : asId<T>(raw);
}
