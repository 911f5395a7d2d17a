import { isErrorCode } from "../../shared/errors/errors.ts";
import { asId, type BridgeId, type ChannelId, type UserId } from "../../shared/domain/ids.ts";
import { TelephonyError } from "../ports/telephony.ts";
import { CommandError } from "../ports/console-app.ts";
import type { Centre } from "./centre.ts";
import type { AgentLeg, LiveContact } from "./live-contact.ts";
import { rearrange } from "./transfers/arrange.ts";

/** Then the exchange is in no state to bring anybody together. */
const JOIN_FAILURES_MAX = 1;

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
    const { registry, clock, journal } = this.#centre;
    const { record, customerLeg, agentLeg } = contact;
    // Of somebody who is only asked the customer is elsewhere.
    if (!agentLeg || (!customerLeg && !contact.first)) return;
    this.join(contact, agentLeg);
    record.answeredAt = clock.now();
    record.outcome = "handled";
    this.#centre.waitPromises.answered(contact);
    // Whoever was to be called back is on the line now, and is a caller like any other.
    contact.waiting.callback = null;
    journal.append({
      at: record.answeredAt,
      type: "call.connected",
      contactId: record.contactId,
      agentId: agentLeg.agentId,
      payload: { customerLeg, agentLeg: agentLeg.channelId, bridgeId: contact.bridgeId },
    });
    registry.setPhase(contact, "connected");
    this.#centre.views.push(agentLeg.agentId);
    if (contact.first) this.#centre.secondCalls.targetAnswered(contact.first);
  }

  /** Puts the legs that are to hear each other into the bridge: both, or the agent alone while the customer is held. */
  join(contact: LiveContact, leg: AgentLeg): void {
    const { telephony, registry, waitingRoom } = this.#centre;
    const { customerLeg } = contact;
    const first = contact.second ? contact : contact.first;
    if (first) {
      contact.bridgeId ??= asId<BridgeId>(`${contact.record.contactId}.b`);
      rearrange(this.#centre, first);
      return;
    }
    if (!customerLeg) return;
    registry.touch(contact);
    this.#centre.playbackStops.clear(customerLeg);
    const requests: Promise<void>[] = [];
    if (!contact.customerLegUp) requests.push(this.answer(contact, customerLeg));
    if (contact.heldSince === null) requests.push(...waitingRoom.leave(contact));
    if (contact.partyMusic.mayPlay) requests.push(contact.partyMusic.stop(telephony, leg.channelId));
    if (!contact.bridgeId) {
      contact.bridgeId = asId<BridgeId>(`${contact.record.contactId}.b`);
      requests.push(telephony.createBridge(contact.bridgeId));
    }
    const legs = contact.heldSince === null ? [customerLeg, leg.channelId] : [leg.channelId];
    requests.push(telephony.addToBridge(contact.bridgeId, legs));
    Promise.all(requests).then(
      () => {
        if (contact.agentLeg === leg) contact.joinFailures = 0;
      },
      (error: unknown) => this.#joinFailed(contact, leg, error),
    );
  }

  /** Picks up the customer's call. One that the PBX did not carry out is asked for again by whoever needs the leg next. */
  async answer(contact: LiveContact, customerLeg: ChannelId): Promise<void> {
    contact.customerLegUp = true;
    try {
      await this.#centre.telephony.answer(customerLeg);
    } catch (error) {
      contact.customerLegUp = false;
      throw error;
    }
  }

  /**
   * Requests are sent in one go, because they are carried out in the order they were sent: a resume that overtakes the
   * answer to a hold still ends up behind it.
   */
  async hold(agentId: UserId, contactId: string): Promise<void> {
    const contact = this.#talking(agentId, contactId);
    const { telephony, clock, views, registry, secondCalls } = this.#centre;
    if (contact.heldSince !== null) return;
    if (contact.second) return secondCalls.setCustomerHeld(contact, true);
    const { customerLeg, bridgeId } = contact;
    const since = clock.now();
    contact.heldSince = since;
    registry.touch(contact);
    this.#note(contact, "call.held");
    try {
      await Promise.all([
        telephony.removeFromBridge(bridgeId, customerLeg),
        contact.music.start(telephony, customerLeg),
      ]);
    } catch (error) {
      // One of two calls by now: who is on hold there has been arranged anew since.
      const isAlone = contact.first === null && contact.second === null;
      if (isAlone && contact.heldSince === since && contact.record.phase === "connected") {
        contact.heldSince = null;
        this.#note(contact, "call.resumed");
        if (contact.agentLeg?.state === "up") this.join(contact, contact.agentLeg);
      }
      throw asCommandError(error);
    } finally {
      views.push(agentId);
    }
  }

  async resume(agentId: UserId, contactId: string): Promise<void> {
    const contact = this.#talking(agentId, contactId);
    const { telephony, views, registry, secondCalls } = this.#centre;
    const { heldSince, customerLeg, bridgeId } = contact;
    if (heldSince === null) return;
    if (contact.second) return secondCalls.setCustomerHeld(contact, false);
    this.#countHold(contact);
    registry.touch(contact);
    this.#note(contact, "call.resumed");
    try {
      // Music first: music started on a channel goes on inside a bridge until it is stopped.
      const legs = [customerLeg, contact.agentLeg.channelId];
      await Promise.all([contact.music.stop(telephony, customerLeg), telephony.addToBridge(bridgeId, legs)]);
    } catch (error) {
      if (contact.heldSince === null && contact.parkedSince === null && contact.customerLeg === customerLeg) {
        // Not surely together: then surely apart, as the console goes on showing.
        contact.heldSince = this.#centre.clock.now();
        registry.touch(contact);
        this.#note(contact, "call.held");
        this.attempt(contact, "hold again", telephony.removeFromBridge(bridgeId, customerLeg));
        this.attempt(contact, "music again", contact.music.start(telephony, customerLeg));
      }
      throw asCommandError(error);
    } finally {
      views.push(agentId);
    }
  }

  /** The agent ends it: both legs go. */
  async hangUp(agentId: UserId, contactId: string): Promise<void> {
    const contact = this.#centre.registry.ofAgent(agentId);
    const other = contact?.second?.kind === "own" ? contact.second.contact : null;
    if (other?.record.contactId === contactId) {
      this.#note(other, "call.agent-hung-up");
      other.record.endedBy = "agent";
      this.#centre.ownCalls.heldOver(other);
      return;
    }
    if (contact?.record.contactId !== contactId) throw new CommandError("no-active-call");
    const { phase } = contact.record;
    if (phase !== "connected" && phase !== "dialing") throw new CommandError("no-active-call");
    this.#note(contact, "call.agent-hung-up");
    if (phase === "dialing" && contact.waiting.callback) this.#centre.callbackCalls.cancelledByAgent(contact);
    else if (phase === "dialing") this.#centre.outbound.cancelled(contact);
    else {
      contact.record.endedBy ??= "agent";
      this.over(contact);
    }
    await Promise.resolve();
  }

  /** One side is gone: the other is released, the agent wraps up. Harmless when called again. */
  over(contact: LiveContact): void {
    const { telephony, registry, clock, router, wrapUps, views } = this.#centre;
    const { record, agentLeg, customerLeg, bridgeId } = contact;
    if (record.phase !== "connected" && record.phase !== "dialing") return;
    if (this.#endedAsOneOfTwo(contact)) return;
    if (contact.heldSince !== null) this.#countHold(contact);
    // Set already when the customer had gone before the agent was through with a colleague.
    record.endedAt ??= clock.now();
    contact.announcement = null;
    contact.parkedSince = null;
    contact.customerLeg = null;
    contact.agentLeg = null;
    contact.bridgeId = null;
    for (const kind of ["dial", "lost", "voice", "grace", "rejoin"] as const) registry.disarm(contact, kind);
    registry.touch(contact);
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
    const { agentId } = record;
    // Who was only asked has nothing to write down.
    if (record.kind === "consult" && agentId && router.status(agentId)?.contactId === record.contactId)
      router.submit({ type: "wrap-up-done", agentId, contactId: record.contactId });
    // The core may not have the agent any more (taken out of the configuration): then nobody wraps this up.
    if (!agentId || router.status(agentId)?.contactId !== record.contactId) wrapUps.finish(contact);
    if (agentId) views.push(agentId);
  }

  /**
   * Carries out a PBX request that nobody waits for. What failed is put right by the next comparison with the PBX; a leg
   * that is gone already is what was wanted or will be reported, and if that report was lost the comparison finds it too.
   */
  attempt(contact: LiveContact, what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const { log, reconciliation } = this.#centre;
      const isGone = error instanceof TelephonyError && error.code === "channel-gone";
      if (!isGone) log.warn({ err: error, contactId: contact.record.contactId, what }, "PBX request failed");
      if (!isGone || contact.customerLeg) reconciliation.soon();
    });
  }

  /** True when there is nothing more to do: the end of one of two calls is not the end of the other. */
  #endedAsOneOfTwo(contact: LiveContact): boolean {
    const { secondCalls, ownCalls } = this.#centre;
    const { first } = contact;
    if (first) {
      if (first.second?.kind === "own") ownCalls.heldOver(contact);
      else secondCalls.partyGone(first);
      return true;
    }
    if (ownCalls.activeOver(contact)) return true;
    secondCalls.end(contact, "call-over");
    return false;
  }

  #joinFailed(contact: LiveContact, leg: AgentLeg, error: unknown): void {
    const { lostAgents, log, reconciliation } = this.#centre;
    const { record } = contact;
    log.error({ err: error, contactId: record.contactId }, "legs could not be joined");
    if (record.phase !== "connected" || contact.agentLeg !== leg) return;
    reconciliation.soon();
    contact.joinFailures += 1;
    // Two people who cannot hear each other: the customer hears music while the agent is rung once more, then it is over.
    if (contact.joinFailures > JOIN_FAILURES_MAX) {
      record.endedBy = "line";
      this.over(contact);
    } else lostAgents.park(contact, "join-failed");
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
    // Not while the agent is being brought back: there is nobody on the agent's side.
    if (contact.agentLeg?.state !== "up") throw new CommandError("no-active-call");
    const { customerLeg, bridgeId, agentLeg } = contact;
    if (!customerLeg || !bridgeId) throw new CommandError("no-active-call");
    return Object.assign(contact, { customerLeg, bridgeId, agentLeg });
  }
}

/** What a command answers when the PBX did not do it. */
export function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof TelephonyError)
    return new CommandError(error.code === "channel-gone" ? "no-active-call" : error.code, error.message);
  const message = error instanceof Error ? error.message : String(error);
  // Errors of the stores carry a code of the table, e.g. `lease-lost`; anything else is a fault of ours.
  const code: unknown = error instanceof Error && "code" in error ? error.code : null;
  return new CommandError(isErrorCode(code) ? code : "internal", message);
}
