import type { Migration } from "../migrate.ts";

/** What each agent who is signed in wants to be, so that a restart can give it back; `reason` null: ready. */
export const migration0017: Migration = {
  version: 17,
  name: "chosen-states",
  sql: `
CREATE TABLE chosen_states (
  agent_id TEXT PRIMARY KEY,
  reason TEXT,
  lost_at INTEGER
) STRICT;
`,
};
