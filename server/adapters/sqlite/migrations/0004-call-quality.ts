import type { Migration } from "../migrate.ts";

/** How each agent's part of a call sounded; `points_json` is its course, bounded by QUALITY_POINTS_MAX. */
export const migration0004: Migration = {
  version: 4,
  name: "call-quality",
  sql: `
ALTER TABLE contacts ADD COLUMN voice_mos REAL;
CREATE TABLE call_quality (
  contact_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  mos_mean REAL NOT NULL,
  mos_min REAL NOT NULL,
  loss_percent REAL NOT NULL,
  jitter_ms REAL NOT NULL,
  rtt_ms REAL,
  line_loss_percent REAL,
  line_jitter_ms REAL,
  cause TEXT NOT NULL,
  points_json TEXT NOT NULL,
  PRIMARY KEY (contact_id, agent_id)
) STRICT, WITHOUT ROWID;
`,
};
