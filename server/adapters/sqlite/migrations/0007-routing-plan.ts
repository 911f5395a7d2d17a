import type { Migration } from "../migrate.ts";

/** Shifts, and a number that tells whether the routing plan changed since it was read. */
export const migration0007: Migration = {
  version: 7,
  name: "routing-plan",
  sql: `
CREATE TABLE agent_shifts (
  agent_id TEXT PRIMARY KEY,
  calendar_id TEXT NOT NULL
) STRICT;
CREATE TABLE routing_revision (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO routing_revision (one, revision) VALUES (1, 1);
`,
};
