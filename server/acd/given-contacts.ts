import type { Step } from "./acd-state.ts";
import { takesCalls } from "./agent-status.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { hasRoomFor } from "./placement.ts";
import { reconsider } from "./treatments.ts";

/**
 * A waiting caller is given to one agent by hand:
 *
 *   (waits) ──the agent is free──► offered, in person
 *      └──busy──► waits for them alone, with place and age, and comes before all others of that agent
 *                    └──until, missed, signed out, not ready or wanted so next, taken back──► waits for everybody
 */
export function giveContact(
  step: Step,
  { type, contactId, agentId, by, waitMs }: Extract<AcdEvent, { type: "contact-given" }>,
): void {
  const contact = step.state.contacts.get(contactId);
  const queue = contact?.queue ?? null;
  if (contact?.stage !== "waiting" || queue === null)
    return illegal(step, type, contact?.stage ?? "unknown", contactId);
  if (agentId === null) {
    if (contact.given === null) return illegal(step, type, "not-given", contactId);
    contact.given = null;
    return reconsider(step, contact, queue);
  }
  const agent = step.state.agents.get(agentId);
  if (agent === undefined || !queue.seats.has(agentId)) return illegal(step, type, "no-seat", agentId);
  if (!takesCalls(agent) || !hasRoomFor(agent, contact)) return illegal(step, type, agent.state, agentId);
  contact.given = { agentId, until: step.at + waitMs, by };
  // The agent whom they would have waited for is not the one they wait for afterwards.
  contact.holdOver = true;
  reconsider(step, contact, queue);
}
