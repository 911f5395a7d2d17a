import type { DurationMs } from "../../shared/domain/time.ts";

/** An agent whose phone was busy or failed gets no other offer for this long: the phone needs a moment. */
export const HOLD_OFF_MS: DurationMs = 5_000;
/** An agent who just missed a caller is not rung again for the same caller before this has passed. */
export const MISSED_RETRY_MS: DurationMs = 10_000;
/** Agents remembered per caller as having missed them; the one who may be rung again soonest is forgotten first. */
export const MISSED_AGENTS_MAX = 16;
/** Callers who wait for one agent alone; whoever comes on top of them is served like everybody. */
export const HELD_CONTACTS_MAX = 50;
/** Normal callers of whom the service level that opens the reserve is the share. */
export const SERVICE_WINDOW = 50;
/** Demands of one queue whose seats are kept in order. */
export const POOLS_MAX = 64;
/** Of those, for callers who wait; callers with yet other demands are matched agent by agent. */
export const LANE_POOLS_MAX = 48;
/** Merged demands kept at hand. */
export const DEMANDS_MAX = 512;
/** Agents named in one explanation besides the chosen one. */
export const EXPLAINED_AGENTS_MAX = 5;
/** Agents looked at for one explanation, so that explaining stays cheap in a queue of thousands. */
export const EXPLANATION_SCAN_MAX = 40;
/** Callers listed in one view of a queue. */
export const VIEWED_CONTACTS_MAX = 50;
/** Longer no customer of a callback is rung while an agent is reserved. */
export const CALLBACK_DIAL_MAX_MS = 70_000;
