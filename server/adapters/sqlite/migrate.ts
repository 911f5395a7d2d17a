import type Database from "better-sqlite3";
import { DatabaseError } from "./database-error.ts";
import { migration0001 } from "./migrations/0001-initial.ts";
import { migration0002 } from "./migrations/0002-entry-point-names.ts";
import { migration0003 } from "./migrations/0003-segments.ts";
import { migration0004 } from "./migrations/0004-call-quality.ts";
import { migration0005 } from "./migrations/0005-routing-rules.ts";
import { migration0006 } from "./migrations/0006-agenda-and-missed-offers.ts";
import { migration0007 } from "./migrations/0007-routing-plan.ts";
import { migration0008 } from "./migrations/0008-waiting.ts";
import { migration0009 } from "./migrations/0009-queue-fates.ts";
import { migration0010 } from "./migrations/0010-queue-alerts.ts";
import { migration0011 } from "./migrations/0011-answered-messages.ts";
import { migration0012 } from "./migrations/0012-answers-to-messages.ts";
import { migration0013 } from "./migrations/0013-late-messages.ts";
import { migration0014 } from "./migrations/0014-pbx-copies.ts";
import { migration0015 } from "./migrations/0015-last-agent-wait.ts";
import { migration0016 } from "./migrations/0016-monitor-rules.ts";
import { migration0017 } from "./migrations/0017-chosen-states.ts";
import { migration0018 } from "./migrations/0018-chosen-since.ts";
import { migration0019 } from "./migrations/0019-call-list-phones.ts";
import { migration0020 } from "./migrations/0020-message-times.ts";
import { migration0021 } from "./migrations/0021-ended-by.ts";
import { migration0022 } from "./migrations/0022-called-places.ts";
import { migration0023 } from "./migrations/0023-do-not-call.ts";
import { migration0024 } from "./migrations/0024-skill-names.ts";
import { migration0025 } from "./migrations/0025-setting-revisions.ts";

export interface Migration {
  /** Ascending without gaps from 1. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Forward only: a published migration is never edited, a mistake is corrected by the next one. */
const MIGRATIONS: readonly Migration[] = [
  migration0001,
  migration0002,
  migration0003,
  migration0004,
  migration0005,
  migration0006,
  migration0007,
  migration0008,
  migration0009,
  migration0010,
  migration0011,
  migration0012,
  migration0013,
  migration0014,
  migration0015,
  migration0016,
  migration0017,
  migration0018,
  migration0019,
  migration0020,
  migration0021,
  migration0022,
  migration0023,
  migration0024,
  migration0025,
];

/** Read through in a second or so; a step that reads a longer one makes whoever waits for the start wonder. */
const JOURNAL_SHORT_MAX = 500_000;

interface MigrateOptions {
  readonly migrations?: readonly Migration[];
  /** Before a file with a long journal is changed: it takes a while, in which nothing else happens. */
  readonly onLongUpgrade?: (journalEntries: number) => void;
}

/**
 * Brings the file to the newest schema in one transaction: after a crash or an error it is the old schema, never a half.
 * Throws `database-newer` for a file a later version of the program has written.
 */
export function migrate(
  connection: Database.Database,
  path: string,
  { migrations = MIGRATIONS, onLongUpgrade = () => undefined }: MigrateOptions = {},
): void {
  const newest = migrations.length;
  connection
    .transaction(() => {
      connection.exec(
        "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
      );
      const row = connection
        .prepare<[], { version: number | null }>("SELECT max(version) AS version FROM schema_migrations")
        .get();
      const current = row?.version ?? 0;
      if (current > newest) {
        throw new DatabaseError(
          "database-newer",
          `${path}: written by a newer version (schema ${current}, this program knows ${newest})`,
        );
      }
      const journalEntries = current > 0 && current < newest ? lengthOfJournal(connection) : 0;
      if (journalEntries > JOURNAL_SHORT_MAX) onLongUpgrade(journalEntries);
      const record = connection.prepare("INSERT INTO schema_migrations (version, name) VALUES (?, ?)");
      for (const migration of migrations.slice(current)) {
        connection.exec(migration.sql);
        record.run(migration.version, migration.name);
      }
    })
    .immediate();
}

/** By its last number, which is found at once: counting it would read it. */
function lengthOfJournal(connection: Database.Database): number {
  const table = connection.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal'").get();
  if (table === undefined) return 0;
  return connection.prepare<[], { last: number | null }>("SELECT max(seq) AS last FROM journal").get()?.last ?? 0;
}
