import type { MonitorRules } from "../../shared/domain/monitoring.ts";
import type { User } from "../../shared/domain/user.ts";

/** Rules for supervisors on calls, for people. Implemented in server/app/monitoring. */
export interface MonitorAdministration {
  rules(): MonitorRules;
  /** In force at once, on every agent's screen. Throws `conflict` when somebody decided since `baseRevision`. */
  saveRules(rules: Pick<MonitorRules, "shownToAgent">, baseRevision: number, by: User): MonitorRules;
}
