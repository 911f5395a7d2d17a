import type { UserId } from "../../../shared/domain/ids.ts";
import type { AgentView } from "../../../shared/wire/console.ts";
import type { MonitorView } from "../../../shared/wire/monitor-schemas.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";
import { maskedNumber } from "../wallboard-feed.ts";

/** What a console shows of monitoring: one's own of somebody else's call, and who is on one's own. */
export function monitorParts(centre: Centre, userId: UserId): Pick<AgentView, "monitor" | "monitoredBy"> {
  const { monitors, monitorRules } = centre;
  const { shownToAgent } = monitorRules.rules();
  return {
    monitor: ownMonitor(centre, userId),
    monitoredBy: monitors
      .onAgent(userId)
      // Whoever may be heard is always shown; whether listening is, is the operator's to decide.
      .filter(({ mode, legState }) => mode !== "listen" || (shownToAgent && legState === "up"))
      .map(({ by, mode }) => ({ displayName: by.displayName, mode })),
  };
}

function ownMonitor({ monitors, registry, agents }: Centre, userId: UserId): MonitorView | null {
  const monitor = monitors.of(userId);
  if (!monitor) return null;
  const contact = registry.ofAgent(monitor.agentId) ?? monitor.contact;
  const { record } = contact;
  const isAway = contact.parkedSince !== null || contact.agentLeg?.state !== "up";
  return {
    monitorId: monitor.monitorId,
    agentId: monitor.agentId,
    agentName: agents.displayName(monitor.agentId),
    withWhom: record.customerName ?? (maskedNumber(record.ani) || null),
    onHold: onHoldOf(contact),
    mode: monitor.mode,
    state: monitor.legState !== "up" ? "ringing" : isAway ? "agent-away" : monitor.isAttached ? "live" : "connecting",
    since: monitor.since,
  };
}

/** With two calls the one that is not talked with hears music as well; only with both on hold the agent talks to nobody. */
function onHoldOf({ heldSince, second, first }: LiveContact): MonitorView["onHold"] {
  if (heldSince === null) return "nobody";
  const other = second?.contact ?? first;
  return other !== null && other !== undefined && other.heldSince !== null ? "all" : "customer";
}
