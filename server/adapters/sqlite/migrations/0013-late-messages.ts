import type { Migration } from "../migrate.ts";

/** Recordings of callers that are on the exchange only, and are still to be fetched. */
export const migration0013: Migration = {
  version: 13,
  name: "late-messages",
  sql: `
CREATE TABLE late_messages (
  recording_id TEXT PRIMARY KEY,
  contact_id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  -- Then nobody tries any more.
  until_at INTEGER NOT NULL
) STRICT;
-- New messages are counted whenever one changes.
CREATE INDEX voicemails_new ON voicemails (queue_id) WHERE state = 'new';
`,
};
