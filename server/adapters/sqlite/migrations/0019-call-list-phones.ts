import type { Migration } from "../migrate.ts";

/** How often a number was called is asked for each candidate, over all lists. */
export const migration0019: Migration = {
  version: 19,
  name: "call-list-phones",
  sql: `CREATE INDEX call_list_entries_phone ON call_list_entries (phone);`,
};
