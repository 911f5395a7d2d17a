import type { Migration } from "../migrate.ts";

/** Numbers that tell whether opening hours, waiting options or the rules for supervisors changed since they were read. */
export const migration0025: Migration = {
  version: 25,
  name: "setting-revisions",
  sql: `
-- setting: hours/<calendar>, waiting/<queue>. A row stays when the setting is removed.
CREATE TABLE setting_revisions (
  setting TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE monitor_rules ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
`,
};
