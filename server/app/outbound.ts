import type { ContactOutcome } from "../../shared/domain/contact.ts";
import { asId, type BridgeId, type CallListEntryId, type ChannelId, type UserId } from "../../shared/domain/ids.ts";
import type { User } from "../../shared/domain/user.ts";
import { CONTACT_HEADER } from "../../shared/wire/console.ts";
import { CommandError } from "../ports/console-app.ts";
import { type OriginateRequest, TelephonyError } from "../ports/telephony.ts";
import type { Centre } from "./centre.ts";
import { type AgentLeg, type LiveContact, newAgentLeg } from "./live-contact.ts";
import { outcomeOfCause } from "./outcome-of-cause.ts";
import { type CalledParty, outboundContact } from "./outbound-contact.ts";
import { endpointName } from "./endpoint-names.ts";

/** The agent's own phone answers by itself; longer than this and it is not there. */
const AGENT_LEG_LIMIT_MS = 8_000;
/** The PBX ends a ring by itself; a little later it is ended here, in case its report was lost. */
const RING_GRACE_MS = 5_000;

/**
 * Preview dialling, and numbers that an agent dials: the agent sees who, then calls.
 *
 *   next --> (leased) --dial--> agent's phone answers by itself --> customer rings --answer--> connected --> wrap-up
 *                                                                        \--no answer/busy/failed--------> wrap-up
 */
export class Outbound {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  async dial(agentId: UserId, entryId: CallListEntryId): Promise<void> {
    const { entry, permit } = await this.#centre.listWork.permitted(agentId, entryId);
    await this.#call(agentId, { phone: entry.phone, name: entry.name, customer: entry.customer, entry, permit });
  }

  /** A number the agent typed or clicked; whether they may is the dial policy's to say. */
  async dialNumber(user: User, number: string, despiteDoNotCall: boolean): Promise<void> {
    // Before anything is counted: a busy agent's click is not an attempt.
    this.#mustBeFree(user.userId);
    const e164 = this.#centre.dialPolicy.permit(user, number, "call", despiteDoNotCall);
    await this.#call(user.userId, { phone: e164, name: "", customer: null, entry: null });
  }

  /** Who left a message is called back, as the customer the message is of; throws `not-found` for another queue's message. */
  async answerMessage(user: User, voicemailId: string): Promise<void> {
    this.#mustBeFree(user.userId);
    const message = await this.#centre.voicemailInbox.permitted(user, voicemailId);
    const { ani, customerId, customerName } = message;
    this.#mustBeUncalled(voicemailId);
    const phone = this.#centre.dialPolicy.permit(user, ani.e164 ?? ani.raw, "call");
    await this.#call(user.userId, {
      phone,
      name: customerName ?? "",
      customer: null,
      knownAs: customerId,
      entry: null,
      message,
    });
  }

  /** Nobody is called by two agents at once, nor once more while the one who has just talked to them still writes. */
  #mustBeUncalled(voicemailId: string): void {
    for (const { voicemailId: answered, record } of this.#centre.registry.all())
      if (answered === voicemailId && (record.phase !== "wrap-up" || record.outcome === "handled"))
        throw new CommandError("conflict");
  }

  async #call(agentId: UserId, called: CalledParty): Promise<void> {
    this.#mustBeFree(agentId);
    const contact = outboundContact(this.#centre, agentId, called);
    await this.#prepare(contact, called);
    // The store was read meanwhile: an offer may have come first, or the agent may be gone.
    this.#mustBeFree(agentId);
    if (called.message) this.#mustBeUncalled(called.message.voicemailId);
    this.#begin(contact, agentId);
    this.#ringAgent(contact, agentId).catch((error: unknown) => {
      const unreachable = error instanceof TelephonyError && error.code === "agent-unreachable";
      this.#centre.log.warn(
        { err: error, contactId: contact.record.contactId },
        "agent's own phone could not be called",
      );
      this.#failed(contact, unreachable ? "unreachable" : "failed");
    });
  }

  /** The agent's own phone is up: now the customer's rings. */
  agentAnswered(contact: LiveContact, leg: AgentLeg): void {
    const { telephony, journal, clock, playbackStops, settings, registry } = this.#centre;
    if (leg.state === "up" || contact.record.phase !== "dialing") return;
    leg.state = "up";
    const { record } = contact;
    const number = contact.context.ani.e164;
    const target = number ? this.routeTo(number) : null;
    if (!target) {
      this.#failed(contact, "unreachable");
      return;
    }
    const customerLeg = asId<ChannelId>(`${record.contactId}.c1`);
    contact.customerLeg = customerLeg;
    registry.bindChannel(customerLeg, contact, "customer");
    journal.append({
      at: clock.now(),
      type: "call.dialed",
      contactId: record.contactId,
      agentId: leg.agentId,
      payload: { channelId: customerLeg },
    });
    contact.announcement = playbackStops.ringToneOf(record.contactId, leg.channelId);
    this.#centre.conversations.attempt(
      contact,
      "ring tone",
      telephony.play(contact.announcement, leg.channelId, ["tone:ring"]),
    );
    this.ringOn(contact);
    telephony
      .originate({
        channelId: customerLeg,
        to: target,
        callerId: { name: "", number: settings.outboundCallerNumber },
        headers: {},
        ringTimeoutMs: settings.outboundRingTimeoutMs,
        tag: record.contactId,
      })
      .catch((error: unknown) => {
        this.#centre.log.warn({ err: error, contactId: record.contactId }, "customer could not be called");
        this.#failed(
          contact,
          error instanceof TelephonyError && error.code === "agent-unreachable" ? "unreachable" : "failed",
        );
      });
  }

  /** The PBX ends a ring by itself; a little later it is ended here, in case its report was lost. After a restart, too. */
  ringOn(contact: LiveContact): void {
    const { registry, clock, settings } = this.#centre;
    registry.arm(contact, "dial", clock.now() + settings.outboundRingTimeoutMs + RING_GRACE_MS, () =>
      this.#failed(contact, "no-answer"),
    );
  }

  customerAnswered(contact: LiveContact): void {
    const { playbackStops, conversations, registry } = this.#centre;
    if (contact.record.phase !== "dialing" || !contact.agentLeg) return;
    registry.disarm(contact, "dial");
    contact.customerLegUp = true;
    if (contact.announcement) {
      const tone = contact.announcement;
      contact.announcement = null;
      conversations.attempt(contact, "ring tone off", playbackStops.stop(tone, contact.agentLeg.channelId));
    }
    conversations.connect(contact);
  }

  customerLegEnded(contact: LiveContact, cause: number): void {
    this.#failed(contact, outcomeOfCause(cause));
  }

  agentLegEnded(contact: LiveContact): void {
    this.#failed(contact, "failed");
  }

  /** The agent gave up before the customer answered. */
  cancelled(contact: LiveContact): void {
    this.#failed(contact, contact.customerLeg ? "no-answer" : "failed");
  }

  /** A contact's wrap-up is over: its attempt stands in the list, or with the message it answered; who asked not to be called is not. */
  attemptEnded(contact: LiveContact): void {
    const { listWork, voicemailInbox, doNotCall } = this.#centre;
    doNotCall.callEnded(contact);
    voicemailInbox.answered(contact);
    listWork.attemptEnded(contact);
  }

  #failed(contact: LiveContact, outcome: ContactOutcome): void {
    const { record } = contact;
    if (record.phase !== "dialing") return;
    record.outcome = outcome;
    record.disposition ??= "no-contact";
    contact.draft = { disposition: record.disposition, note: record.note };
    this.#centre.conversations.over(contact);
    if (record.agentId) this.#centre.views.push(record.agentId);
  }

  /** How an E.164 number is reached: a web phone in the house, else the trunk; null: not at all. */
  routeTo(number: string): OriginateRequest["to"] | null {
    const { webphones, settings } = this.#centre;
    const endpoint = webphones.endpointFor(number);
    if (endpoint) return { kind: "endpoint", name: endpoint };
    return settings.outboundTrunk ? { kind: "trunk", trunk: settings.outboundTrunk, number } : null;
  }

  #begin(contact: LiveContact, agentId: UserId): void {
    const { registry, journal, clock, router, wrapUps } = this.#centre;
    const { contactId } = contact.record;
    const leg = newAgentLeg({
      agentId,
      channelId: asId<ChannelId>(`${contactId}.a1`),
      invitedFor: contactId,
      state: "popping",
    });
    contact.agentLeg = leg;
    contact.legCount = 1;
    registry.add(contact);
    registry.bindAgent(agentId, contact);
    registry.bindChannel(leg.channelId, contact, "agent");
    journal.append({
      at: clock.now(),
      type: "call.dialing",
      contactId,
      agentId,
      payload: {
        entryId: contact.record.callListEntryId,
        voicemailId: contact.voicemailId,
        permit: contact.permit,
        channelId: leg.channelId,
      },
    });
    router.submit({ type: "agent-dialing", agentId, contactId, wrapUpTimeoutMs: wrapUps.timeoutOf(contact.record) });
  }

  async #ringAgent(contact: LiveContact, agentId: UserId): Promise<void> {
    const { views, settings, telephony, registry, clock } = this.#centre;
    // The console must know the contact before its phone gets an INVITE for it, or it would refuse the call.
    await views.pushAndWait(agentId, settings.popWaitMs);
    const leg = contact.agentLeg;
    if (!leg || contact.record.phase !== "dialing") return;
    leg.state = "ringing";
    const { contactId } = contact.record;
    registry.touch(contact);
    registry.arm(contact, "dial", clock.now() + AGENT_LEG_LIMIT_MS + RING_GRACE_MS, () =>
      this.#failed(contact, "failed"),
    );
    contact.bridgeId = asId<BridgeId>(`${contactId}.b`);
    await Promise.all([
      telephony.originate({
        channelId: leg.channelId,
        to: { kind: "endpoint", name: endpointName(agentId) },
        callerId: { name: contact.record.customerName ?? "", number: contact.context.ani.e164 ?? "" },
        headers: { [CONTACT_HEADER]: contactId },
        ringTimeoutMs: AGENT_LEG_LIMIT_MS,
        tag: contactId,
      }),
      telephony.createBridge(contact.bridgeId),
    ]);
  }

  async #prepare(contact: LiveContact, { phone, name, customer, knownAs }: CalledParty): Promise<void> {
    const { callerRecords, customers } = this.#centre;
    contact.context.match = customer
      ? { kind: "one", matchedBy: { kind: "phone", value: phone }, customers: [customer] }
      : await customers.match("phone", phone);
    const only = contact.context.match.kind === "one" ? (contact.context.match.customers[0]?.customerId ?? null) : null;
    await callerRecords.identifyAs(contact, knownAs ?? only);
    contact.record.customerName ??= name || null;
  }

  #mustBeFree(agentId: UserId): void {
    const { agents, monitors, router } = this.#centre;
    const state = router.status(agentId)?.state;
    if (state === "wrap-up") throw new CommandError("wrap-up-required");
    if (state !== "ready" && state !== "not-ready") throw new CommandError("agent-busy");
    if (monitors.of(agentId)) throw new CommandError("monitor-busy");
    if (!agents.canTalk(agentId)) throw new CommandError("agent-unreachable");
  }
}
