import type { AgentStatus } from "../../../shared/domain/agent.ts";
import { asId, type BridgeId, type ChannelId, type MonitorId, type UserId } from "../../../shared/domain/ids.ts";
import type { MonitorMode } from "../../../shared/domain/monitoring.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { User } from "../../../shared/domain/user.ts";
import type { LiveContact } from "../live-contact.ts";

/** Why it is over; `switched`: gone on to another agent's call; `restart`: the server was, and found what was left of it. */
export type MonitorEnd =
  | "stopped"
  | "switched"
  | "call-over"
  | "own-call"
  | "no-answer"
  | "phone-unreachable"
  | "hung-up"
  | "page-gone"
  | "signed-out"
  | "failed"
  | "restart";

/**
 * How supervisor and agent are connected. `snoop`: a channel on the agent's leg, beside the supervisor in the monitor's bridge.
 * `leg`: the agent's leg itself is in that bridge, while the customer is on hold and the agent is spoken to.
 */
export interface Attachment {
  readonly kind: "snoop" | "leg";
  /** Whose leg: while the supervisor changes to another agent, still the former one's. */
  readonly agentId: UserId;
  readonly agentLeg: ChannelId;
  readonly mode: MonitorMode;
}

/**
 * One supervisor on one agent's call.
 *
 *   start --> ringing --own phone answers--> connecting <--agent's leg, mode, hold--> live
 *                                                ^                                     |
 *                                                +--agent is back-- agent-away <-------+ agent lost
 *                                                +--another agent chosen---------------+
 *   any --stop; the call, the supervisor's leg or page gone--> (none)
 */
export interface Monitor {
  readonly monitorId: MonitorId;
  readonly by: User;
  agentId: UserId;
  /** The supervisor's own. */
  readonly leg: ChannelId;
  readonly bridgeId: BridgeId;
  /** On this agent's call. */
  since: EpochMs;
  /** What the supervisor was before; null: takes no calls. */
  before: AgentStatus | null;
  /** With whose journal it stands now. */
  contact: LiveContact;
  /** The leg that is heard, or was last. */
  agentLeg: ChannelId;
  mode: MonitorMode;
  legState: "made" | "ringing" | "up";
  /** As asked for; `isAttached` when the PBX has done all of it. */
  attachment: Attachment | null;
  isAttached: boolean;
  /** Of the attachment, or of the last one. */
  snoopId: ChannelId | null;
  snoopCount: number;
  failures: number;
  /** As of a contact: a snapshot begun before says nothing about it. */
  touched: number;
}

export function newMonitor(
  id: string,
  parts: Pick<Monitor, "by" | "agentId" | "contact" | "agentLeg" | "since" | "touched">,
): Monitor {
  return {
    ...parts,
    monitorId: asId<MonitorId>(id),
    leg: asId<ChannelId>(`${id}.s`),
    bridgeId: asId<BridgeId>(`${id}.b`),
    before: null,
    mode: "listen",
    legState: "made",
    attachment: null,
    isAttached: false,
    snoopId: null,
    snoopCount: 0,
    failures: 0,
  };
}

/** The same supervisor and leg on another agent's call, connected to nobody there yet; listening, whatever it was. */
export function goOnTo(
  monitor: Monitor,
  parts: Pick<Monitor, "agentId" | "contact" | "agentLeg" | "since" | "touched">,
): void {
  Object.assign(monitor, parts, { mode: "listen", isAttached: false, failures: 0 } satisfies Partial<Monitor>);
}

/** Ids of a monitor's own legs and bridge begin with its id: what nobody knows of those was left behind. */
export const MONITOR_PREFIX = "monitor";

export function isOfMonitor(id: ChannelId | BridgeId): boolean {
  return id.startsWith(`${MONITOR_PREFIX}-`);
}
