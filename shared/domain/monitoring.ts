/**
 * How a supervisor takes part in an agent's call: hears both; is heard by the agent alone; is heard by everybody the agent
 * speaks with.
 */
export const MONITOR_MODES = ["listen", "whisper", "barge"] as const;
export type MonitorMode = (typeof MONITOR_MODES)[number];

/** So many supervisors on one call at most: each costs the exchange a bridge and a mixer. */
export const MONITORS_PER_CALL_MAX = 4;
