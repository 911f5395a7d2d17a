import type { PlanFinding } from "../../../../../shared/domain/routing-plan.ts";
import type { PlanDraft } from "./plan-draft.ts";

/** What each part of the editor works on. */
export interface PlanEdit {
  readonly plan: PlanDraft;
  readonly findings: readonly PlanFinding[];
  readonly onChange: (plan: PlanDraft) => void;
}
