import type { Migration } from "../migrate.ts";

/** Numbers no list rings, with every change for good: its number is the list's version. */
export const migration0023: Migration = {
  version: 23,
  name: "do-not-call",
  sql: `
CREATE TABLE do_not_call_changes (
  version INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  phone TEXT NOT NULL,
  change TEXT NOT NULL,
  because TEXT,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  note TEXT NOT NULL,
  contact_id TEXT
) STRICT;

CREATE TABLE do_not_call (
  phone TEXT PRIMARY KEY,
  version INTEGER NOT NULL UNIQUE REFERENCES do_not_call_changes (version)
) STRICT, WITHOUT ROWID;

ALTER TABLE call_list_entries ADD COLUMN closed_because TEXT;
CREATE INDEX call_list_entries_closed ON call_list_entries (call_list_id) WHERE closed_because IS NOT NULL;
`,
};
