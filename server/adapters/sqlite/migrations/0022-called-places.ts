import type { Migration } from "../migrate.ts";

/**
 * Where the person of an entry is at home (null: not looked up yet, the store does it at its start), by what an attempt was allowed,
 * and the attempts of a day, which are asked for without those of all days before.
 */
export const migration0022: Migration = {
  version: 22,
  name: "called-places",
  sql: `
ALTER TABLE call_list_entries ADD COLUMN place TEXT;
ALTER TABLE call_list_attempts ADD COLUMN permit TEXT;
CREATE INDEX call_list_entries_place ON call_list_entries (call_list_id, state, place);
CREATE INDEX call_list_attempts_at ON call_list_attempts (at);
`,
};
