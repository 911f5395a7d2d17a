import type { Migration } from "../migrate.ts";

/** Queues that have options of their own keep no caller for the agent who talked with them last, as before. */
export const migration0015: Migration = {
  version: 15,
  name: "last-agent-wait",
  sql: `
UPDATE queue_waiting SET options_json = json_set(options_json, '$.lastAgentWaitMs', 0);
`,
};
