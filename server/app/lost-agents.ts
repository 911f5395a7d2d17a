import { asId, type ChannelId, type UserId } from "../../shared/domain/ids.ts";
import type { NotReadyReason } from "../../shared/domain/agent.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import { CONTACT_HEADER } from "../../shared/wire/console.ts";
import type { Centre } from "./centre.ts";
import { type AgentLeg, type LiveContact, newAgentLeg } from "./live-contact.ts";
import { endpointName } from "./endpoint-names.ts";
import { CAUSE_UNKNOWN, isHangUp } from "./outcome-of-cause.ts";

/** How long the customer waits for their own agent before another one may take the call. */
const GRACE_MS: DurationMs = 60_000;
/** Of that, what is left at least after a restart: their page has to find the server again. */
const BACK_AFTER_RESTART_MS: DurationMs = 10_000;
/** Console and phone both gone this long: the page is gone, not just a packet. */
const LOST_AFTER_MS: DurationMs = 5_000;
/** A phone that is there sends 50 packets a second, muted or not: after this long without one nobody is. */
const VOICE_LOOK_MS: DurationMs = 2_000;
/** A softphone takes a call it is brought back by itself; one that does not is rung once more. */
const REJOIN_RING_MS: DurationMs = 8_000;
const REJOIN_AGAIN_MS: DurationMs = 2_000;

/**
 * An agent who vanishes in the middle of a call (page reloaded or killed, machine asleep, second sign-in) gets it back.
 *
 *   talking --page began anew / console and phone gone 5 s / console and voice gone 2 s / leg died without phone--> parked (music)
 *   parked --phone registered and microphone there--> ringing back --answered by itself--> talking (or held, as before)
 *   parked --60 s--> inbound: waits again with its age; outbound: over
 *   parked --customer hangs up, agent hangs up--> wrap-up
 *   talking or parked --the agent is signed out--> as after the 60 s, at once
 *
 * The contact stays `connected` and the agent stays on it, so nobody else's call lands on them meanwhile.
 */
export class LostAgents {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** The agent's leg ended and nobody asked for it. @param cause Q.850 */
  legEnded(contact: LiveContact, leg: AgentLeg, cause: number): void {
    const { agents, conversations, registry, clock, secondCalls } = this.#centre;
    const phoneIsThere = agents.reachability(leg.agentId).phoneRegistered;
    if (contact.parkedSince !== null) {
      // The leg that was to bring the agent back: try again while the grace lasts.
      contact.agentLeg = null;
      registry.arm(contact, "rejoin", clock.now() + REJOIN_AGAIN_MS, () => this.#rejoin(contact));
      this.#centre.views.push(leg.agentId);
    } else if (phoneIsThere && (isHangUp(cause) || cause === CAUSE_UNKNOWN)) {
      // With the phone still there it was the page itself that said goodbye. In a conference the others go on.
      contact.agentLeg = null;
      if (secondCalls.agentLeft(contact)) return;
      contact.record.endedBy ??= "agent";
      conversations.over(contact);
    } else if (phoneIsThere && contact.soundLosses > 0) {
      // A second time in one talk: whoever cannot be heard is not waited for again and again.
      this.#handOver(contact, "leg-ended", "phone-unreachable");
    } else {
      // The phone went, or its sound did: Asterisk ends a leg that nothing has come from for a minute with cause 44.
      if (phoneIsThere) contact.soundLosses += 1;
      this.park(contact, "leg-ended");
    }
  }

  /** A page took the desk: whatever the earlier one was talking on is not in this one, unless it says so. */
  pageStarted(agentId: UserId): void {
    const { registry, callbackCalls, outbound } = this.#centre;
    const contact = registry.ofAgent(agentId);
    if (contact?.record.phase === "connected" && contact.parkedSince === null) this.park(contact, "page-started");
    // The leg that listens to it ring is another page's: whoever answers would talk to nobody.
    if (contact?.record.phase !== "dialing" || contact.agentLeg?.state !== "up") return;
    if (contact.waiting.callback) callbackCalls.agentLegEnded(contact);
    else outbound.agentLegEnded(contact);
  }

  /** The agent was signed out in the middle of a call (disabled, a new role): nobody is waited for, and their customer is not hung up on. */
  offDuty(contact: LiveContact): void {
    this.#handOver(contact, "off-duty", "admin-work");
  }

  #handOver(contact: LiveContact, because: "off-duty" | "leg-ended", reason: NotReadyReason): void {
    const { agentId } = contact.record;
    this.park(contact, because);
    // Not to be rung for the very same customer while they still count as signed in.
    if (agentId && contact.parkedSince !== null)
      this.#centre.router.submit({ type: "agent-not-ready", agentId, reason });
    this.#graceOver(contact);
  }

  /** Console, phone or microphone of an agent came or went. */
  reachabilityChanged(agentId: UserId): void {
    const { registry, agents } = this.#centre;
    const contact = registry.ofAgent(agentId);
    if (contact?.record.phase !== "connected") return;
    if (contact.parkedSince !== null) {
      this.#rejoin(contact);
      return;
    }
    if (agents.reachability(agentId).consoleConnected)
      for (const kind of ["lost", "voice"] as const) registry.disarm(contact, kind);
    else if (!contact.timers.has("lost")) this.#lookLater(contact, agentId);
  }

  /** Talking when the server was killed: a page that died with it is told by nobody else, and would be silence. */
  adopted(contact: LiveContact): void {
    const { agentId } = contact.record;
    if (agentId) this.#lookForPage(contact, agentId);
  }

  /** The page's socket is gone. Is it only the socket, or all of it? */
  #lookLater(contact: LiveContact, agentId: UserId): void {
    const { registry, clock } = this.#centre;
    void this.#listen(contact, (packets, leg) => {
      registry.arm(contact, "voice", clock.now() + VOICE_LOOK_MS, () => {
        void this.#listen(contact, (packetsNow, legNow) => {
          if (legNow === leg && packetsNow === packets) this.park(contact, "agent-gone");
        });
      });
    });
    this.#lookForPage(contact, agentId);
  }

  #lookForPage(contact: LiveContact, agentId: UserId): void {
    const { registry, agents, clock, log } = this.#centre;
    registry.arm(contact, "lost", clock.now() + LOST_AFTER_MS, () => {
      if (!agents.reachability(agentId).phoneRegistered) this.park(contact, "agent-gone");
      else
        this.#lookForPhone(contact, agentId).catch((error: unknown) => {
          log.warn({ err: error, agentId }, "whether an agent's phone is still there could not be looked up");
          this.#lookLater(contact, agentId);
        });
    });
  }

  /**
   * How many packets of voice have come from the agent, as the exchange counts them. A machine that sleeps keeps its registration
   * for minutes, because nobody closes its sockets; but it says nothing any more, and the customer would hear silence.
   */
  async #listen(contact: LiveContact, heard: (packets: number, leg: AgentLeg) => void): Promise<void> {
    const { lines, agents, log } = this.#centre;
    const { agentLeg } = contact;
    if (agentLeg?.state !== "up") return;
    try {
      const counters = await lines.lineCounters(agentLeg.channelId);
      const isAway = !agents.reachability(agentLeg.agentId).consoleConnected;
      if (counters && isAway && contact.agentLeg === agentLeg) heard(counters.receivedPackets, agentLeg);
    } catch (error) {
      // The looks at the phone go on, and another look at the voice comes with each.
      log.info(
        { err: error, contactId: contact.record.contactId },
        "whether an agent's voice arrives could not be looked up",
      );
    }
  }

  /**
   * Asked, not waited for: Asterisk's device state is "in use" as long as a leg is up, also when the phone behind it was killed
   * and its registration went with its socket (chan_pjsip_devicestate looks at channels first).
   */
  async #lookForPhone(contact: LiveContact, agentId: UserId): Promise<void> {
    const { lines, agents } = this.#centre;
    const isThere = await lines.isRegistered(endpointName(agentId));
    const isOver = contact.record.phase !== "connected" || contact.record.agentId !== agentId;
    if (isOver || contact.parkedSince !== null || agents.reachability(agentId).consoleConnected) return;
    if (isThere) this.#lookLater(contact, agentId);
    else this.park(contact, "agent-gone");
  }

  /**
   * The customer hears music; the agent's leg, if there is one, goes without a word to the customer.
   * @param earlier since when they did when the server was killed
   */
  park(
    contact: LiveContact,
    because: "leg-ended" | "page-started" | "agent-gone" | "join-failed" | "restart" | "retrieved" | "off-duty",
    earlier: EpochMs | null = null,
  ): void {
    const { telephony, registry, conversations, journal, clock, secondCalls } = this.#centre;
    const { record, agentLeg, customerLeg, bridgeId } = contact;
    if (record.phase !== "connected" || contact.parkedSince !== null) return;
    // The customer had gone before: there is nothing to bring the agent back to. (Who is only asked never had them here.)
    if (!customerLeg && !contact.first) {
      conversations.over(contact);
      return;
    }
    contact.parkedSince = earlier ?? clock.now();
    journal.append({
      at: clock.now(),
      type: "call.parked",
      contactId: record.contactId,
      agentId: record.agentId,
      payload: { because },
    });
    for (const kind of ["lost", "voice"] as const) registry.disarm(contact, kind);
    registry.touch(contact);
    // A held customer is out of the bridge and hears music already.
    if (customerLeg && contact.heldSince === null) {
      if (bridgeId) conversations.attempt(contact, "park customer", telephony.removeFromBridge(bridgeId, customerLeg));
      if (!contact.music.isOn)
        conversations.attempt(contact, "music while parked", contact.music.start(telephony, customerLeg));
    }
    if (agentLeg) {
      contact.agentLeg = null;
      registry.unbindChannel(agentLeg.channelId);
      conversations.attempt(contact, "end lost leg", telephony.hangup(agentLeg.channelId, "normal"));
    }
    if (contact.second) secondCalls.agentLost(contact);
    else if (contact.first) secondCalls.targetLost(contact.first);
    const left = Math.max(GRACE_MS - (clock.now() - contact.parkedSince), BACK_AFTER_RESTART_MS);
    registry.arm(contact, "grace", clock.now() + left, () => this.#graceOver(contact));
    if (because !== "off-duty") this.#rejoin(contact);
    if (record.agentId) this.#centre.views.push(record.agentId);
  }

  /** The agent's phone took the call back. */
  returned(contact: LiveContact, leg: AgentLeg): void {
    const { registry, conversations, journal, clock, views } = this.#centre;
    if (leg.state === "up" || contact.parkedSince === null) return;
    leg.state = "up";
    contact.parkedSince = null;
    registry.disarm(contact, "grace");
    registry.disarm(contact, "rejoin");
    journal.append({
      at: clock.now(),
      type: "call.agent-returned",
      contactId: contact.record.contactId,
      agentId: leg.agentId,
      payload: { agentLeg: leg.channelId },
    });
    conversations.join(contact, leg);
    views.push(leg.agentId);
    if (contact.first?.record.agentId) views.push(contact.first.record.agentId);
  }

  #rejoin(contact: LiveContact): void {
    const { registry, agents, journal, clock } = this.#centre;
    const { record } = contact;
    const { agentId } = record;
    if (contact.parkedSince === null || contact.agentLeg || !agentId || !agents.canTalk(agentId)) return;
    contact.legCount += 1;
    const leg = newAgentLeg({
      agentId,
      channelId: asId<ChannelId>(`${record.contactId}.a${contact.legCount}`),
      invitedFor: record.contactId,
      state: "ringing",
    });
    contact.agentLeg = leg;
    // The music went with the leg before: who is on hold on this one needs it again.
    contact.partyMusic.legGone();
    registry.bindChannel(leg.channelId, contact, "agent");
    journal.append({
      at: clock.now(),
      type: "call.agent-recalled",
      contactId: record.contactId,
      agentId,
      payload: { channelId: leg.channelId },
    });
    registry.arm(contact, "rejoin", clock.now() + REJOIN_RING_MS + REJOIN_AGAIN_MS, () => this.#giveUp(contact, leg));
    this.#ringBack(contact, leg).catch((error: unknown) => {
      this.#centre.log.warn({ err: error, contactId: record.contactId }, "agent could not be brought back yet");
      this.#giveUp(contact, leg);
    });
  }

  async #ringBack(contact: LiveContact, leg: AgentLeg): Promise<void> {
    const { telephony, views, settings, registry } = this.#centre;
    // The console must know the contact before its phone gets an INVITE for it, or it would refuse the call.
    await views.pushAndWait(leg.agentId, settings.popWaitMs);
    if (contact.agentLeg !== leg || contact.parkedSince === null) return;
    registry.touch(contact);
    await telephony.originate({
      channelId: leg.channelId,
      to: { kind: "endpoint", name: endpointName(leg.agentId) },
      callerId: { name: contact.customer?.name ?? "", number: contact.context.ani.e164 ?? "anonymous" },
      headers: { [CONTACT_HEADER]: contact.record.contactId },
      ringTimeoutMs: REJOIN_RING_MS,
      tag: contact.record.contactId,
    });
  }

  #giveUp(contact: LiveContact, leg: AgentLeg): void {
    const { registry, conversations, telephony, clock } = this.#centre;
    if (contact.agentLeg !== leg || contact.parkedSince === null) return;
    contact.agentLeg = null;
    registry.touch(contact);
    registry.unbindChannel(leg.channelId);
    conversations.attempt(contact, "end unanswered return", telephony.hangup(leg.channelId, "no-answer"));
    registry.arm(contact, "rejoin", clock.now() + REJOIN_AGAIN_MS, () => this.#rejoin(contact));
  }

  #graceOver(contact: LiveContact): void {
    const { conversations, inbound, ownCalls, secondCalls } = this.#centre;
    if (contact.parkedSince === null) return;
    ownCalls.agentGone(contact);
    secondCalls.end(contact, "call-over");
    if (contact.first) conversations.over(contact);
    else if (contact.record.direction === "outbound" || !contact.record.queueId) {
      contact.record.endedBy ??= "line";
      conversations.over(contact);
    } else inbound.backToQueue(contact);
  }
}
