import { asId, type BridgeId, type ChannelId } from "../../../shared/domain/ids.ts";
import { TelephonyError } from "../../ports/telephony.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";
import { type NotReached, outcomeOfCause } from "../outcome-of-cause.ts";

/** The PBX ends a ring by itself; a little later it is ended here, in case its report was lost. */
const RING_GRACE_MS = 5_000;

/**
 * A number outside that a customer is given to, or that an agent asks. Once nobody of ours is in it any more the contact is
 * `forwarded`: two outside legs in a bridge, watched and recorded until one of them hangs up.
 *
 *   dial --> ringing --answer--> up (with the customer, or with the agent who asks)
 *               \--no answer, busy, failed--> `transfers.nobody`, or the consultation has failed
 */
export class OutsideLegs {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  dial(contact: LiveContact, number: string): void {
    const { registry, journal, clock, telephony, settings, outbound, conversations } = this.#centre;
    const { contactId } = contact.record;
    const channelId = asId<ChannelId>(`${contactId}.x1`);
    contact.outsideLeg = { channelId, number, state: "ringing" };
    contact.bridgeId = asId<BridgeId>(`${contactId}.b`);
    registry.bindChannel(channelId, contact, "outside");
    registry.setPhase(contact, "forwarded");
    journal.append({
      at: clock.now(),
      type: "outside.dialing",
      contactId,
      agentId: null,
      payload: { channelId, number, bridgeId: contact.bridgeId },
    });
    const to = outbound.routeTo(number);
    if (!to) {
      setImmediate(() => this.#failed(contact, channelId, "failed"));
      return;
    }
    registry.arm(contact, "dial", clock.now() + settings.outboundRingTimeoutMs + RING_GRACE_MS, () =>
      this.#failed(contact, channelId),
    );
    conversations.attempt(contact, "bridge of an outside leg", telephony.createBridge(contact.bridgeId));
    telephony
      .originate({
        channelId,
        to,
        callerId: { name: "", number: settings.outboundCallerNumber },
        headers: {},
        ringTimeoutMs: settings.outboundRingTimeoutMs,
        tag: contactId,
      })
      .catch((error: unknown) => {
        const isUnreachable = error instanceof TelephonyError && error.code === "agent-unreachable";
        if (!isUnreachable) this.#centre.log.warn({ err: error, contactId }, "outside number could not be called");
        this.#failed(contact, channelId, isUnreachable ? "unreachable" : "failed");
      });
  }

  /** After a restart: the answer, or the end of the ring, is still to come. */
  watchRinging(contact: LiveContact): void {
    const { registry, clock, settings } = this.#centre;
    const { outsideLeg } = contact;
    if (!outsideLeg) return;
    const dueAt = clock.now() + settings.outboundRingTimeoutMs + RING_GRACE_MS;
    registry.arm(contact, "dial", dueAt, () => this.#failed(contact, outsideLeg.channelId));
    this.#centre.transfers.play(contact);
  }

  answered(contact: LiveContact): void {
    const { registry, journal, clock, secondCalls } = this.#centre;
    const { outsideLeg, record } = contact;
    if (!outsideLeg || outsideLeg.state === "up") return;
    outsideLeg.state = "up";
    registry.disarm(contact, "dial");
    record.answeredAt = clock.now();
    record.outcome = "handled";
    journal.append({
      at: clock.now(),
      type: "outside.answered",
      contactId: record.contactId,
      agentId: null,
      payload: { channelId: outsideLeg.channelId },
    });
    registry.save(contact);
    if (contact.first) secondCalls.targetAnswered(contact.first);
    else this.join(contact);
  }

  /** The leg is gone; it is not bound any more. */
  ended(contact: LiveContact, cause: number): void {
    const { secondCalls } = this.#centre;
    const { outsideLeg } = contact;
    if (!outsideLeg) return;
    if (outsideLeg.state === "ringing") {
      this.#failed(contact, outsideLeg.channelId, outcomeOfCause(cause));
      return;
    }
    contact.outsideLeg = null;
    if (contact.first) secondCalls.partyGone(contact.first);
    else this.over(contact);
  }

  /** Customer and number hear each other from here on. */
  join(contact: LiveContact): void {
    const { telephony, registry, conversations, playbackStops } = this.#centre;
    const { customerLeg, outsideLeg, bridgeId, music, partyMusic } = contact;
    if (!customerLeg || outsideLeg?.state !== "up" || !bridgeId) return;
    registry.touch(contact);
    playbackStops.clear(customerLeg);
    const requests: Promise<void>[] = [telephony.createBridge(bridgeId)];
    if (music.mayPlay) requests.push(music.stop(telephony, customerLeg));
    if (partyMusic.mayPlay) requests.push(partyMusic.stop(telephony, outsideLeg.channelId));
    requests.push(telephony.addToBridge(bridgeId, [customerLeg, outsideLeg.channelId]));
    conversations.attempt(contact, "join outside number", Promise.all(requests));
  }

  /** Ends what is left of it and closes the contact. */
  over(contact: LiveContact): void {
    const { telephony, registry, conversations, clock } = this.#centre;
    const { customerLeg, outsideLeg, bridgeId, record } = contact;
    contact.customerLeg = null;
    contact.outsideLeg = null;
    contact.bridgeId = null;
    if (customerLeg) {
      registry.unbindChannel(customerLeg);
      conversations.attempt(contact, "release customer", telephony.hangup(customerLeg, "normal"));
    }
    if (outsideLeg) {
      registry.unbindChannel(outsideLeg.channelId);
      conversations.attempt(contact, "release outside number", telephony.hangup(outsideLeg.channelId, "normal"));
    }
    if (bridgeId) conversations.attempt(contact, "remove bridge", telephony.destroyBridge(bridgeId));
    record.endedAt = clock.now();
    registry.close(contact, record.answeredAt === null ? "abandoned" : "handled");
  }

  #failed(contact: LiveContact, channelId: ChannelId, why: NotReached = "no-answer"): void {
    const { telephony, registry, conversations, secondCalls, transfers } = this.#centre;
    if (contact.outsideLeg?.channelId !== channelId || contact.outsideLeg.state === "up") return;
    registry.disarm(contact, "dial");
    registry.unbindChannel(channelId);
    contact.outsideLeg = null;
    const { bridgeId } = contact;
    contact.bridgeId = null;
    conversations.attempt(contact, "end unanswered leg", telephony.hangup(channelId, "no-answer"));
    if (bridgeId) conversations.attempt(contact, "remove bridge", telephony.destroyBridge(bridgeId));
    if (contact.first) secondCalls.targetFailed(contact, why);
    else transfers.nobody(contact);
  }
}
