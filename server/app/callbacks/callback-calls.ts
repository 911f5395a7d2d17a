import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import { asId, type ChannelId, type UserId } from "../../../shared/domain/ids.ts";
import { TelephonyError } from "../../ports/telephony.ts";
import type { Centre } from "../centre.ts";
import type { AgentLeg, LiveContact } from "../live-contact.ts";
import { outcomeOfCause } from "../outcome-of-cause.ts";

/** The PBX ends a ring by itself; a little later it is ended here, in case its report was lost. */
const RING_GRACE_MS = 5_000;

/**
 * The calls of a callback whose turn has come.
 *
 *   customer-first: offered (agent sees who) --> customer rings --answers--> greeting, agent's phone rings --> connected
 *   agent-first:    offered --> agent's phone rings --accepts--> customer rings --answers--> connected
 *                                  \________ not reached ________/ --> agent free again, tried again later
 */
export class CallbackCalls {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** An agent is offered this contact: true when the customer is to be rung before the agent's phone. */
  callsFirst(contact: LiveContact): boolean {
    const { callback } = contact.waiting;
    if (callback?.order !== "customer-first") return false;
    // Who still hears the promise is called when it has been said (2026-11-24): the agent's phone rang meanwhile, for a line that closed.
    return !contact.customerLegUp || callback.state === "waiting";
  }

  /** `ringAgent` is done when the customer has answered. */
  customerFirst(contact: LiveContact, leg: AgentLeg, ringAgent: () => void): void {
    leg.state = "reserved";
    leg.ringEndsAt = null;
    this.#ringAgent.set(contact, { leg, ring: ringAgent });
    this.#centre.views.push(leg.agentId);
    // Another agent may have been asked before: then it rings already.
    if (contact.customerLeg === null) this.#dial(contact);
  }
  readonly #ringAgent = new WeakMap<LiveContact, { readonly leg: AgentLeg; readonly ring: () => void }>();

  /** Agent-first: the agent has accepted and hears it ring. */
  agentAccepted(contact: LiveContact, leg: AgentLeg): void {
    const { registry, router, telephony, conversations, playbackStops } = this.#centre;
    if (leg.offerId === null) return;
    leg.state = "up";
    registry.setPhase(contact, "dialing");
    router.submit({ type: "offer-answered", offerId: leg.offerId });
    contact.announcement = playbackStops.ringToneOf(contact.record.contactId, leg.channelId);
    conversations.attempt(contact, "ring tone", telephony.play(contact.announcement, leg.channelId, ["tone:ring"]));
    this.#dial(contact);
    this.#centre.views.push(leg.agentId);
  }

  customerAnswered(contact: LiveContact): void {
    const { registry, conversations, waitingRoom, journal, clock } = this.#centre;
    const { record, agentLeg, waiting } = contact;
    registry.disarm(contact, "dial");
    contact.customerLegUp = true;
    journal.append({
      at: clock.now(),
      type: "callback.customer-answered",
      contactId: record.contactId,
      agentId: record.agentId,
      payload: { attempt: waiting.callback?.attempts ?? 0 },
    });
    if (record.phase === "dialing" && agentLeg?.state === "up") {
      this.#stopRingTone(contact);
      conversations.connect(contact);
      return;
    }
    const planned = this.#ringAgent.get(contact);
    this.#ringAgent.delete(contact);
    waitingRoom.speak(contact, [{ id: "callback-greeting" }], () => waitingRoom.music(contact));
    if (planned && agentLeg === planned.leg) planned.ring();
  }

  /** The customer's leg ended before anyone talked to them. */
  customerLegEnded(contact: LiveContact, cause: number): void {
    const { callbacks } = this.#centre;
    const wasUp = contact.customerLegUp;
    this.#centre.registry.disarm(contact, "dial");
    const dialled = contact.waiting.callback?.state === "calling";
    callbacks.lineClosed(contact);
    if (!dialled) {
      // The promise was being spoken when the line was closed: that was the plan. An agent may be free for them by now.
      const planned = this.#ringAgent.get(contact);
      if (planned && contact.agentLeg === planned.leg) this.#dial(contact);
      return;
    }
    const freed = this.release(contact);
    // Answered the phone and did not wait for the agent: the callback was made.
    if (wasUp) this.#close(contact, "abandoned");
    else callbacks.attemptFailed(contact, outcomeOfCause(cause));
    this.#tell(freed, contact, wasUp ? "abandoned" : outcomeOfCause(cause));
  }

  /** Agent-first: the agent went while the customer rang. */
  agentLegEnded(contact: LiveContact): void {
    this.#notReached(contact, "failed");
  }

  /** Agent-first: the agent gave up listening to it ring. */
  cancelledByAgent(contact: LiveContact): void {
    this.#notReached(contact, "no-answer");
  }

  /** The agent, however far they are with this contact, is free for others. @returns who that is; null: nobody had it */
  release(contact: LiveContact): UserId | null {
    const { router, registry, telephony, conversations, views } = this.#centre;
    const { record, agentLeg } = contact;
    const { contactId } = record;
    const agentId = agentLeg?.agentId ?? record.agentId;
    this.#ringAgent.delete(contact);
    this.#stopRingTone(contact);
    if (record.phase === "dialing") {
      router.submit({ type: "contact-ended", contactId });
      // Nobody was talked to: there is nothing to wrap up.
      if (agentId && router.status(agentId)?.contactId === contactId)
        router.submit({ type: "wrap-up-done", agentId, contactId });
    } else if (router.position(contactId) !== null) router.submit({ type: "contact-left", contactId });
    if (contact.agentLeg) {
      const { channelId } = contact.agentLeg;
      contact.agentLeg = null;
      registry.unbindChannel(channelId);
      conversations.attempt(contact, "release agent", telephony.hangup(channelId, "normal"));
    }
    if (contact.bridgeId) {
      conversations.attempt(contact, "remove bridge", telephony.destroyBridge(contact.bridgeId));
      contact.bridgeId = null;
    }
    if (agentId) {
      registry.unbindAgent(agentId, contact);
      record.agentId = null;
      record.agentName = null;
      views.push(agentId);
    }
    registry.touch(contact);
    return agentId;
  }

  /** Who is free again without having talked to anybody reads why, and what becomes of the customer. */
  #tell(agentId: UserId | null, { record, waiting }: LiveContact, outcome: ContactOutcome): void {
    const { agents, clock } = this.#centre;
    const { callback } = waiting;
    if (agentId === null || callback === null) return;
    agents.connection(agentId)?.pushNotice({
      at: clock.now(),
      code: `callback-${outcome}`,
      severity: "warning",
      callback: {
        customerName: record.customerName,
        number: callback.number,
        attempt: callback.attempts,
        attemptsMax: callback.attemptsMax,
        nextAttemptAt: callback.nextAttemptAt,
      },
    });
  }

  #notReached(contact: LiveContact, outcome: ContactOutcome): void {
    const { callbacks, telephony, conversations } = this.#centre;
    const { customerLeg } = contact;
    this.#centre.registry.disarm(contact, "dial");
    const freed = this.release(contact);
    callbacks.lineClosed(contact);
    if (customerLeg) conversations.attempt(contact, "end callback", telephony.hangup(customerLeg, "no-answer"));
    callbacks.attemptFailed(contact, outcome);
    this.#tell(freed, contact, outcome);
  }

  #dial(contact: LiveContact): void {
    const { telephony, registry, journal, clock, settings, log, wallboard, callbackChanges } = this.#centre;
    const { record, waiting } = contact;
    const { callback } = waiting;
    if (!callback) return;
    callback.state = "calling";
    callback.attempts += 1;
    callback.ownerId = record.agentId;
    contact.legCount += 1;
    const channelId = asId<ChannelId>(`${record.contactId}.c${contact.legCount}`);
    contact.customerLeg = channelId;
    contact.customerLegUp = false;
    registry.bindChannel(channelId, contact, "customer");
    journal.append({
      at: clock.now(),
      type: "callback.dialing",
      contactId: record.contactId,
      agentId: record.agentId,
      payload: { channelId, attempt: callback.attempts },
    });
    callbackChanges.look(contact);
    wallboard.touch();
    const target = this.#target(callback.number);
    if (!target) {
      this.#notReached(contact, "unreachable");
      return;
    }
    this.ringOn(contact);
    telephony
      .originate({
        channelId,
        to: target,
        callerId: { name: "", number: settings.outboundCallerNumber },
        headers: {},
        ringTimeoutMs: callback.ringTimeoutMs,
        tag: record.contactId,
      })
      .catch((error: unknown) => {
        log.warn({ err: error, contactId: record.contactId }, "customer could not be called back");
        if (contact.customerLeg !== channelId || contact.customerLegUp) return;
        const unreachable = error instanceof TelephonyError && error.code === "agent-unreachable";
        this.#notReached(contact, unreachable ? "unreachable" : "failed");
      });
  }

  /** Until the PBX should have given up; after a restart, too, when the agent went on listening. */
  ringOn(contact: LiveContact): void {
    const { registry, clock } = this.#centre;
    const ringTimeoutMs = contact.waiting.callback?.ringTimeoutMs ?? 0;
    registry.arm(contact, "dial", clock.now() + ringTimeoutMs + RING_GRACE_MS, () =>
      this.#notReached(contact, "no-answer"),
    );
  }

  #target(number: string) {
    const { webphones, settings } = this.#centre;
    const endpoint = webphones.endpointFor(number);
    if (endpoint) return { kind: "endpoint", name: endpoint } as const;
    return settings.outboundTrunk ? ({ kind: "trunk", trunk: settings.outboundTrunk, number } as const) : null;
  }

  #stopRingTone(contact: LiveContact): void {
    const { playbackStops, conversations, registry } = this.#centre;
    const { announcement: tone, agentLeg } = contact;
    if (!tone || registry.byPlayback(tone)) return;
    contact.announcement = null;
    // With the leg the tone is gone, too.
    if (agentLeg) conversations.attempt(contact, "ring tone off", playbackStops.stop(tone, agentLeg.channelId));
  }

  #close(contact: LiveContact, outcome: ContactOutcome): void {
    contact.record.outcome = outcome;
    this.#centre.registry.close(contact, outcome);
  }
}
