import type { Migration } from "../migrate.ts";

/** A call that is passed on is a chain of contacts, one for each agent (or outside number) who had it. */
export const migration0003: Migration = {
  version: 3,
  name: "segments",
  sql: `
ALTER TABLE contacts ADD COLUMN kind TEXT NOT NULL DEFAULT 'call';
ALTER TABLE contacts ADD COLUMN transferred_from TEXT;
ALTER TABLE contacts ADD COLUMN passed_on_kind TEXT;
ALTER TABLE contacts ADD COLUMN passed_on_name TEXT;
`,
};
