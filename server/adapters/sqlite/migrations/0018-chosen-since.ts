import type { Migration } from "../migrate.ts";

/** When a break began: it goes on through a restart of the server; and when the server was last seen alive, in a quiet centre too. */
export const migration0018: Migration = {
  version: 18,
  name: "chosen-since",
  sql: `
ALTER TABLE chosen_states ADD COLUMN since INTEGER;
CREATE TABLE server_alive (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL) STRICT;
`,
};
