import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { CustomerRecord } from "../../shared/domain/customer.ts";
import type { ContactId, CustomerId } from "../../shared/domain/ids.ts";
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

  /** What is known of a customer; their earlier contacts are read when somebody is to see them. */
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

  /**
   * Who a caller of an earlier run was found to be, where their number still tells it. Else as after a choice by hand: the console then
   * offers to choose anew.
   */
  async matchAgain({ context, record }: LiveContact): Promise<void> {
    const { customers, log, withTimeout } = this.#centre;
    if (context.ani.e164 === null) return;
    try {
      const match = await withTimeout(customers.match("phone", context.ani.e164), MATCH_LIMIT_MS, "customer store");
      const only = match.kind === "one" ? (match.customers[0]?.customerId ?? null) : null;
      if (only === record.customerId) context.match = match;
    } catch (error) {
      log.error({ err: error, contactId: record.contactId }, "a caller's number could not be looked up again");
    }
  }

  /** The customer's newest contacts, as of now; null: the store did not answer, which costs the console its timeline, nobody a call. */
  async timeline(contactId: ContactId, customerId: CustomerId): Promise<readonly ContactRecord[] | null> {
    const { contacts, log, withTimeout } = this.#centre;
    try {
      return await withTimeout(contacts.list({ customerId, limit: TIMELINE_MAX }), MATCH_LIMIT_MS, "contact store");
    } catch (error) {
      log.error({ err: error, contactId }, "the customer's timeline could not be read");
      return null;
    }
  }
}
