import type { Centre } from "../centre.ts";
import type { Attachment, Monitor } from "./monitor.ts";

/**
 * How supervisor and agent belong together now, from the state alone; connecting and checking both start from here.
 *
 *   agent talks, consults, is in a conference      snoop on the agent's leg
 *   customer on hold, supervisor listens           the same
 *   customer on hold, supervisor speaks            the agent's leg comes into the monitor's bridge
 *   agent is being brought back                    not at all
 *
 * Asterisk mixes what is whispered into what it sends to the agent, and to an agent alone in a bridge it sends nothing. Back to the
 * customer the leg is moved by the request that resumes the call: a channel is in one bridge at most, so the customer hears no
 * word of what is said to the agent. One supervisor at a time has the leg; others hear and speak through it all the same.
 */
export function wantedAttachment(centre: Centre, monitor: Monitor, others: readonly Monitor[]): Attachment | null {
  const contact = centre.registry.ofAgent(monitor.agentId);
  const leg = contact?.agentLeg;
  if (contact?.record.phase !== "connected" || leg?.state !== "up" || contact.parkedSince !== null) return null;
  const isAlone = contact.heldSince !== null && !contact.second && !contact.first;
  const isTaken = others.some(
    ({ attachment, ...other }) =>
      other.monitorId !== monitor.monitorId && attachment?.kind === "leg" && attachment.agentLeg === leg.channelId,
  );
  const kind = isAlone && monitor.mode !== "listen" && !isTaken ? "leg" : "snoop";
  return { kind, agentId: monitor.agentId, agentLeg: leg.channelId, mode: monitor.mode };
}

export function sameAttachment(a: Attachment | null, b: Attachment | null): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === b.kind && a.agentLeg === b.agentLeg && (a.kind === "leg" || a.mode === b.mode);
}
