import type { SettingRevision } from "./setting-revision.ts";

/**
 * How a supervisor takes part in an agent's call: hears both; is heard by the agent alone; is heard by everybody the agent
 * speaks with.
 */
export const MONITOR_MODES = ["listen", "whisper", "barge"] as const;
export type MonitorMode = (typeof MONITOR_MODES)[number];

/** So many supervisors on one call at most: each costs the exchange a bridge and a mixer. */
export const MONITORS_PER_CALL_MAX = 4;

/** What the operator has decided about supervisors on calls. */
export interface MonitorRules extends SettingRevision {
  /** An agent sees that a supervisor listens. Who whispers or barges in is seen in any case. */
  readonly shownToAgent: boolean;
  /** null: it is as the server was started with. */
  readonly changed: SettingRevision["changed"];
}
