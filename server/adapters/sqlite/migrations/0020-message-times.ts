import type { Migration } from "../migrate.ts";

/** Who leaves a message waits for nobody any more: how long they waited is until then. */
export const migration0020: Migration = {
  version: 20,
  name: "message-times",
  sql: `
ALTER TABLE contacts ADD COLUMN message_at INTEGER;
UPDATE contacts SET message_at = (
  SELECT min(at) FROM journal WHERE journal.contact_id = contacts.contact_id AND journal.type = 'voicemail.begun'
) WHERE queued_at IS NOT NULL AND contact_id IN (SELECT contact_id FROM journal WHERE type = 'voicemail.begun');
`,
};
