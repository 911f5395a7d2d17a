import type { Migration } from "../migrate.ts";

/** Calls agents have promised to make, and calls they were offered and did not take. */
export const migration0006: Migration = {
  version: 6,
  name: "agenda-and-missed-offers",
  sql: `
CREATE TABLE agenda_entries (
  entry_id TEXT PRIMARY KEY,
  agent_id TEXT NOT NULL,
  customer_id TEXT,
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  note TEXT NOT NULL,
  contact_id TEXT,
  created_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX agenda_entries_agent ON agenda_entries (agent_id, due_at);
CREATE INDEX agenda_entries_due ON agenda_entries (due_at) WHERE done_at IS NULL;

CREATE TABLE missed_offers (
  offer_id TEXT PRIMARY KEY,
  contact_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  agent_name TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX missed_offers_agent ON missed_offers (agent_id, at);
CREATE INDEX missed_offers_at ON missed_offers (at);
`,
};
