import { asId, type BridgeId, type UserId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import { roleAtLeast, type User } from "../../../shared/domain/user.ts";
import type { ParkedCall } from "../../../shared/wire/transfer-schemas.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";
import { handOver, nextSegment } from "./segments.ts";

/** Two digits can be said across a room. */
const PLACES_MAX = 99;
const SHOWN_MAX = 50;
/** Then whoever parked the customer is rung, and the queue has them if that fails. */
const PARKED_MAX_MS: DurationMs = 120_000;
/** An outbound call has no queue: it comes back to its agent so often before it is said goodbye to. */
const ROUNDS_MAX = 3;

/**
 * Customers who wait in a numbered place, with music, for whoever fetches them.
 *
 *   park --> parked --retrieve--> the agent's phone is rung (or their one leg moves over) --> connected
 *              \--2 min--> rung at who parked them --not taken--> their queue, or parked again (3 times), then goodbye
 */
export class Parking {
  readonly #centre: Centre;
  readonly #places = new Map<number, LiveContact>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  async park(user: User, contactId: string): Promise<void> {
    const { transfers, conversations, telephony, agents, clock } = this.#centre;
    const contact = transfers.talking(user.userId, contactId);
    if (contact.second) throw new CommandError("two-calls");
    if (!contact.customerLeg) throw new CommandError("no-active-call");
    const place = this.#freePlace();
    const parked = nextSegment(this.#centre, contact, {
      kind: "call",
      phase: "parked",
      queueId: contact.record.queueId,
    });
    const now = clock.now();
    parked.parking = {
      place,
      by: user.userId,
      byName: agents.displayName(user.userId),
      since: now,
      returnsAt: now + PARKED_MAX_MS,
      rounds: 0,
    };
    this.enter(parked);
    handOver(this.#centre, contact, parked, { kind: "parking", name: String(place) });
    const { customerLeg } = parked;
    if (customerLeg && contact.bridgeId)
      conversations.attempt(parked, "leave the agent", telephony.removeFromBridge(contact.bridgeId, customerLeg));
    transfers.play(parked);
    conversations.over(contact);
    this.#changed();
    await Promise.resolve();
  }

  /** Takes its place (again, after a restart) and the time that is left. */
  enter(contact: LiveContact): void {
    const { journal, clock, registry } = this.#centre;
    const { parking, record } = contact;
    if (!parking) return;
    this.#places.set(parking.place, contact);
    journal.append({
      at: clock.now(),
      type: "parking.entered",
      contactId: record.contactId,
      agentId: parking.by,
      payload: parking,
    });
    registry.setPhase(contact, "parked");
    registry.arm(contact, "parking", parking.returnsAt, () => this.#timeOver(contact));
  }

  async retrieve(user: User, contactId: string): Promise<void> {
    const { registry, router, agents, monitors, wrapUps, ownCalls } = this.#centre;
    const agentId = user.userId;
    const contact = [...this.#places.values()].find((parked) => parked.record.contactId === contactId);
    if (!contact) throw new CommandError("conflict");
    if (!this.#mayFetch(user, contact)) throw new CommandError("forbidden");
    if (monitors.of(agentId)) throw new CommandError("monitor-busy");
    if (!agents.canTalk(agentId)) throw new CommandError("agent-unreachable");
    const state = router.status(agentId)?.state;
    const current = registry.ofAgent(agentId);
    if (state === "ready" || state === "not-ready") {
      this.#taken(contact, agentId);
      registry.bindAgent(agentId, contact);
      router.submit({
        type: "agent-dialing",
        agentId,
        contactId: contact.record.contactId,
        wrapUpTimeoutMs: wrapUps.timeoutOf(contact.record),
      });
      this.#ring(contact);
      return;
    }
    if (state === "wrap-up" && current) {
      // Taken back out of the wrap-up, most likely of the same customer: the draft stands.
      this.#taken(contact, agentId);
      registry.unbindAgent(agentId, current);
      registry.bindAgent(agentId, contact);
      router.submit({
        type: "agent-switched",
        agentId,
        contactId: contact.record.contactId,
        wrapUpTimeoutMs: wrapUps.timeoutOf(contact.record),
      });
      wrapUps.finish(current);
      this.#ring(contact);
      return;
    }
    if (!current || current.record.phase !== "connected" || current.agentLeg?.state !== "up" || current.first)
      throw new CommandError("agent-busy");
    if (current.second || current.customerLeg === null) throw new CommandError("two-calls");
    this.#taken(contact, agentId);
    contact.bridgeId = asId<BridgeId>(`${contact.record.contactId}.b`);
    await ownCalls.exchange(current, contact);
  }

  customerGone(contact: LiveContact): void {
    const { registry } = this.#centre;
    contact.customerLeg = null;
    this.#leave(contact);
    registry.close(contact, "abandoned");
  }

  /** What this person may fetch, by place. */
  listFor(user: User): ParkedCall[] {
    return [...this.#places]
      .filter(([, contact]) => this.#mayFetch(user, contact))
      .sort(([a], [b]) => a - b)
      .slice(0, SHOWN_MAX)
      .flatMap(([place, { record, parking }]) =>
        parking
          ? [
              {
                contactId: record.contactId,
                place,
                who: record.customerName ?? record.ani.e164 ?? record.ani.raw,
                parkedBy: parking.byName,
                isMine: parking.by === user.userId,
                since: parking.since,
                returnsAt: parking.returnsAt,
              },
            ]
          : [],
      );
  }

  /** Who parked them, who works in the queue they came from, and supervisors. */
  #mayFetch(user: User, { parking, record }: LiveContact): boolean {
    if (parking?.by === user.userId || roleAtLeast(user.role, "supervisor")) return true;
    const memberships = this.#centre.agents.config(user.userId)?.memberships ?? [];
    return memberships.some(({ queueId }) => queueId === record.queueId);
  }

  #freePlace(): number {
    for (let place = 1; place <= PLACES_MAX; place += 1) if (!this.#places.has(place)) return place;
    throw new CommandError("parking-full");
  }

  /** The contact is this agent's from here on. */
  #taken(contact: LiveContact, agentId: UserId): void {
    const { agents, journal, clock, registry } = this.#centre;
    const { record } = contact;
    this.#leave(contact);
    journal.append({
      at: clock.now(),
      type: "parking.retrieved",
      contactId: record.contactId,
      agentId,
      payload: { bridgeId: `${record.contactId}.b` },
    });
    record.agentId = agentId;
    record.agentName = agents.displayName(agentId);
    record.answeredAt = clock.now();
    record.outcome = "handled";
    contact.customerLegUp = true;
    registry.setPhase(contact, "connected");
  }

  /** The agent's phone takes it by itself, as it does a call that is brought back. */
  #ring(contact: LiveContact): void {
    this.#centre.lostAgents.park(contact, "retrieved");
  }

  #timeOver(contact: LiveContact): void {
    const { targets, transfers, queues, journal, clock } = this.#centre;
    const { parking, record } = contact;
    if (!parking) return;
    const canRing = targets.canBeRung(parking.by);
    const hasQueue = record.queueId !== null && queues.has(record.queueId);
    if (!canRing && !hasQueue && parking.rounds + 1 < ROUNDS_MAX) {
      parking.rounds += 1;
      parking.returnsAt = clock.now() + PARKED_MAX_MS;
      this.enter(contact);
      this.#changed();
      return;
    }
    journal.append({
      at: clock.now(),
      type: "parking.time-over",
      contactId: record.contactId,
      agentId: null,
      payload: { backTo: canRing ? parking.by : null },
    });
    contact.transferredBy = { agentId: parking.by, name: parking.byName };
    this.#leave(contact);
    if (canRing) transfers.offerInPerson(contact, parking.by);
    else transfers.nobody(contact);
  }

  #leave(contact: LiveContact): void {
    const { parking } = contact;
    if (!parking) return;
    this.#places.delete(parking.place);
    contact.parking = null;
    this.#centre.registry.disarm(contact, "parking");
    this.#changed();
  }

  #changed(): void {
    const { agents, views } = this.#centre;
    for (const { userId } of agents.signedIn()) views.push(userId);
  }
}
