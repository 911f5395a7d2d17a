import type { Migration } from "../migrate.ts";

/** What the figures of a queue need to know of each contact, so that they are the sum of the records and nothing else. */
export const migration0009: Migration = {
  version: 9,
  name: "queue-fates",
  sql: `
ALTER TABLE contacts ADD COLUMN head_start_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contacts ADD COLUMN overflowed_from_json TEXT NOT NULL DEFAULT '[]';
ALTER TABLE contacts ADD COLUMN callback_at INTEGER;
CREATE INDEX contacts_queue ON contacts (queue_id, arrived_at) WHERE queued_at IS NOT NULL;
-- Promises of before this column: the journal has them, and it is what a restart believes.
UPDATE contacts SET callback_at = (
  SELECT max(at) FROM journal WHERE journal.contact_id = contacts.contact_id AND journal.type = 'callback.promised'
) WHERE contact_id IN (SELECT contact_id FROM journal WHERE type = 'callback.promised');
`,
};
