import type { MonitorRules } from "../../shared/domain/monitoring.ts";

/** What was decided in the console about supervisors on calls. */
export interface MonitorRulesStore {
  /** null: nobody has decided anything yet. */
  monitorRules(): Promise<MonitorRules | null>;
  saveMonitorRules(rules: MonitorRules): void;
}
