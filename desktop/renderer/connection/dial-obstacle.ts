import type { AgentView } from "../../../shared/wire/console.ts";
import type { ConsoleState } from "./console-client.ts";

export const DIAL_OBSTACLES = ["offline", "pbx", "phone", "microphone", "busy"] as const;
export type DialObstacle = (typeof DIAL_OBSTACLES)[number];

/** Why nobody can be called now, the deepest reason first; null when all is well. The server checks the same again. */
export function dialObstacle(link: ConsoleState["link"], view: AgentView | null): DialObstacle | null {
  if (link !== "online" || view === null) return "offline";
  const { reachability, status } = view;
  if (!reachability.pbxConnected) return "pbx";
  if (!reachability.phoneRegistered) return "phone";
  if (!reachability.microphoneReady) return "microphone";
  return status.state === "ready" || status.state === "not-ready" ? null : "busy";
}
