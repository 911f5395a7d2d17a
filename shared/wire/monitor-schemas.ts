/** A supervisor on an agent's call: what the supervisor's and the agent's console show, and the commands. See PROTOCOL.md. */
import * as Type from "typebox";
import { MONITOR_MODES, MONITORS_PER_CALL_MAX } from "../domain/monitoring.ts";
import { EpochMsSchema, MonitorIdSchema, nullable, oneOf, UserIdSchema } from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;
const ModeSchema = oneOf(MONITOR_MODES);

/**
 * `ringing`: the supervisor's own phone, which takes the INVITE by itself (its header carries `monitorId`). `connecting`: the
 * exchange is asked. `live`: heard and, by the mode, spoken to. `agent-away`: the agent is being brought back into the call.
 */
const MonitorViewSchema = Type.Object(
  {
    monitorId: MonitorIdSchema,
    agentId: UserIdSchema,
    agentName: Type.String(),
    /** Masked number or name of the customer. */
    withWhom: nullable(Type.String()),
    /** Who hears music: the customer; `all`: whoever the agent has on the line, so that there is nobody to be heard with them. */
    onHold: oneOf(["nobody", "customer", "all"] as const),
    mode: ModeSchema,
    state: oneOf(["ringing", "connecting", "live", "agent-away"] as const),
    since: EpochMsSchema,
  },
  strict,
);
export type MonitorView = Type.Static<typeof MonitorViewSchema>;

/** Of the agent's view: `monitor` is one's own of somebody else, `monitoredBy` who is on one's own call and may be known. */
export const MONITOR_PARTS = {
  monitor: nullable(MonitorViewSchema),
  monitoredBy: Type.Array(Type.Object({ displayName: Type.String(), mode: ModeSchema }, strict), {
    maxItems: MONITORS_PER_CALL_MAX,
  }),
} as const;

/** Of an agent on the board: whether there is a call to listen to, and how each supervisor on it takes part. */
export const MONITORED_PARTS = {
  talking: Type.Boolean(),
  monitors: Type.Array(ModeSchema, { maxItems: MONITORS_PER_CALL_MAX }),
} as const;

/** Supervisors' consoles only: it takes a phone. */
export const MONITOR_COMMANDS = {
  "monitor.start": Type.Object({ agentId: UserIdSchema }, strict),
  "monitor.mode": Type.Object({ mode: ModeSchema }, strict),
  "monitor.stop": Type.Object({}, strict),
} as const;
