import type { Migration } from "../migrate.ts";

/** From when on a board asks for help with a queue. */
export const migration0010: Migration = {
  version: 10,
  name: "queue-alerts",
  sql: `
-- A queue without a row has the defaults. longest_wait_ms NULL: the threshold of the service level.
CREATE TABLE queue_alerts (
  queue_id TEXT PRIMARY KEY,
  longest_wait_ms INTEGER,
  service_level_target REAL NOT NULL,
  poor_voice_mos REAL NOT NULL
) STRICT;
`,
};
