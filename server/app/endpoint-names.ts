import { asId, type UserId } from "../../shared/domain/ids.ts";

/** Tells agents' logins on the PBX from trunks and web phones. */
const AGENT = "agent-";

/** The name of this agent's login on the PBX. */
export function endpointName(agentId: UserId): string {
  return `${AGENT}${agentId}`;
}

/** Whose login this is; null: no agent's. */
export function agentOfEndpoint(name: string): UserId | null {
  return name.startsWith(AGENT) ? asId<UserId>(name.slice(AGENT.length)) : null;
}
