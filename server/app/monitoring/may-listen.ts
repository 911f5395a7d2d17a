import type { ChannelId, UserId } from "../../../shared/domain/ids.ts";
import { MONITORS_PER_CALL_MAX } from "../../../shared/domain/monitoring.ts";
import type { User } from "../../../shared/domain/user.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

/**
 * The call of this agent, which the supervisor may listen to now; whoever listens to another agent may change to it.
 * @throws CommandError `monitor-self` | `monitor-busy` | `no-active-call` | `monitor-limit`
 */
export function mayListen(
  { registry, monitors }: Centre,
  by: User,
  agentId: UserId,
): { readonly contact: LiveContact; readonly agentLeg: ChannelId } {
  if (agentId === by.userId) throw new CommandError("monitor-self");
  if (monitors.of(by.userId)?.agentId === agentId || registry.ofAgent(by.userId))
    throw new CommandError("monitor-busy");
  const contact = registry.ofAgent(agentId);
  const agentLeg = contact?.agentLeg;
  if (contact?.record.phase !== "connected" || agentLeg?.state !== "up") throw new CommandError("no-active-call");
  if (monitors.onAgent(agentId).length >= MONITORS_PER_CALL_MAX) throw new CommandError("monitor-limit");
  return { contact, agentLeg: agentLeg.channelId };
}
