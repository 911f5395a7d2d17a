import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";
import { asCommandError } from "../conversations.ts";
import { LegMusic } from "../leg-music.ts";
import type { AgentLeg, LiveContact } from "../live-contact.ts";
import { arrange, rearrange } from "./arrange.ts";

/**
 * Two customers of one agent. The active call is the one the core and the console know as the agent's; the other is its `second`,
 * on hold. The agent's one leg goes from call to call.
 *
 *   take (a parked call) --> [new one active, first on hold] <--exchange--> [first active, new one on hold]
 *   either of these   --conference--> all three in the active call's bridge --exchange--> the other one alone, active; this one on hold
 *                                          \--hold--> both hear music --resume--> all three
 *   the active one ends  --> closes with what was noted so far; the agent is in the other: talking out of a conference, else still on hold
 *   the other one ends   --> closes the same way; the agent is with the active one as before
 *   the agent's leg ends --> the active one is over, the other waits for somebody else; vanished: both hear music, no conference any more
 */
export class OwnCalls {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** The agent goes on with `other`; `contact` is put on hold. */
  async exchange(contact: LiveContact, other: LiveContact): Promise<void> {
    const { router, wrapUps, registry, reconciliation } = this.#centre;
    const { agentId } = contact.record;
    const leg = contact.agentLeg;
    if (!agentId || leg?.state !== "up") throw new CommandError("no-active-call");
    this.#hold(contact);
    this.#giveLeg(contact, other, leg);
    contact.second = null;
    other.first = null;
    this.#link(other, contact);
    this.#resume(other);
    registry.bindAgent(agentId, other);
    const { contactId } = other.record;
    router.submit({ type: "agent-switched", agentId, contactId, wrapUpTimeoutMs: wrapUps.timeoutOf(other.record) });
    this.#centre.views.push(agentId);
    try {
      await arrange(this.#centre, other);
    } catch (error) {
      reconciliation.soon();
      throw asCommandError(error);
    }
  }

  /** After a restart: `other` is found connected to an agent who has `contact` already. */
  adopt(contact: LiveContact, other: LiveContact): void {
    // Only in a conference is neither of the two on hold.
    const conference = contact.heldSince === null && other.heldSince === null;
    if (!conference) this.#hold(other);
    this.#link(contact, other, conference);
    rearrange(this.#centre, contact);
  }

  /** The active call is over; true when the agent goes on with the other one, so that nobody wraps up now. */
  activeOver(contact: LiveContact): boolean {
    const { router, registry, wrapUps, conversations, views } = this.#centre;
    const { second, agentLeg } = contact;
    const { agentId } = contact.record;
    if (second?.kind !== "own" || !agentId) return false;
    const { contact: other } = second;
    contact.second = null;
    other.first = null;
    if (agentLeg?.state !== "up" || contact.parkedSince !== null) {
      // Without the agent's leg there is nobody to go on with it.
      this.#giveBack(other);
      return false;
    }
    this.#giveLeg(contact, other, agentLeg);
    registry.bindAgent(agentId, other);
    const { contactId } = other.record;
    router.submit({ type: "agent-switched", agentId, contactId, wrapUpTimeoutMs: wrapUps.timeoutOf(other.record) });
    // Out of a conference they go on in a bridge of their own, before the one of this call is taken down.
    conversations.join(other, agentLeg);
    this.#closeNoted(contact);
    views.push(agentId);
    return true;
  }

  /** The customer on hold hung up, or the agent ended that call. */
  heldOver(held: LiveContact): void {
    const { first } = held;
    if (!first) return;
    first.second = null;
    held.first = null;
    this.#closeNoted(held);
    if (first.record.agentId) this.#centre.views.push(first.record.agentId);
  }

  /** The agent will not come back to either: the one on hold waits for somebody else. */
  agentGone(contact: LiveContact): void {
    const { second } = contact;
    if (second?.kind !== "own") return;
    contact.second = null;
    second.contact.first = null;
    this.#giveBack(second.contact);
  }

  /** Ends what is left of a call that nobody wraps up: its record stands with the draft. */
  #closeNoted(contact: LiveContact): void {
    const { telephony, registry, conversations, clock, outbound } = this.#centre;
    const { customerLeg, bridgeId, record } = contact;
    this.#resume(contact);
    contact.customerLeg = null;
    contact.agentLeg = null;
    contact.bridgeId = null;
    if (customerLeg) {
      registry.unbindChannel(customerLeg);
      conversations.attempt(contact, "release customer", telephony.hangup(customerLeg, "normal"));
    }
    if (bridgeId) conversations.attempt(contact, "remove bridge", telephony.destroyBridge(bridgeId));
    record.endedAt ??= clock.now();
    record.wrapUpEndedAt = record.endedAt;
    outbound.attemptEnded(contact);
    registry.close(contact, "handled");
  }

  #giveBack(held: LiveContact): void {
    const { inbound, transfers } = this.#centre;
    this.#resume(held);
    inbound.forgetAnswer(held);
    transfers.nobody(held);
  }

  #giveLeg(from: LiveContact, to: LiveContact, leg: AgentLeg): void {
    const { registry, journal, clock } = this.#centre;
    from.agentLeg = null;
    to.agentLeg = leg;
    // What may still play on the leg goes with it.
    to.partyMusic = from.partyMusic;
    from.partyMusic = new LegMusic();
    registry.bindChannel(leg.channelId, to, "agent");
    const at = clock.now();
    const { agentId } = leg;
    const payload = { channelId: leg.channelId };
    journal.append({ at, type: "call.set-aside", contactId: from.record.contactId, agentId, payload });
    journal.append({
      at,
      type: "call.taken",
      contactId: to.record.contactId,
      agentId,
      payload: { ...payload, invitedFor: leg.invitedFor },
    });
  }

  #link(active: LiveContact, held: LiveContact, conference = false): void {
    held.first = active;
    active.second = {
      contact: held,
      kind: "own",
      target: { kind: "agent", name: "" },
      since: this.#centre.clock.now(),
      conference,
      ringTone: null,
    };
  }

  #hold(contact: LiveContact): void {
    if (contact.heldSince !== null) return;
    contact.heldSince = this.#centre.clock.now();
    this.#note(contact, "call.held");
  }

  #resume(contact: LiveContact): void {
    if (contact.heldSince === null) return;
    contact.record.heldMs += this.#centre.clock.now() - contact.heldSince;
    contact.heldSince = null;
    this.#note(contact, "call.resumed");
  }

  #note({ record: { contactId, agentId } }: LiveContact, type: string): void {
    const { journal, clock } = this.#centre;
    journal.append({ at: clock.now(), type, contactId, agentId, payload: {} });
  }
}
