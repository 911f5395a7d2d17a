import type { Migration } from "../migrate.ts";

/** What people call a skill, by language. Agents and queues name the skill by its word, as before. */
export const migration0024: Migration = {
  version: 24,
  name: "skill-names",
  sql: `
CREATE TABLE named_skills (
  skill TEXT PRIMARY KEY,
  names_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
