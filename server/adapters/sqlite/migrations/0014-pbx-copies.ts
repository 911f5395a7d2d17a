import type { Migration } from "../migrate.ts";

/** Recordings of callers that the exchange is still to remove: they are personal data, and nobody else knows of them. */
export const migration0014: Migration = {
  version: 14,
  name: "pbx-copies",
  sql: `
CREATE TABLE pbx_copies (
  seq INTEGER PRIMARY KEY,
  recording_id TEXT NOT NULL UNIQUE,
  contact_id TEXT NOT NULL
) STRICT;
`,
};
