import type { CustomerRecord } from "../../shared/domain/customer.ts";
import type { CustomerId } from "../../shared/domain/ids.ts";
import { unknownCaller } from "../customers/classify.ts";
import type { Centre } from "./centre.ts";
import { MATCH_LIMIT_MS } from "./inbound.ts";
import type { LiveContact } from "./live-contact.ts";

const TIMELINE_MAX = 10;

/** What the customer store knows of the person in a contact. */
export class CallerRecords {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** Everything the console shows of a customer. */
  async prepare(contact: LiveContact, customerId: CustomerId | null): Promise<void> {
    await this.identifyAs(contact, customerId);
    await this.readTimeline(contact);
  }

  /** What is known of a customer before the contact is queued; the timeline is read when somebody is to see it. */
  async identifyAs(contact: LiveContact, customerId: CustomerId | null): Promise<void> {
    const { customers, clock } = this.#centre;
    const { context, record } = contact;
    const customer: CustomerRecord | null = customerId ? await customers.record(customerId, clock.now()) : null;
    contact.customer = customer;
    context.customerId = customer?.customerId ?? null;
    context.classification =
      customer?.classification ?? unknownCaller(context.match.kind === "many" ? "ambiguous" : "no-record");
    record.customerId = context.customerId;
    record.customerName = customer?.name ?? null;
    record.tier = context.classification.tier;
  }

  /** The customer's newest contacts, as of now. A store that does not answer costs the console its timeline, nobody a call. */
  async readTimeline(contact: LiveContact): Promise<void> {
    const { contacts, log, withTimeout } = this.#centre;
    const { customerId, contactId } = contact.context;
    try {
      contact.timeline = customerId
        ? await withTimeout(contacts.list({ customerId, limit: TIMELINE_MAX }), MATCH_LIMIT_MS, "contact store")
        : [];
    } catch (error) {
      log.error({ err: error, contactId }, "the customer's timeline could not be read");
      contact.timeline = [];
    }
  }
}
