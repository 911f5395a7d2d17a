import { asId, type ContactId, type MonitorId, type QueueId, type UserId } from "../../shared/domain/ids.ts";
import type { AgentView } from "../../shared/wire/console.ts";

/** A supervisor who whispers to Ana, and one who listens to them. */
export const MONITORING: Pick<AgentView, "monitor" | "monitoredBy"> = {
  monitor: {
    monitorId: asId<MonitorId>("monitor-1"),
    agentId: asId<UserId>("user-ana"),
    agentName: "Ana",
    withWhom: "+86138••••8001",
    onHold: "nobody",
    mode: "whisper",
    state: "live",
    since: Date.UTC(2026, 10, 21, 4, 0, 0),
  },
  monitoredBy: [{ displayName: "Sofia", mode: "listen" }],
};

export const SUPERVISOR_COMMAND_EXAMPLES = {
  "waiting.redirect": {
    args: { contactId: asId<ContactId>("c-1"), queueId: asId<QueueId>("sales") },
    result: undefined,
  },
  "waiting.give": {
    args: { contactId: asId<ContactId>("c-1"), agentId: asId<UserId>("user-ana") },
    result: undefined,
  },
  "agent.force-state": { args: { agentId: asId<UserId>("user-ana"), state: "not-ready" }, result: undefined },
  "monitor.start": { args: { agentId: asId<UserId>("user-ana") }, result: undefined },
  "monitor.mode": { args: { mode: "whisper" }, result: undefined },
  "monitor.stop": { args: {}, result: undefined },
} as const;
