import type { MonitorRules } from "../../../../../shared/domain/monitoring.ts";
import { MonitorRulesSchema } from "../../../../../shared/wire/monitor-rules-schema.ts";
import type { HttpClient } from "../../../connection/http-client.ts";

const path = "api/monitor-rules";

/** @throws Failure */
export function readMonitorRules(http: HttpClient, signal: AbortSignal): Promise<MonitorRules> {
  return http.get(MonitorRulesSchema, { path, signal });
}

/** On every agent's screen at once. @throws Failure `conflict`: somebody decided since `baseRevision` */
export async function saveMonitorRules(http: HttpClient, shownToAgent: boolean, baseRevision: number): Promise<void> {
  await http.run({ method: "PUT", path, body: { shownToAgent, baseRevision } });
}
