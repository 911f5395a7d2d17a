import type { Migration } from "../migrate.ts";

/** Who ended the talk: customer, agent or line. Of earlier ones nobody knows. */
export const migration0021: Migration = {
  version: 21,
  name: "ended-by",
  sql: `
ALTER TABLE contacts ADD COLUMN ended_by TEXT;
`,
};
