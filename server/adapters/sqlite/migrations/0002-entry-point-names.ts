import type { Migration } from "../migrate.ts";

/** A service number is shown to callers, so it has a name in each language; what was there was written in English. */
export const migration0002: Migration = {
  version: 2,
  name: "entry-point-names",
  sql: `
ALTER TABLE entry_points ADD COLUMN names_json TEXT NOT NULL DEFAULT '{}';
UPDATE entry_points SET names_json = json_object('en', name);
ALTER TABLE entry_points DROP COLUMN name;
`,
};
