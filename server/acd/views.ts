import type { AgentStatus } from "../../shared/domain/agent.ts";
import type { RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import type { ContactId, QueueId, UserId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { AcdState, Contact, Queue } from "./acd-state.ts";
import { statusOf } from "./agent-status.ts";
import { isPromotedIn } from "./caller-order.ts";
import { explainWait, positionOf } from "./explain-wait.ts";
import { VIEWED_CONTACTS_MAX } from "./limits.ts";

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
  readonly isCallback: boolean;
  /** Of another queue, waiting here, too. */
  readonly isGuest: boolean;
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

export type QueueSummary = Pick<QueueView, "waiting" | "signedInAgents"> & {
  readonly longestWaitSince: EpochMs | null;
};

export function agentStatus(state: AcdState, agentId: UserId): AgentStatus | null {
  const agent = state.agents.get(agentId);
  return agent === undefined ? null : statusOf(agent);
}

/** In the order of the configuration. */
export function agentStatuses(state: AcdState): readonly AgentStatus[] {
  return Array.from(state.agents.values(), statusOf);
}

/** null: not in a queue (any more). */
export function waitingPosition(state: AcdState, contactId: ContactId, at: EpochMs): WaitingPosition | null {
  const contact = state.contacts.get(contactId);
  if (contact === undefined || contact.queue === null || !isInQueue(contact)) return null;
  const position = positionOf(contact, contact.queue, at);
  return { queueId: contact.queue.queueId, position, waitingSince: contact.waitingSince, ahead: position - 1 };
}

/** null: no such queue. */
export function queueView(state: AcdState, queueId: QueueId, at: EpochMs): QueueView | null {
  const queue = state.queues.get(queueId);
  if (queue === undefined) return null;
  const oldest = queue.line.oldest();
  return {
    queueId,
    waiting: queue.waitingCount,
    offered: queue.contacts.size - queue.waitingCount,
    longestWaitMs: oldest === undefined ? 0 : Math.max(0, at - oldest.waitingSince),
    readyAgents: queue.counts.of("ready"),
    signedInAgents: queue.counts.signedIn(),
    contacts: firstInLine(queue, at).map((contact) => ({
      contactId: contact.contactId,
      waitingSince: contact.waitingSince,
      headStartMs: contact.headStartMs,
      isVip: contact.isVip,
      promoted: isPromotedIn(queue, contact, at),
      isCallback: contact.isCallback,
      isGuest: contact.queue !== queue,
      state: contact.stage === "offered" ? "offered" : "waiting",
    })),
  };
}

/** What a console shows of each of its queues: asked for with every view, so it costs nothing that grows with the queue. */
export function queueSummary(state: AcdState, queueId: QueueId): QueueSummary {
  const queue = state.queues.get(queueId);
  if (queue === undefined) return { waiting: 0, longestWaitSince: null, signedInAgents: 0 };
  const signedInAgents = queue.counts.signedIn();
  if (queue.waitingCount === 0) return { waiting: 0, longestWaitSince: null, signedInAgents };
  let longestWaitSince: EpochMs | null = null;
  for (const { byAge } of queue.lanes.values()) {
    const since = byAge.first()?.waitingSince;
    if (since !== undefined && (longestWaitSince === null || since < longestWaitSince)) longestWaitSince = since;
  }
  return { waiting: queue.waitingCount, longestWaitSince, signedInAgents };
}

/** Why this caller still waits (or, while ringing, who else was passed over). null: not in a queue (any more). */
export function explainWaiting(state: AcdState, contactId: ContactId, at: EpochMs): RoutingExplanation | null {
  const contact = state.contacts.get(contactId);
  if (contact === undefined || contact.queue === null || !isInQueue(contact)) return null;
  return explainWait(contact, contact.queue, at);
}

function isInQueue(contact: Contact): boolean {
  return contact.stage === "waiting" || contact.stage === "offered";
}

function firstInLine(queue: Queue, at: EpochMs): readonly Contact[] {
  const first: Contact[] = [];
  for (const contact of queue.line.inOrder(at, queue.config.promotionAfterMs)) {
    if (first.push(contact) >= VIEWED_CONTACTS_MAX) break;
  }
  return first;
}
