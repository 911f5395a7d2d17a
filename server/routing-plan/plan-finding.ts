import type { PlanFinding, PlanFindingCode } from "../../shared/domain/routing-plan.ts";
import { PLAN_MISTAKES } from "../../shared/domain/routing-plan.ts";

const NOTHING: Omit<PlanFinding, "severity" | "code"> = {
  queueId: null,
  agentId: null,
  dnis: null,
  subject: null,
  alternatives: [],
  relaxedAfterMs: null,
  gaps: [],
};

export function planFinding(
  code: PlanFindingCode,
  about: Partial<Omit<PlanFinding, "severity" | "code">>,
): PlanFinding {
  const severity = (PLAN_MISTAKES as readonly string[]).includes(code) ? "mistake" : "warning";
  return { severity, code, ...NOTHING, ...about };
}
