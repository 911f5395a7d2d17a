import { sql } from "kysely";
import { NEVER_CHANGED, type SettingRevision } from "../../../shared/domain/setting-revision.ts";
import type { SettingName, SettingRevisions } from "../../ports/setting-revisions.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface RevisionRow {
  setting: string;
  revision: number;
  changed_at: number;
  changed_by: string;
}
type RevisionTables = { setting_revisions: RevisionRow };

const SETTINGS_MAX = 10_000;

export class SqliteSettingRevisionStore implements SettingRevisions {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  all(): ReadonlyMap<string, SettingRevision> {
    const rows = this.#database.all(this.#tables().selectFrom("setting_revisions").selectAll().limit(SETTINGS_MAX));
    return new Map(rows.map((row) => [row.setting, revisionOf(row)]));
  }

  of(setting: SettingName): SettingRevision {
    const row = this.#database.first(
      this.#tables().selectFrom("setting_revisions").selectAll().where("setting", "=", setting),
    );
    return row === undefined ? NEVER_CHANGED : revisionOf(row);
  }

  advance(setting: SettingName, { at, by }: NonNullable<SettingRevision["changed"]>): void {
    const changed = { changed_at: at, changed_by: by };
    this.#database.run(
      this.#tables()
        .insertInto("setting_revisions")
        .values({ setting, revision: 1, ...changed })
        .onConflict((conflict) =>
          conflict.column("setting").doUpdateSet({ ...changed, revision: sql<number>`setting_revisions.revision + 1` }),
        ),
    );
  }

  #tables() {
    return this.#database.tables<RevisionTables>();
  }
}

function revisionOf({ revision, changed_at, changed_by }: RevisionRow): SettingRevision {
  return { revision, changed: { at: changed_at, by: changed_by } };
}
