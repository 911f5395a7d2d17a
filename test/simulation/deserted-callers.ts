import type { SkillAlternatives } from "../../shared/domain/queue.ts";
import type { AcdState, Contact, Queue } from "../../server/acd/acd-state.ts";
import { alternativesAfter, givenTo, satisfies } from "./serving-rules.ts";

/**
 * Callers left waiting although nobody signed in could serve them, now or after a step to come, here or where they
 * overflow to, and their queue says what is to be done then. Asked of every agent's skills, caller by caller.
 */
export function desertedCallers(state: AcdState, at: number): string[] {
  const deserted: string[] = [];
  for (const queue of state.queues.values()) {
    if (queue.config.onNoAgents.kind === "wait") continue;
    for (const contact of queue.contacts) {
      if (contact.stage !== "waiting" || contact.isCallback || (contact.stepAt !== null && contact.stepAt <= at))
        continue;
      if (givenTo(contact, at) !== null) continue;
      if (mayBeSentAway(state, contact, queue) && !isAnybodyThere(state, contact, queue, at))
        deserted.push(`${contact.contactId} waits in ${queue.queueId}, where nobody signed in can serve them`);
    }
  }
  return deserted;
}

/** Nobody is passed on to where they come from, or to a queue that is gone. */
function mayBeSentAway(state: AcdState, { passedOnBy }: Contact, queue: Queue): boolean {
  const { onNoAgents } = queue.config;
  if (onNoAgents.kind !== "overflow") return true;
  const target = state.queues.get(onNoAgents.queueId);
  return target !== undefined && target !== queue && !target.retired && !passedOnBy.includes(target.queueId);
}

function isAnybodyThere(state: AcdState, contact: Contact, queue: Queue, at: number): boolean {
  const waitedMs = at - contact.waitingSince;
  const { relaxation, overflow } = queue.config;
  const later = relaxation.filter(({ afterMs }) => afterMs > waitedMs).map(({ alternatives }) => alternatives);
  if (isStaffed(queue, contact, [alternativesAfter(queue, waitedMs), ...later])) return true;
  return overflow.some(({ queueId }) => {
    const other = state.queues.get(queueId);
    return other !== undefined && !other.retired && isStaffed(other, contact, [other.config.alternatives]);
  });
}

function isStaffed(queue: Queue, { ownRequirements }: Contact, anyOf: readonly SkillAlternatives[]): boolean {
  return [...queue.seats.values()].some(
    ({ agent }) =>
      agent.state !== "signed-out" &&
      satisfies(agent, ownRequirements) &&
      anyOf.some((alternatives) => satisfies(agent, alternatives)),
  );
}
