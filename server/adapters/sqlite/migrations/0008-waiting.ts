import type { Migration } from "../migrate.ts";

/** Opening hours, how queues treat those who wait, what was promised to them, the messages they left. */
export const migration0008: Migration = {
  version: 8,
  name: "waiting",
  sql: `
CREATE TABLE hours_calendars (
  calendar_id TEXT PRIMARY KEY,
  calendar_json TEXT NOT NULL
) STRICT;

-- JSON of WaitingOptions; a queue without a row has the defaults.
CREATE TABLE queue_waiting (
  queue_id TEXT PRIMARY KEY,
  options_json TEXT NOT NULL
) STRICT;

-- waited_ms NULL: still waiting.
CREATE TABLE wait_promises (
  contact_id TEXT PRIMARY KEY,
  queue_id TEXT NOT NULL,
  promised_at INTEGER NOT NULL,
  p50_ms INTEGER NOT NULL,
  p90_ms INTEGER NOT NULL,
  waited_ms INTEGER,
  answered INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX wait_promises_by_time ON wait_promises (promised_at);

CREATE TABLE voicemails (
  voicemail_id TEXT PRIMARY KEY,
  contact_id TEXT NOT NULL,
  queue_id TEXT NOT NULL,
  customer_id TEXT,
  customer_name TEXT,
  ani_json TEXT NOT NULL,
  language TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  length_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'done')),
  changed_by TEXT,
  changed_at INTEGER
) STRICT;
CREATE INDEX voicemails_by_queue ON voicemails (queue_id, recorded_at);
`,
};
