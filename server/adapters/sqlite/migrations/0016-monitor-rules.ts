import type { Migration } from "../migrate.ts";

/** What was decided in the console about supervisors on calls: one row, or none while nobody has decided. */
export const migration0016: Migration = {
  version: 16,
  name: "monitor-rules",
  sql: `
CREATE TABLE monitor_rules (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  shown_to_agent INTEGER NOT NULL CHECK (shown_to_agent IN (0, 1)),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
`,
};
