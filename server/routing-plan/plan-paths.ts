import type { QueueConfig } from "../../shared/domain/queue.ts";
import type { PlanFinding, RoutingPlan } from "../../shared/domain/routing-plan.ts";
import { planFinding } from "./plan-finding.ts";
import { targetsOf } from "./plan-mistakes.ts";

/** Where callers are led: nowhere, in circles, or by steps that come after their end. */
export function planPaths(plan: RoutingPlan): readonly PlanFinding[] {
  return [
    ...notReached(plan),
    ...plan.queues.flatMap((queue) => [...lateSteps(queue), ...circle(queue, plan)]),
    ...plan.agents
      .filter(({ memberships }) => memberships.length === 0)
      .map(({ agentId }) => planFinding("agent-without-queue", { agentId })),
  ];
}

/** A transfer by hand reaches every queue; this is about callers. */
function notReached({ queues, entryPoints }: RoutingPlan): readonly PlanFinding[] {
  const byId = new Map<string, QueueConfig>(queues.map((queue) => [queue.queueId, queue]));
  const reached = new Set<string>();
  // Any flow but `direct` may lead to more queues than the one of its entry point, so only those without any are sure.
  const open = [...new Set(entryPoints.map(({ queueId }) => queueId))];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    const queue = byId.get(next);
    if (queue !== undefined) open.push(...targetsOf(queue));
  }
  return queues
    .filter(({ queueId }) => !reached.has(queueId))
    .map(({ queueId }) => planFinding("not-reached", { queueId }));
}

function lateSteps({ queueId, maxWaitMs, onMaxWait, relaxation, overflow }: QueueConfig): readonly PlanFinding[] {
  if (maxWaitMs === null || onMaxWait.kind === "wait") return [];
  const isLate = [...relaxation, ...overflow].some(({ afterMs }) => afterMs >= maxWaitMs);
  return isLate ? [planFinding("step-after-the-end", { queueId })] : [];
}

/** Moving on when nobody is there, or when it is closed, comes back here: the core breaks the circle, but nobody meant it. */
function circle(queue: QueueConfig, { queues }: RoutingPlan): readonly PlanFinding[] {
  const byId = new Map<string, QueueConfig>(queues.map((each) => [each.queueId, each]));
  for (const reason of ["onFull", "onMaxWait", "onNoAgents", "onClosed"] as const) {
    const seen = new Set<string>();
    let at: QueueConfig | undefined = queue;
    while (at !== undefined && !seen.has(at.queueId)) {
      seen.add(at.queueId);
      const treatment: QueueConfig["onMaxWait"] = at[reason];
      at = treatment.kind === "overflow" ? byId.get(treatment.queueId) : undefined;
    }
    if (at === queue) return [planFinding("overflow-in-a-circle", { queueId: queue.queueId })];
  }
  return [];
}
