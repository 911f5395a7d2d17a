import type { Language } from "../../../shared/domain/contact.ts";
import {
  asId,
  type ContactId,
  type CustomerId,
  type QueueId,
  type RecordingId,
  type UserId,
} from "../../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import type { QueueAlerts } from "../../../shared/domain/queue-alerts.ts";
import type { Voicemail, VoicemailAnswer, WaitingOptions } from "../../../shared/domain/waiting.ts";
import type { LateMessage, VoicemailFilter, WaitingStore, WaitPromise } from "../../ports/waiting-store.ts";
import { parseJsonColumn } from "./parse-json-column.ts";
import { SqlitePbxCopyStore } from "./pbx-copy-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface PromiseRow {
  contact_id: string;
  queue_id: string;
  promised_at: number;
  p50_ms: number;
  p90_ms: number;
  waited_ms: number | null;
  answered: number;
}
interface VoicemailRow {
  voicemail_id: string;
  contact_id: string;
  queue_id: string;
  customer_id: string | null;
  customer_name: string | null;
  ani_json: string;
  language: string;
  recorded_at: number;
  length_ms: number;
  state: Voicemail["state"];
  changed_by: string | null;
  changed_at: number | null;
  answer_json: string | null;
}
interface AlertsRow {
  queue_id: string;
  longest_wait_ms: number | null;
  service_level_target: number;
  poor_voice_mos: number;
}
interface LateMessageRow {
  recording_id: string;
  contact_id: string;
  recorded_at: number;
  until_at: number;
}
type WaitingTables = {
  queue_waiting: { queue_id: string; options_json: string };
  queue_alerts: AlertsRow;
  wait_promises: PromiseRow;
  voicemails: VoicemailRow;
  late_messages: LateMessageRow;
};

const PROMISES_MAX = 50_000;
const QUEUES_MAX = 10_000;

export class SqliteWaitingStore implements WaitingStore {
  readonly #database: SqliteDatabase;
  readonly pbxCopies: SqlitePbxCopyStore;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.pbxCopies = new SqlitePbxCopyStore(database);
  }

  async waitingOptions(): Promise<readonly WaitingOptions[]> {
    return this.#database
      .all(this.#tables().selectFrom("queue_waiting").selectAll().orderBy("queue_id").limit(QUEUES_MAX))
      .map((row) => parseJsonColumn("queue_waiting.options_json", row.options_json) as WaitingOptions);
  }

  saveWaitingOptions(options: WaitingOptions): void {
    const changed = { options_json: JSON.stringify(options) };
    this.#database.run(
      this.#tables()
        .insertInto("queue_waiting")
        .values({ queue_id: options.queueId, ...changed })
        .onConflict((conflict) => conflict.column("queue_id").doUpdateSet(changed)),
    );
  }

  async alerts(): Promise<ReadonlyMap<QueueId, QueueAlerts>> {
    const rows = this.#database.all(this.#tables().selectFrom("queue_alerts").selectAll().limit(QUEUES_MAX));
    return new Map(
      rows.map((row) => [
        asId<QueueId>(row.queue_id),
        {
          longestWaitMs: row.longest_wait_ms,
          serviceLevelTarget: row.service_level_target,
          poorVoiceMos: row.poor_voice_mos,
        },
      ]),
    );
  }

  saveAlerts(queueId: QueueId, { longestWaitMs, serviceLevelTarget, poorVoiceMos }: QueueAlerts): void {
    const changed = {
      longest_wait_ms: longestWaitMs,
      service_level_target: serviceLevelTarget,
      poor_voice_mos: poorVoiceMos,
    };
    this.#database.run(
      this.#tables()
        .insertInto("queue_alerts")
        .values({ queue_id: queueId, ...changed })
        .onConflict((conflict) => conflict.column("queue_id").doUpdateSet(changed)),
    );
  }

  savePromise(promise: WaitPromise): void {
    this.#database.run(
      this.#tables()
        .insertInto("wait_promises")
        .values({
          contact_id: promise.contactId,
          queue_id: promise.queueId,
          promised_at: promise.promisedAt,
          p50_ms: Math.round(promise.p50Ms),
          p90_ms: Math.round(promise.p90Ms),
          waited_ms: promise.waitedMs,
          answered: promise.answered ? 1 : 0,
        })
        .onConflict((conflict) => conflict.column("contact_id").doNothing()),
    );
  }

  endPromise(contactId: ContactId, waitedMs: DurationMs, answered: boolean): void {
    this.#database.run(
      this.#tables()
        .updateTable("wait_promises")
        .set({ waited_ms: Math.max(0, Math.round(waitedMs)), answered: answered ? 1 : 0 })
        .where("contact_id", "=", contactId),
    );
  }

  async endedPromises(since: EpochMs): Promise<readonly WaitPromise[]> {
    return this.#database
      .all(
        this.#tables()
          .selectFrom("wait_promises")
          .selectAll()
          .where("promised_at", ">=", since)
          .where("waited_ms", "is not", null)
          .orderBy("promised_at", "desc")
          .limit(PROMISES_MAX),
      )
      .map((row) => ({
        contactId: asId<ContactId>(row.contact_id),
        queueId: asId<QueueId>(row.queue_id),
        promisedAt: row.promised_at,
        p50Ms: row.p50_ms,
        p90Ms: row.p90_ms,
        waitedMs: row.waited_ms,
        answered: row.answered === 1,
      }));
  }

  addVoicemail(voicemail: Voicemail): void {
    this.#database.run(
      this.#tables()
        .insertInto("voicemails")
        .values({
          voicemail_id: voicemail.voicemailId,
          contact_id: voicemail.contactId,
          queue_id: voicemail.queueId,
          customer_id: voicemail.customerId,
          customer_name: voicemail.customerName,
          ani_json: JSON.stringify(voicemail.ani),
          language: voicemail.language,
          recorded_at: voicemail.recordedAt,
          length_ms: Math.round(voicemail.lengthMs),
          state: voicemail.state,
          changed_by: voicemail.changedBy,
          changed_at: voicemail.changedAt,
          answer_json: voicemail.answer === null ? null : JSON.stringify(voicemail.answer),
        })
        // A restart in the middle of taking a message in takes it in again.
        .onConflict((conflict) => conflict.column("voicemail_id").doNothing()),
    );
  }

  async voicemail(voicemailId: string): Promise<Voicemail | null> {
    const row = this.#database.first(
      this.#tables().selectFrom("voicemails").selectAll().where("voicemail_id", "=", voicemailId),
    );
    return row === undefined ? null : voicemailOf(row);
  }

  async voicemails({ queueIds, state, limit }: VoicemailFilter): Promise<readonly Voicemail[]> {
    if (queueIds?.length === 0) return [];
    let query = this.#tables().selectFrom("voicemails").selectAll();
    if (queueIds !== null) query = query.where("queue_id", "in", queueIds);
    if (state !== null) query = query.where("state", "=", state);
    return this.#database
      .all(query.orderBy("recorded_at", "desc").orderBy("voicemail_id").limit(limit))
      .map(voicemailOf);
  }

  async newVoicemails(): Promise<ReadonlyMap<QueueId, number>> {
    const rows = this.#database.all(
      this.#tables()
        .selectFrom("voicemails")
        .select(({ fn }) => ["queue_id", fn.countAll<number>().as("count")])
        .where("state", "=", "new")
        .groupBy("queue_id")
        .limit(QUEUES_MAX),
    );
    return new Map(rows.map((row) => [asId<QueueId>(row.queue_id), row.count]));
  }

  async voicemailQueues(): Promise<readonly QueueId[]> {
    return this.#database
      .all(this.#tables().selectFrom("voicemails").select("queue_id").distinct().limit(QUEUES_MAX))
      .map((row) => asId<QueueId>(row.queue_id));
  }

  async voicemailsBefore(queueId: QueueId, before: EpochMs, limit: number): Promise<readonly Voicemail[]> {
    return this.#database
      .all(
        this.#tables()
          .selectFrom("voicemails")
          .selectAll()
          .where("queue_id", "=", queueId)
          .where("recorded_at", "<=", before)
          .orderBy("recorded_at")
          .limit(limit),
      )
      .map(voicemailOf);
  }

  setVoicemailState(voicemailId: string, state: Voicemail["state"], by: UserId, at: EpochMs): void {
    this.#database.run(
      this.#tables()
        .updateTable("voicemails")
        .set({ state, changed_by: by, changed_at: at })
        .where("voicemail_id", "=", voicemailId),
    );
  }

  setVoicemailAnswer(voicemailId: string, answer: VoicemailAnswer, by: UserId): void {
    const rows = this.#tables().selectFrom("voicemails").selectAll().where("voicemail_id", "=", voicemailId);
    const row = this.#database.first(rows);
    if (row === undefined) return;
    const isConversation = answer.outcome === "handled";
    // A conversation stands, whatever an attempt that was begun before it comes to.
    if (!isConversation && row.state === "done" && voicemailOf(row).answer?.outcome === "handled") return;
    const done = isConversation ? { state: "done" as const, changed_by: by, changed_at: answer.at } : {};
    this.#database.run(
      this.#tables()
        .updateTable("voicemails")
        .set({ answer_json: JSON.stringify(answer), ...done })
        .where("voicemail_id", "=", voicemailId),
    );
  }

  removeVoicemail(voicemailId: string): void {
    this.#database.run(this.#tables().deleteFrom("voicemails").where("voicemail_id", "=", voicemailId));
  }

  async lateMessages(limit: number): Promise<readonly LateMessage[]> {
    return this.#database
      .all(
        this.#tables().selectFrom("late_messages").selectAll().orderBy("until_at").orderBy("recording_id").limit(limit),
      )
      .map((row) => ({
        recordingId: asId<RecordingId>(row.recording_id),
        contactId: asId<ContactId>(row.contact_id),
        recordedAt: row.recorded_at,
        until: row.until_at,
      }));
  }

  addLateMessage({ recordingId, contactId, recordedAt, until }: LateMessage): void {
    this.#database.run(
      this.#tables()
        .insertInto("late_messages")
        .values({ recording_id: recordingId, contact_id: contactId, recorded_at: recordedAt, until_at: until })
        .onConflict((conflict) => conflict.column("recording_id").doNothing()),
    );
  }

  removeLateMessage(recordingId: RecordingId): void {
    this.#database.run(this.#tables().deleteFrom("late_messages").where("recording_id", "=", recordingId));
  }

  #tables() {
    return this.#database.tables<WaitingTables>();
  }
}

function voicemailOf(row: VoicemailRow): Voicemail {
  return {
    voicemailId: row.voicemail_id,
    contactId: asId<ContactId>(row.contact_id),
    queueId: asId<QueueId>(row.queue_id),
    customerId: row.customer_id === null ? null : asId<CustomerId>(row.customer_id),
    customerName: row.customer_name,
    ani: parseJsonColumn("voicemails.ani_json", row.ani_json) as Voicemail["ani"],
    language: row.language as Language,
    recordedAt: row.recorded_at,
    lengthMs: row.length_ms,
    state: row.state,
    changedBy: row.changed_by === null ? null : asId<UserId>(row.changed_by),
    changedAt: row.changed_at,
    answer:
      row.answer_json === null ? null : (parseJsonColumn("voicemails.answer_json", row.answer_json) as VoicemailAnswer),
  };
}
