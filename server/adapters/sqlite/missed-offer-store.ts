import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import {
  asId,
  type ContactId,
  type CustomerId,
  type OfferId,
  type QueueId,
  type UserId,
} from "../../../shared/domain/ids.ts";
import type { MissedOffer, MissedOfferReason } from "../../../shared/domain/missed-offer.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { MissedOfferFilter, MissedOfferStore, NewMissedOffer } from "../../ports/missed-offer-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface MissedOfferRow {
  offer_id: string;
  contact_id: string;
  agent_id: string;
  agent_name: string;
  at: number;
  reason: MissedOfferReason;
}
/** The columns of a contact that tell what became of it. */
interface ServedContactRow {
  contact_id: string;
  customer_id: string | null;
  customer_name: string | null;
  ani_e164: string | null;
  queue_id: string | null;
  outcome: ContactOutcome | null;
  agent_name: string | null;
  answered_at: number | null;
}
type Tables = { missed_offers: MissedOfferRow; contacts: ServedContactRow };

const LIST_MAX = 200;
const AGENTS_MAX = 20_000;

export class SqliteMissedOfferStore implements MissedOfferStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  add(missed: NewMissedOffer): void {
    this.#database.run(
      this.#tables()
        .insertInto("missed_offers")
        .values({
          offer_id: missed.offerId,
          contact_id: missed.contactId,
          agent_id: missed.agentId,
          agent_name: missed.agentName,
          at: missed.at,
          reason: missed.reason,
        })
        .onConflict((conflict) => conflict.column("offer_id").doNothing()),
    );
  }

  async list({ agentId, since, before, limit }: MissedOfferFilter): Promise<readonly MissedOffer[]> {
    let query = this.#tables()
      .selectFrom("missed_offers")
      .leftJoin("contacts", "contacts.contact_id", "missed_offers.contact_id")
      .select([
        "missed_offers.offer_id",
        "missed_offers.contact_id",
        "missed_offers.agent_id",
        "missed_offers.agent_name",
        "missed_offers.at",
        "missed_offers.reason",
        "contacts.customer_id",
        "contacts.customer_name",
        "contacts.ani_e164",
        "contacts.queue_id",
        "contacts.outcome",
        "contacts.agent_name as served_by",
        "contacts.answered_at",
      ])
      .where("missed_offers.at", ">=", since)
      .orderBy("missed_offers.at", "desc")
      .orderBy("missed_offers.offer_id", "desc")
      .limit(Math.min(LIST_MAX, Math.max(1, Math.floor(limit))));
    if (agentId !== undefined) query = query.where("missed_offers.agent_id", "=", agentId);
    if (before !== undefined) query = query.where("missed_offers.at", "<", before);
    return this.#database.all(query).map((row) => ({
      offerId: asId<OfferId>(row.offer_id),
      contactId: asId<ContactId>(row.contact_id),
      agentId: asId<UserId>(row.agent_id),
      agentName: row.agent_name,
      at: row.at,
      reason: row.reason,
      customerId: row.customer_id === null ? null : asId<CustomerId>(row.customer_id),
      customerName: row.customer_name,
      phone: row.ani_e164,
      queueId: row.queue_id === null ? null : asId<QueueId>(row.queue_id),
      outcome: row.outcome,
      servedBy: row.answered_at === null ? null : row.served_by,
    }));
  }

  countsSince(since: EpochMs): ReadonlyMap<UserId, number> {
    const rows = this.#database.all(
      this.#tables()
        .selectFrom("missed_offers")
        .select((eb) => ["agent_id", eb.fn.countAll<number>().as("missed")])
        .where("at", ">=", since)
        .groupBy("agent_id")
        .limit(AGENTS_MAX),
    );
    return new Map(rows.map((row) => [asId<UserId>(row.agent_id), row.missed]));
  }

  #tables() {
    return this.#database.tables<Tables>();
  }
}
