import { asId, type BridgeId, type UserId } from "../../shared/domain/ids.ts";
import { TelephonyError } from "../ports/telephony.ts";
import { CommandError } from "../ports/console-app.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";

/**
 * Two people talking: bridge, hold, resume, hang up.
 *
 *   connect --> talking <--resume/hold--> held (customer hears music, agent alone in the bridge)
 *                  \________ either leg ends ________/--> over --> wrap-up
 */
export class Conversations {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** Both legs are up (or being answered): join them. */
  connect(contact: LiveContact): void {
    const { telephony, registry, clock, journal, figures, waitingRoom } = this.#centre;
    const { record, customerLeg, agentLeg } = contact;
    if (!customerLeg || !agentLeg) return;
    const requests: Promise<void>[] = [];
    if (!contact.customerLegUp) {
      contact.customerLegUp = true;
      requests.push(telephony.answer(customerLeg));
    }
    waitingRoom.leave(contact);
    if (!contact.bridgeId) {
      contact.bridgeId = asId<BridgeId>(`${record.contactId}.b`);
      requests.push(telephony.createBridge(contact.bridgeId));
    }
    requests.push(telephony.addToBridge(contact.bridgeId, [customerLeg, agentLeg.channelId]));
    record.answeredAt = clock.now();
    record.outcome = "handled";
    journal.append({
      at: record.answeredAt,
      type: "call.connected",
      contactId: record.contactId,
      agentId: agentLeg.agentId,
      payload: { customerLeg, agentLeg: agentLeg.channelId, bridgeId: contact.bridgeId },
    });
    registry.setPhase(contact, "connected");
    figures.contactAnswered(record);
    this.#joined(contact, Promise.all(requests));
    this.#centre.views.push(agentLeg.agentId);
  }

  async hold(agentId: UserId, contactId: string): Promise<void> {
    const contact = this.#talking(agentId, contactId);
    const { telephony, clock, views } = this.#centre;
    if (contact.heldSince !== null) return;
    contact.heldSince = clock.now();
    contact.musicOn = true;
    this.#note(contact, "call.held");
    try {
      await telephony.removeFromBridge(contact.bridgeId, contact.customerLeg);
      await telephony.startMusic(contact.customerLeg);
    } catch (error) {
      await this.#undoHold(contact);
      throw asCommandError(error);
    }
    views.push(agentId);
  }

  async resume(agentId: UserId, contactId: string): Promise<void> {
    const contact = this.#talking(agentId, contactId);
    const { telephony, views } = this.#centre;
    if (contact.heldSince === null) return;
    try {
      // Music first: music started on a channel goes on inside a bridge until it is stopped.
      await telephony.stopMusic(contact.customerLeg);
      await telephony.addToBridge(contact.bridgeId, [contact.customerLeg]);
    } catch (error) {
      throw asCommandError(error);
    }
    contact.musicOn = false;
    this.#countHold(contact);
    this.#note(contact, "call.resumed");
    views.push(agentId);
  }

  /** The agent ends it: both legs go. */
  async hangUp(agentId: UserId, contactId: string): Promise<void> {
    const contact = this.#centre.registry.ofAgent(agentId);
    if (contact?.record.contactId !== contactId) throw new CommandError("no-active-call");
    const { phase } = contact.record;
    if (phase !== "connected" && phase !== "dialing") throw new CommandError("no-active-call");
    this.#note(contact, "call.agent-hung-up");
    this.over(contact);
    await Promise.resolve();
  }

  /** One side is gone: the other is released, the agent wraps up. Harmless when called again. */
  over(contact: LiveContact): void {
    const { telephony, registry, clock, router, wrapUps, scheduler } = this.#centre;
    const { record, agentLeg, customerLeg, bridgeId } = contact;
    if (record.phase !== "connected" && record.phase !== "dialing") return;
    if (contact.heldSince !== null) this.#countHold(contact);
    record.endedAt = clock.now();
    contact.musicOn = false;
    contact.customerLeg = null;
    contact.agentLeg = null;
    contact.bridgeId = null;
    scheduler.cancel(`dial:${record.contactId}`);
    registry.setPhase(contact, "wrap-up");
    if (customerLeg) {
      registry.unbindChannel(customerLeg);
      this.attempt(contact, "release customer", telephony.hangup(customerLeg, "normal"));
    }
    if (agentLeg) {
      registry.unbindChannel(agentLeg.channelId);
      this.attempt(contact, "release agent", telephony.hangup(agentLeg.channelId, "normal"));
    }
    if (bridgeId) this.attempt(contact, "remove bridge", telephony.destroyBridge(bridgeId));
    wrapUps.begin(contact);
    router.submit({ type: "contact-ended", contactId: record.contactId });
  }

  /** Carries out a PBX request that nobody waits for; a leg that is gone already is what was wanted or will be reported. */
  attempt(contact: LiveContact, what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (error instanceof TelephonyError && error.code === "channel-gone") return;
      this.#centre.log.warn({ err: error, contactId: contact.record.contactId, what }, "PBX request failed");
    });
  }

  #joined(contact: LiveContact, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const { contactId } = contact.record;
      this.#centre.log.error({ err: error, contactId }, "legs could not be joined");
      // Two people who cannot hear each other is worse than an ended call: both legs go, the agent sees it in wrap-up.
      this.over(contact);
    });
  }

  async #undoHold(contact: LiveContact & { bridgeId: BridgeId }): Promise<void> {
    const { telephony, log } = this.#centre;
    contact.heldSince = null;
    contact.musicOn = false;
    if (!contact.customerLeg) return;
    try {
      await telephony.addToBridge(contact.bridgeId, [contact.customerLeg]);
    } catch (error) {
      log.warn({ err: error, contactId: contact.record.contactId }, "held customer could not be brought back");
    }
  }

  #countHold(contact: LiveContact): void {
    if (contact.heldSince === null) return;
    contact.record.heldMs += this.#centre.clock.now() - contact.heldSince;
    contact.heldSince = null;
    this.#centre.registry.save(contact);
  }

  #note(contact: LiveContact, type: string): void {
    const { journal, clock } = this.#centre;
    const { contactId, agentId } = contact.record;
    journal.append({ at: clock.now(), type, contactId, agentId, payload: {} });
  }

  #talking(agentId: UserId, contactId: string) {
    const contact = this.#centre.registry.ofAgent(agentId);
    if (contact?.record.contactId !== contactId || contact.record.phase !== "connected")
      throw new CommandError("no-active-call");
    const { customerLeg, bridgeId } = contact;
    if (!customerLeg || !bridgeId) throw new CommandError("no-active-call");
    return Object.assign(contact, { customerLeg, bridgeId });
  }
}

/** What a command answers when the PBX did not do it. */
export function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof TelephonyError)
    return new CommandError(error.code === "channel-gone" ? "no-active-call" : error.code, error.message);
  return new CommandError("timeout", error instanceof Error ? error.message : String(error));
}
