import type { AgentStatus } from "../../shared/domain/agent.ts";
import type { RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import type { ContactId, QueueId, UserId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { AcdState, Contact } from "./acd-state.ts";
import { statusOf } from "./agent-status.ts";
import { explain } from "./explain.ts";
import { VIEWED_CONTACTS_MAX } from "./limits.ts";
import { isPromoted, servingOrder } from "./waiting-line.ts";

export interface WaitingPosition {
  readonly queueId: QueueId;
  /** 1 = next. Counts everybody in the queue who is served earlier, ringing ones too. */
  readonly position: number;
  readonly waitingSince: EpochMs;
  /** position - 1 */
  readonly ahead: number;
}

export interface ViewedContact {
  readonly contactId: ContactId;
  readonly waitingSince: EpochMs;
  readonly headStartMs: DurationMs;
  readonly isVip: boolean;
  readonly promoted: boolean;
  readonly state: "waiting" | "offered";
}

export interface QueueView {
  readonly queueId: QueueId;
  readonly waiting: number;
  readonly offered: number;
  /** Of waiting and ringing callers; 0 when there is none. */
  readonly longestWaitMs: DurationMs;
  /** Agents of the queue in state `ready`, and in any state but `signed-out`. */
  readonly readyAgents: number;
  readonly signedInAgents: number;
  /** The first ones in the order in which they are served, at most VIEWED_CONTACTS_MAX. */
  readonly contacts: readonly ViewedContact[];
}

export function agentStatus(state: AcdState, agentId: UserId): AgentStatus | null {
  const agent = state.agents.get(agentId);
  return agent === undefined ? null : statusOf(agent);
}

/** In the order of the configuration. */
export function agentStatuses(state: AcdState): readonly AgentStatus[] {
  return Array.from(state.agents.values(), statusOf);
}

/** null: not in a queue (any more). Cost grows with the length of the queue. */
export function waitingPosition(state: AcdState, contactId: ContactId, at: EpochMs): WaitingPosition | null {
  const contact = state.contacts.get(contactId);
  if (contact === undefined || contact.queue === null || !isInQueue(contact)) return null;
  const order = servingOrder(at);
  let ahead = 0;
  for (const other of contact.queue.contacts) {
    if (order(other, contact) < 0) ahead += 1;
  }
  return { queueId: contact.queue.queueId, position: ahead + 1, waitingSince: contact.waitingSince, ahead };
}

/** null: no such queue. */
export function queueView(state: AcdState, queueId: QueueId, at: EpochMs): QueueView | null {
  const queue = state.queues.get(queueId);
  if (queue === undefined) return null;
  let longestWaitMs = 0;
  for (const contact of queue.contacts) longestWaitMs = Math.max(longestWaitMs, at - contact.waitingSince);
  let readyAgents = 0;
  let signedInAgents = 0;
  for (const { agent } of queue.seats.values()) {
    if (agent.state === "ready") readyAgents += 1;
    if (agent.state !== "signed-out") signedInAgents += 1;
  }
  return {
    queueId,
    waiting: queue.waitingCount,
    offered: queue.contacts.size - queue.waitingCount,
    longestWaitMs,
    readyAgents,
    signedInAgents,
    contacts: firstInLine(queue.contacts, VIEWED_CONTACTS_MAX, at).map((contact) => ({
      contactId: contact.contactId,
      waitingSince: contact.waitingSince,
      headStartMs: contact.headStartMs,
      isVip: contact.isVip,
      promoted: isPromoted(contact, at),
      state: contact.lane === null ? "offered" : "waiting",
    })),
  };
}

/** What a console shows of each of its queues: asked for with every view, so it costs nothing that grows with the queue. */
export function queueSummary(
  state: AcdState,
  queueId: QueueId,
): { readonly waiting: number; readonly longestWaitSince: EpochMs | null } {
  const queue = state.queues.get(queueId);
  if (queue === undefined || queue.waitingCount === 0) return { waiting: 0, longestWaitSince: null };
  let longestWaitSince: EpochMs | null = null;
  for (const { byAge } of queue.lanes.values()) {
    const since = byAge.first()?.waitingSince;
    if (since !== undefined && (longestWaitSince === null || since < longestWaitSince)) longestWaitSince = since;
  }
  return { waiting: queue.waitingCount, longestWaitSince };
}

/** Why this caller still waits (or, while ringing, who else was passed over). null: not in a queue (any more). */
export function explainWaiting(state: AcdState, contactId: ContactId, at: EpochMs): RoutingExplanation | null {
  const contact = state.contacts.get(contactId);
  if (contact === undefined || contact.queue === null || !isInQueue(contact)) return null;
  return explain(contact, contact.queue, at, null);
}

function isInQueue(contact: Contact): boolean {
  return contact.stage === "waiting" || contact.stage === "offered";
}

/** The first `limit` in order without sorting all: most callers are only compared with the last of the best. */
function firstInLine(contacts: Iterable<Contact>, limit: number, at: EpochMs): readonly Contact[] {
  const order = servingOrder(at);
  const best: Contact[] = [];
  for (const contact of contacts) {
    const last = best[best.length - 1];
    if (best.length >= limit && last !== undefined && order(contact, last) > 0) continue;
    let place = best.length;
    for (let before = best[place - 1]; before !== undefined && order(contact, before) < 0; before = best[place - 1])
      place -= 1;
    best.splice(place, 0, contact);
    if (best.length > limit) best.pop();
  }
  return best;
}
