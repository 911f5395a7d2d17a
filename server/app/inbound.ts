import type { CallingNumber, ContactOutcome, Language } from "../../shared/domain/contact.ts";
import type { CustomerMatch, CustomerRecord } from "../../shared/domain/customer.ts";
import { asId, type ChannelId, type ContactId, type CustomerId, type QueueId } from "../../shared/domain/ids.ts";
import { unknownCaller } from "../customers/classify.ts";
import { parseCallingNumber } from "../customers/parse-calling-number.ts";
import type { IvrOutcome } from "../ivr-runner/ivr-api.ts";
import { startIvrRun } from "../ivr-runner/ivr-run.ts";
import type { TelephonyEvent } from "../ports/telephony.ts";
import type { EntryPoint } from "../ports/user-store.ts";
import type { Centre } from "./centre.ts";
import { LIVE_CONTACTS_MAX } from "./contact-registry.ts";
import type { LiveContact } from "./live-contact.ts";

type CallArrived = Extract<TelephonyEvent, { type: "call-arrived" }>;

const NO_MATCH: CustomerMatch = { kind: "none", matchedBy: null, customers: [] };
/** A slow store must not keep a caller in silence: they go on as unknown. */
const MATCH_LIMIT_MS = 800;

/**
 * From the first ring to the queue:
 *
 *   call-arrived -> who is calling (match, class) -> the entry point's flow -> queue | served | caller gone
 *
 * A number that no one serves is told so; a fault in any step still leads to a person.
 */
export class Inbound {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  async callArrived(event: CallArrived): Promise<void> {
    const centre = this.#centre;
    const { registry, telephony, log, journal, clock } = centre;
    if (registry.size >= LIVE_CONTACTS_MAX) {
      log.error({ live: registry.size }, "too many live contacts: call refused");
      await telephony.hangup(event.channelId, "congestion");
      return;
    }
    const contact = this.#create(event);
    const { record } = contact;
    journal.append({
      at: clock.now(),
      type: "call.arrived",
      contactId: record.contactId,
      agentId: null,
      payload: { channelId: event.channelId, source: event.source, ani: record.ani, dnis: record.dnis },
    });
    registry.add(contact);
    registry.bindChannel(event.channelId, contact, "customer");
    const entry = centre.entryPoints.get(event.dnis);
    if (event.source === "agent" || !entry) {
      await this.#refuseUnknownNumber(contact);
      return;
    }
    record.queueId = asId<QueueId>(entry.queueId);
    await this.#identify(contact);
    if (contact.customerLeg) this.#startFlow(contact, entry);
  }

  /** The routing core would not take the contact. */
  refuse(contactId: ContactId, because: "queue-full" | "unknown-queue" | "duplicate"): void {
    const contact = this.#centre.registry.get(contactId);
    if (!contact || because === "duplicate") return;
    contact.record.outcome = because === "queue-full" ? "queue-full" : "failed";
    this.#centre.waitingRoom.sayAndHangUp(contact, because === "queue-full" ? "queue-full" : "all-lines-closed");
  }

  /** The customer hung up before anyone talked to them. */
  callerLeft(contact: LiveContact): void {
    const { registry, router, waitingRoom } = this.#centre;
    const { record } = contact;
    contact.customerLeg = null;
    waitingRoom.leave(contact);
    if (record.phase === "ivr") {
      contact.ivr?.callerGone();
      // A flow that already said its goodbye has set the outcome; a caller who hangs up in a menu has left the IVR.
      registry.close(contact, "left-ivr");
      return;
    }
    // A caller the core refused (queue full) is not in it.
    if (record.outcome === null) router.submit({ type: "contact-left", contactId: record.contactId });
    registry.close(contact, "abandoned");
  }

  /** Queues (or, after a restart, queues again with its age) a contact whose flow is over. */
  enqueue(contact: LiveContact, queueId: QueueId, waitingSince: number | null): void {
    const { router, registry, clock } = this.#centre;
    const { record, context } = contact;
    record.queueId = queueId;
    context.queueId = queueId;
    record.queuedAt = waitingSince ?? clock.now();
    context.queuedAt = record.queuedAt;
    registry.setPhase(contact, "queued");
    this.#centre.figures.contactQueued(record);
    router.submit({
      type: "contact-queued",
      contactId: record.contactId,
      queueId,
      requirements: [],
      headStartMs: context.classification.headStartMs,
      isVip: context.classification.isVip,
      preferredAgentId: null,
      waitingSince,
    });
  }

  /** Everything the console shows of a customer, read once before the contact is queued. */
  async prepareCustomer(contact: LiveContact, customerId: CustomerId | null): Promise<void> {
    const { customers, contacts, clock } = this.#centre;
    const { context, record } = contact;
    let customer: CustomerRecord | null = null;
    if (customerId) {
      customer = await customers.record(customerId, clock.now());
      contact.timeline = customer ? await contacts.list({ customerId, limit: 10 }) : [];
    }
    contact.customer = customer;
    context.customerId = customer?.customerId ?? null;
    context.classification =
      customer?.classification ?? unknownCaller(context.match.kind === "many" ? "ambiguous" : "no-record");
    record.customerId = context.customerId;
    record.customerName = customer?.name ?? null;
    record.tier = context.classification.tier;
  }

  #create(event: CallArrived): LiveContact {
    const { clock, random, webphones, settings } = this.#centre;
    const contactId = asId<ContactId>(random.id("c"));
    const now = clock.now();
    const phone = event.source === "webphone" ? webphones.callerOf(event.endpointName) : null;
    const ani: CallingNumber =
      event.source === "webphone"
        ? parseCallingNumber(phone?.number ?? "", phone?.number == null, settings.country)
        : parseCallingNumber(event.callerNumber, event.numberWithheld, settings.country);
    const language: Language = "zh";
    return {
      ...newContactParts(),
      record: {
        contactId,
        direction: "inbound",
        phase: "ivr",
        outcome: null,
        customerId: null,
        customerName: null,
        agentId: null,
        agentName: null,
        queueId: null,
        ani,
        dnis: event.dnis.slice(0, 40),
        language,
        arrivedAt: now,
        queuedAt: null,
        offeredAt: null,
        answeredAt: null,
        endedAt: null,
        wrapUpEndedAt: null,
        heldMs: 0,
        tier: "standard",
        collected: [],
        disposition: null,
        note: "",
        missedOffers: 0,
        callListEntryId: null,
      },
      context: {
        contactId,
        direction: "inbound",
        ani,
        dnis: event.dnis.slice(0, 40),
        queueId: null,
        language,
        match: NO_MATCH,
        customerId: null,
        classification: unknownCaller("no-record"),
        collected: [],
        arrivedAt: now,
        queuedAt: null,
        routing: null,
      },
      customerLeg: event.channelId,
    };
  }

  async #identify(contact: LiveContact): Promise<void> {
    const { customers, journal, clock, log } = this.#centre;
    const { context, record } = contact;
    try {
      if (context.ani.e164) context.match = await this.#within(customers.match("phone", context.ani.e164));
      const only = context.match.kind === "one" ? (context.match.customers[0]?.customerId ?? null) : null;
      await this.#within(this.prepareCustomer(contact, only));
    } catch (error) {
      log.error(
        { err: error, contactId: record.contactId },
        "customer store did not answer: caller goes on as unknown",
      );
      context.match = NO_MATCH;
      context.classification = unknownCaller("no-record");
    }
    if (contact.customer?.language) {
      record.language = contact.customer.language;
      context.language = contact.customer.language;
    }
    journal.append({
      at: clock.now(),
      type: "caller.identified",
      contactId: record.contactId,
      agentId: null,
      payload: { match: context.match.kind, customerId: context.customerId, classification: context.classification },
    });
  }

  #within<T>(work: Promise<T>): Promise<T> {
    return this.#centre.withTimeout(work, MATCH_LIMIT_MS, "customer store");
  }

  #startFlow(contact: LiveContact, entry: EntryPoint): void {
    const centre = this.#centre;
    const { record, context } = contact;
    contact.ivr = startIvrRun(
      {
        telephony: {
          answer: (channelId) => {
            contact.customerLegUp = true;
            return centre.telephony.answer(channelId);
          },
          play: (playbackId, channelId, media) => centre.telephony.play(playbackId, channelId, media),
          stopPlayback: (playbackId) => centre.telephony.stopPlayback(playbackId),
        },
        prompts: centre.prompts,
        customers: centre.customers,
        clock: centre.clock,
        scheduler: centre.scheduler,
        random: centre.random,
        journal: (type, contactId, payload) => {
          centre.journal.append({ at: centre.clock.now(), type, contactId, agentId: null, payload });
        },
      },
      {
        contactId: record.contactId,
        channelId: customerLegOf(contact),
        flowId: entry.flowId,
        ani: context.ani,
        dnis: record.dnis,
        match: context.match,
        queueId: asId<QueueId>(entry.queueId),
      },
      (outcome) => {
        this.#flowEnded(contact, outcome).catch((error: unknown) => {
          centre.log.error({ err: error, contactId: record.contactId }, "after the flow");
          this.refuse(record.contactId, "unknown-queue");
        });
      },
    );
  }

  async #flowEnded(contact: LiveContact, outcome: IvrOutcome): Promise<void> {
    const { telephony, log, registry } = this.#centre;
    const { record, context } = contact;
    record.language = outcome.language;
    context.language = outcome.language;
    record.collected = [...outcome.collected];
    context.collected = record.collected;
    contact.ivr = null;
    if (outcome.kind === "served") {
      record.outcome = "self-served";
      await this.#rememberCustomer(contact, outcome.customerId);
      registry.save(contact);
      if (contact.customerLeg) await telephony.hangup(contact.customerLeg, "normal");
      return;
    }
    if (outcome.kind === "caller-left" || !contact.customerLeg) return;
    if (outcome.kind === "failed")
      log.warn({ contactId: record.contactId, code: outcome.code }, "flow failed: caller goes to an agent");
    if (outcome.customerId !== context.customerId) {
      if (outcome.match.kind !== "none") context.match = outcome.match;
      await this.#rememberCustomer(contact, outcome.customerId);
    }
    // The caller may have gone while the store was read.
    if (contact.customerLeg) this.enqueue(contact, outcome.queueId, null);
  }

  async #rememberCustomer(contact: LiveContact, customerId: CustomerId | null): Promise<void> {
    if (customerId === null || customerId === contact.context.customerId) return;
    try {
      await this.#within(this.prepareCustomer(contact, customerId));
    } catch (error) {
      this.#centre.log.error({ err: error, contactId: contact.record.contactId }, "customer record could not be read");
    }
  }

  async #refuseUnknownNumber(contact: LiveContact): Promise<void> {
    const { journal, clock, waitingRoom } = this.#centre;
    const { record } = contact;
    record.outcome = "refused" satisfies ContactOutcome;
    journal.append({
      at: clock.now(),
      type: "call.unknown-dnis",
      contactId: record.contactId,
      agentId: null,
      payload: { dnis: record.dnis },
    });
    waitingRoom.sayAndHangUp(contact, "unknown-number");
  }
}

/** The parts of a contact that are the same for every new one. */
export function newContactParts(): Omit<LiveContact, "record" | "context"> {
  return {
    customer: null,
    timeline: [],
    customerLeg: null,
    customerLegUp: false,
    agentLeg: null,
    legCount: 0,
    bridgeId: null,
    ivr: null,
    musicOn: false,
    announcement: null,
    heldSince: null,
    wrapUpEndsAt: null,
    draft: { disposition: null, note: "" },
    listEntry: null,
  };
}

function customerLegOf(contact: LiveContact): ChannelId {
  if (!contact.customerLeg) throw new Error("the contact has no customer leg");
  return contact.customerLeg;
}
