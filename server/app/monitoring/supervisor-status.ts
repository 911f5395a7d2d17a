import type { AgentStatus } from "../../../shared/domain/agent.ts";
import type { UserId } from "../../../shared/domain/ids.ts";
import type { Centre } from "../centre.ts";

/** Whoever listens is offered nothing. Gives what they were; null: they take no calls. */
export function nowMonitoring({ router }: Centre, supervisorId: UserId): AgentStatus | null {
  const status = router.status(supervisorId);
  if (!status || status.state === "signed-out") return null;
  router.submit({ type: "agent-not-ready", agentId: supervisorId, reason: "monitoring" });
  return status;
}

/** What they were before, unless they have become something else meanwhile. */
export function doneMonitoring({ router, agents }: Centre, { agentId, state, reason }: AgentStatus): void {
  if (router.status(agentId)?.reason !== "monitoring") return;
  if (state === "ready" && agents.canTalk(agentId)) return router.submit({ type: "agent-ready", agentId });
  if (state === "ready" && agents.user(agentId)) agents.resumeSoon(agentId);
  router.submit({ type: "agent-not-ready", agentId, reason: reason ?? "phone-unreachable" });
}
