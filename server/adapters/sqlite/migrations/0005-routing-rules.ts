import type { Migration } from "../migrate.ts";

/** Requirements become alternatives (what was required before is the only one); every new rule begins as it was without it. */
export const migration0005: Migration = {
  version: 5,
  name: "routing-rules",
  sql: `
ALTER TABLE queues ADD COLUMN alternatives_json TEXT NOT NULL DEFAULT '[]';
UPDATE queues SET alternatives_json = '[' || requirements_json || ']' WHERE json_array_length(requirements_json) > 0;
ALTER TABLE queues DROP COLUMN requirements_json;
ALTER TABLE queues ADD COLUMN relaxation_json TEXT NOT NULL DEFAULT '[]';
ALTER TABLE queues ADD COLUMN overflow_json TEXT NOT NULL DEFAULT '[]';
ALTER TABLE queues ADD COLUMN on_full_json TEXT NOT NULL DEFAULT '{"kind":"goodbye"}';
ALTER TABLE queues ADD COLUMN max_wait_ms INTEGER;
ALTER TABLE queues ADD COLUMN on_max_wait_json TEXT NOT NULL DEFAULT '{"kind":"wait"}';
ALTER TABLE queues ADD COLUMN on_no_agents_json TEXT NOT NULL DEFAULT '{"kind":"wait"}';
ALTER TABLE queues ADD COLUMN on_closed_json TEXT NOT NULL DEFAULT '{"kind":"goodbye"}';
ALTER TABLE queues ADD COLUMN closing_rule TEXT NOT NULL DEFAULT 'serve-waiting';
ALTER TABLE queues ADD COLUMN calendar_id TEXT;
ALTER TABLE queues ADD COLUMN reserve_service_level REAL NOT NULL DEFAULT 0.8;
ALTER TABLE queue_memberships ADD COLUMN reserve INTEGER NOT NULL DEFAULT 0;
`,
};
