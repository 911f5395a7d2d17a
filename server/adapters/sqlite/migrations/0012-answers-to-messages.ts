import type { Migration } from "../migrate.ts";

/** Which calls were made because of a message, and when it was left: it may be removed before the call is forgotten. */
export const migration0012: Migration = {
  version: 12,
  name: "answers-to-messages",
  sql: `
ALTER TABLE contacts ADD COLUMN answers_message_at INTEGER;
-- Of calls before this column the messages know the last one each.
UPDATE contacts SET answers_message_at = answered.recorded_at FROM (
  SELECT json_extract(answer_json, '$.contactId') AS contact_id, max(recorded_at) AS recorded_at
  FROM voicemails WHERE answer_json IS NOT NULL GROUP BY 1
) AS answered WHERE answered.contact_id = contacts.contact_id;
`,
};
