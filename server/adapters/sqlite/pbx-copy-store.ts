import type { Generated } from "kysely";
import { asId, type ContactId, type RecordingId } from "../../../shared/domain/ids.ts";
import type { PbxCopy, PbxCopyStore } from "../../ports/pbx-copy-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

type CopyTables = { pbx_copies: { seq: Generated<number>; recording_id: string; contact_id: string } };

export class SqlitePbxCopyStore implements PbxCopyStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async list(limit: number): Promise<readonly PbxCopy[]> {
    return this.#database
      .all(this.#tables().selectFrom("pbx_copies").select(["recording_id", "contact_id"]).orderBy("seq").limit(limit))
      .map((row) => ({
        recordingId: asId<RecordingId>(row.recording_id),
        contactId: asId<ContactId>(row.contact_id),
      }));
  }

  add({ recordingId, contactId }: PbxCopy): void {
    this.#database.run(
      this.#tables()
        .insertInto("pbx_copies")
        .values({ recording_id: recordingId, contact_id: contactId })
        .onConflict((conflict) => conflict.column("recording_id").doNothing()),
    );
  }

  remove(recordingId: RecordingId): void {
    this.#database.run(this.#tables().deleteFrom("pbx_copies").where("recording_id", "=", recordingId));
  }

  #tables() {
    return this.#database.tables<CopyTables>();
  }
}
