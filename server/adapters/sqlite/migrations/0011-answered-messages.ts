import type { Migration } from "../migrate.ts";

/** Which call answered a message, and what came of it: `VoicemailAnswer` as JSON. */
export const migration0011: Migration = {
  version: 11,
  name: "answered-messages",
  sql: `
ALTER TABLE voicemails ADD COLUMN answer_json TEXT;
`,
};
