import type { Centre } from "../centre.ts";
import { asCommandError } from "../conversations.ts";
import { LegMusic } from "../leg-music.ts";
import type { LiveContact, SecondCall } from "../live-contact.ts";
import type { NotReached } from "../outcome-of-cause.ts";
import { arrange, rearrange } from "./arrange.ts";
import { partyOf } from "./places.ts";
import { handOver } from "./segments.ts";

type OverBecause = "cancelled" | "no-answer" | "queue-full" | "party-left" | "call-over";

/**
 * What becomes of a customer and of who is asked about them, whoever does what first. The state is `heldSince` of the two contacts and `conference`; where each
 * leg belongs follows from it (`places.ts`).
 *
 *   start --> ringing --answer--> with the target <--swap--> with the customer      (ringing --swap--> with the customer)
 *                |                      |     \--conference--> all three --+
 *                |                      +------- complete -----------------+--> target + customer; the agent wraps up
 *                +-- complete: goes on ringing for the customer
 *   cancel, target gone or not taking it --> the agent and the customer alone (on hold, if they were)
 *   customer gone  --> with the target until one of them hangs up, then wrap-up; while it rings: over at once
 *   agent gone     --> both hear music while the agent is brought back (`lost-agents.ts`); hung up in a conference: complete
 */
export class SecondCalls {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** The agent puts the customer on hold or takes them back, with somebody else on the other line. */
  async setCustomerHeld(contact: LiveContact, held: boolean): Promise<void> {
    const { second } = contact;
    if (!second) return;
    // Two customers are never left alone with each other: held and taken back together.
    const both = second.kind === "own" && second.conference;
    if (held) {
      this.hold(contact);
      if (both) this.hold(second.contact);
    } else {
      this.resume(contact);
      if (both) this.resume(second.contact);
      // One at a time, unless all three are to hear each other.
      if (!second.conference && second.kind === "consult") this.hold(second.contact);
    }
    await this.arranged(contact, held ? "call.held" : "call.resumed");
  }

  /** The target's leg is up. */
  targetAnswered(first: LiveContact): void {
    const { second } = first;
    if (!second) return;
    this.#stopRingTone(first, second);
    // The agent is with the customer (or lost) just now: the target waits with music.
    if (first.parkedSince !== null || (first.heldSince === null && first.customerLeg !== null && !second.conference))
      this.hold(second.contact);
    rearrange(this.#centre, first);
    this.#pushBoth(first, second);
  }

  /** Who was asked does not take it; the customer stays on hold until the agent takes them back. */
  targetFailed(asked: LiveContact, because: NotReached | "queue-full"): void {
    const { first } = asked;
    if (!first) return;
    this.#tell(first, `consult-${because}`);
    this.end(first, because === "queue-full" ? because : "no-answer");
    this.goOn(first);
  }

  /** Who was asked has hung up. */
  partyGone(first: LiveContact): void {
    if (!first.second) return;
    this.#tell(first, "consult-party-left");
    this.end(first, "party-left");
    this.goOn(first);
  }

  /** The customer hung up while somebody is asked about them: those two may finish what they were saying. */
  customerGone(first: LiveContact): void {
    const { conversations, clock, registry } = this.#centre;
    const { second } = first;
    first.customerLeg = null;
    first.music = new LegMusic();
    this.resume(first);
    first.record.endedAt = clock.now();
    if (!second || first.agentLeg?.state !== "up" || partyOf(second)?.isUp !== true) {
      conversations.over(first);
      return;
    }
    second.conference = false;
    this.resume(second.contact);
    this.note(first, "call.customer-gone", {});
    registry.save(first);
    this.#tell(first, "customer-left");
    rearrange(this.#centre, first);
    this.#pushBoth(first, second);
  }

  /** The agent's own leg was hung up by their phone. In a conference the others go on. */
  agentLeft(contact: LiveContact): boolean {
    const { second } = contact;
    // Two customers have nothing to do with each other without the agent.
    if (second?.kind !== "consult" || !second.conference) return false;
    if (!contact.customerLeg || partyOf(second)?.isUp !== true) return false;
    // Put on hold out of it, the customer was not in that talk.
    if (contact.heldSince !== null) return false;
    this.handOver(contact);
    return true;
  }

  /** The agent has vanished and is being brought back: nobody is left in silence. */
  agentLost(contact: LiveContact): void {
    const { second } = contact;
    if (!second) return;
    second.ringTone = null;
    // Whoever was talked with is talked with again after the return; out of a conference that is the customer.
    const isWithParty = contact.heldSince !== null && !second.conference && second.kind === "consult";
    second.conference = false;
    if (!isWithParty) this.hold(second.contact);
    rearrange(this.#centre, contact);
    this.#pushBoth(contact, second);
  }

  /** Who is asked has lost the connection: whoever asks is not left believing that they are heard. */
  targetLost(first: LiveContact): void {
    rearrange(this.#centre, first);
    if (first.record.agentId) this.#centre.views.push(first.record.agentId);
  }

  /** Lets the target go; the first call is left as it is. Harmless without one. */
  end(first: LiveContact, because: OverBecause): void {
    const { conversations, inbound, outsideLegs, telephony } = this.#centre;
    const { second } = first;
    if (!second || second.kind === "own") return;
    this.#stopRingTone(first, second);
    const { contact: asked } = second;
    first.second = null;
    asked.first = null;
    this.note(first, "consult.over", { because });
    this.resume(asked);
    // In a conference the target's leg sits in the first call's bridge.
    const party = partyOf(second);
    if (party && first.bridgeId)
      conversations.attempt(first, "target leaves", telephony.removeFromBridge(first.bridgeId, party.leg));
    const { phase } = asked.record;
    // Not taken: the core has forgotten it already.
    if (because === "no-answer" || because === "queue-full") asked.record.outcome = "no-answer";
    if (phase === "forwarded") outsideLegs.over(asked);
    else if (phase === "connected") conversations.over(asked);
    else if (phase !== "closed" && phase !== "wrap-up") inbound.callerLeft(asked);
    if (first.record.agentId) this.#centre.views.push(first.record.agentId);
  }

  handOver(contact: LiveContact): void {
    const { conversations, transfers, outsideLegs, inbound, router, telephony, views, registry } = this.#centre;
    const { second, bridgeId } = contact;
    if (!second || !contact.customerLeg) return;
    const { contact: to } = second;
    this.#stopRingTone(contact, second);
    this.resume(contact);
    this.resume(to);
    contact.second = null;
    to.first = null;
    this.note(contact, "consult.completed", { to: to.record.contactId });
    handOver(this.#centre, contact, to, second.target);
    const { customerLeg } = to;
    if (to.agentLeg?.state === "up") conversations.join(to, to.agentLeg);
    else if (to.outsideLeg?.state === "up") outsideLegs.join(to);
    else {
      if (customerLeg && bridgeId)
        conversations.attempt(to, "leave the agent", telephony.removeFromBridge(bridgeId, customerLeg));
      transfers.play(to);
    }
    conversations.over(contact);
    const inPerson = to.context.routing?.rule === "in-person";
    if (to.record.phase === "offered" && !inPerson) {
      // Rung out of the queue for a caller of the queue, as it turns out.
      to.record.queuedAt = second.since;
      registry.save(to);
    }
    if (to.record.phase === "queued" && to.record.queueId !== null) {
      // As a caller from now on: counted, told the place, with the age of who was asked for.
      router.submit({ type: "contact-left", contactId: to.record.contactId });
      inbound.enqueue(to, to.record.queueId, second.since);
    }
    if (to.record.agentId) views.push(to.record.agentId);
  }

  /** After the target is gone: the agent and the customer, held or not; or nobody, if the customer had gone before. */
  goOn(first: LiveContact): void {
    if (first.customerLeg === null) this.#centre.conversations.over(first);
    else this.backTogether(first);
  }

  backTogether(contact: LiveContact): void {
    const { conversations, views, registry } = this.#centre;
    registry.save(contact);
    if (contact.agentLeg?.state === "up") conversations.join(contact, contact.agentLeg);
    if (contact.record.agentId) views.push(contact.record.agentId);
  }

  /** Waits until the PBX has done it; what it did not do the comparison puts right, and the command says so. */
  async arranged(contact: LiveContact, event: string): Promise<void> {
    const { second } = contact;
    this.note(contact, event, {});
    if (second) this.#pushBoth(contact, second);
    try {
      await arrange(this.#centre, contact);
    } catch (error) {
      this.#centre.reconciliation.soon();
      throw asCommandError(error);
    }
  }

  failedToArrange(contact: LiveContact): void {
    this.#centre.reconciliation.soon();
    if (!contact.second || contact.record.phase !== "connected") return;
    this.end(contact, "cancelled");
    this.resume(contact);
    this.goOn(contact);
  }

  hold(contact: LiveContact): void {
    if (contact.heldSince !== null) return;
    contact.heldSince = this.#centre.clock.now();
    this.note(contact, "call.held", {});
  }

  resume(contact: LiveContact): void {
    if (contact.heldSince === null) return;
    contact.record.heldMs += this.#centre.clock.now() - contact.heldSince;
    contact.heldSince = null;
    this.note(contact, "call.resumed", {});
  }

  startRingTone(contact: LiveContact, second: SecondCall): void {
    const { playbackStops, telephony, conversations } = this.#centre;
    if (!contact.agentLeg) return;
    second.ringTone = playbackStops.ringToneOf(second.contact.record.contactId, contact.agentLeg.channelId);
    const playing = telephony.play(second.ringTone, contact.agentLeg.channelId, ["tone:ring"]);
    conversations.attempt(contact, "ring tone", playing);
  }

  #stopRingTone(contact: LiveContact, second: SecondCall): void {
    const { playbackStops, conversations } = this.#centre;
    const tone = second.ringTone;
    const leg = contact.agentLeg?.channelId;
    second.ringTone = null;
    // With the leg the tone is gone, too.
    if (tone && leg) conversations.attempt(contact, "ring tone off", playbackStops.stop(tone, leg));
  }

  #pushBoth(first: LiveContact, { contact }: SecondCall): void {
    const { views } = this.#centre;
    if (first.record.agentId) views.push(first.record.agentId);
    if (contact.record.agentId && contact.record.agentId !== first.record.agentId) views.push(contact.record.agentId);
  }

  #tell({ record }: LiveContact, code: string): void {
    const { agents, clock } = this.#centre;
    if (record.agentId)
      agents.connection(record.agentId)?.pushNotice({ at: clock.now(), code, severity: "info", callback: null });
  }

  note(contact: LiveContact, type: string, payload: object): void {
    const { journal, clock } = this.#centre;
    const { contactId, agentId } = contact.record;
    journal.append({ at: clock.now(), type, contactId, agentId, payload });
  }
}
