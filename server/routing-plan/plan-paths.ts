import type { QueueConfig } from "../../shared/domain/queue.ts";
import type { PlanFinding, RoutingPlan } from "../../shared/domain/routing-plan.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import { planFinding } from "./plan-finding.ts";
import { targetsOf } from "./plan-mistakes.ts";

/** Where callers are led: nowhere, in circles, or by steps that come after their end. */
export function planPaths(
  plan: RoutingPlan,
  lastAgentWaitsMs: ReadonlyMap<string, DurationMs>,
): readonly PlanFinding[] {
  return [
    ...notReached(plan),
    ...plan.queues.flatMap((queue) => [
      ...lateSteps(queue),
      ...circle(queue, plan),
      ...keptTooLong(queue, lastAgentWaitsMs.get(queue.queueId) ?? 0),
    ]),
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

/**
 * A caller kept for one agent is offered to nobody else meanwhile. The core ends that with the promotion (`server/acd/placement.ts`), so
 * nobody starves by it; but whoever set the longer time believes in it, and the longest wait ends the call.
 */
function keptTooLong({ queueId, promotionAfterMs, maxWaitMs, onMaxWait }: QueueConfig, keptMs: DurationMs) {
  const found: PlanFinding[] = [];
  if (keptMs > promotionAfterMs) found.push(planFinding("kept-past-promotion", { queueId }));
  const isOver = maxWaitMs !== null && onMaxWait.kind !== "wait" && Math.min(keptMs, promotionAfterMs) >= maxWaitMs;
  if (keptMs > 0 && isOver) found.push(planFinding("kept-to-the-end", { queueId }));
  return found;
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
