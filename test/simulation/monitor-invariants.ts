import type { Monitor } from "../../server/app/monitoring/monitor.ts";
import { MONITORS_PER_CALL_MAX } from "../../shared/domain/monitoring.ts";
import type { CentreInMemory } from "../fakes/centre-in-memory.ts";

/** Of supervisors on calls, whenever nothing is under way. */
export function brokenMonitors({ centre: { parts } }: CentreInMemory): readonly string[] {
  const broken: string[] = [];
  for (const monitor of parts.monitors.all()) {
    const { monitorId, by, agentId } = monitor;
    const contact = parts.registry.ofAgent(agentId);
    if (contact?.record.phase !== "connected") broken.push(`${monitorId}: ${agentId} is in no call`);
    if (contact !== monitor.contact) broken.push(`${monitorId}: journaled with another call`);
    if (by.userId === agentId) broken.push(`${monitorId}: of themselves`);
    if (parts.registry.ofAgent(by.userId)) broken.push(`${monitorId}: ${by.userId} has a call of their own`);
    if (parts.router.status(by.userId)?.state === "ready") broken.push(`${monitorId}: ${by.userId} is ready`);
    if (parts.monitors.onAgent(agentId).length > MONITORS_PER_CALL_MAX) broken.push(`${agentId}: too many listen`);
  }
  return broken;
}

/** The same when the PBX has been reachable long enough for a comparison: who hears whom is what the mode says. */
export function brokenMonitorsAtRest(world: CentreInMemory): readonly string[] {
  const { monitors } = world.centre.parts;
  const owned = (id: string) => [...monitors.all()].some(({ monitorId }) => id.startsWith(`${monitorId}.`));
  const left = [...world.pbx.channels.keys(), ...world.pbx.bridges.keys()].filter(
    (id) => id.startsWith("monitor-") && !owned(id),
  );
  return [
    ...left.map((id) => `${id} is left of a monitor that is over`),
    ...[...monitors.all()].flatMap((monitor) => brokenHearing(world, monitor)),
  ];
}

function brokenHearing({ pbx, centre: { parts } }: CentreInMemory, monitor: Monitor): readonly string[] {
  const { monitorId, leg, mode, agentId, legState } = monitor;
  const contact = parts.registry.ofAgent(agentId);
  const agentLeg = contact?.agentLeg;
  if (legState !== "up" || !contact || agentLeg?.state !== "up" || contact.parkedSince !== null) return [];
  const broken: string[] = [];
  const check = (is: boolean, wanted: boolean, what: string) => {
    if (is !== wanted) broken.push(`${monitorId} (${mode}): ${what} ${is ? "" : "not"}`);
  };
  check(pbx.hears(leg, agentLeg.channelId), true, "the agent is heard");
  check(pbx.hears(agentLeg.channelId, leg), mode !== "listen", "the agent hears the supervisor");
  for (const other of parts.registry.all()) {
    const isStranger = other !== contact && other.first !== contact && contact.first !== other;
    if (!isStranger || !other.agentLeg) continue;
    check(pbx.hears(other.agentLeg.channelId, leg), false, "an agent whose call it is not hears the supervisor");
    check(pbx.hears(leg, other.agentLeg.channelId), false, "an agent whose call it is not is heard");
  }
  const { customerLeg } = contact;
  if (customerLeg === null || contact.first || contact.second) return broken;
  const isTogether = pbx.talking(customerLeg, agentLeg.channelId);
  check(pbx.hears(leg, customerLeg), isTogether, "the customer is heard");
  check(pbx.hears(customerLeg, leg), isTogether && mode === "barge", "the customer hears the supervisor");
  return broken;
}
