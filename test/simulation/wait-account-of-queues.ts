import type { AcdEffect } from "../../server/acd/effects.ts";
import type { AcdEvent } from "../../server/acd/events.ts";
import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { QueueConfig } from "../../shared/domain/queue.ts";

/** One caller who was served; milliseconds. */
interface Turn {
  readonly contactId: string;
  readonly queueId: string;
  readonly headStartMs: number;
  readonly at: number;
  readonly agentId: string;
  readonly start: number;
  readonly end: number;
}

export interface QueuesAccount {
  /** Waits that are not made of what may be in them; empty: every agent of the queue worked all the while on what rightly went first. */
  readonly problems: readonly string[];
  readonly waited: number;
  /** Of callers who waited longer than their queue's T_max. */
  readonly promoted: number;
  /** The longest wait as a share of what could have been known of it when T_max was over. */
  readonly tightest: number;
}

const PROBLEMS_MAX = 5;
const ROUNDING_MS = 0.01;

/** Writes down who was served when and by whom, from what goes into the core and what comes out. */
export class TurnBook {
  readonly turns: Turn[] = [];
  readonly #came = new Map<string, Pick<Turn, "contactId" | "queueId" | "headStartMs" | "at">>();
  readonly #taken = new Map<string, Omit<Turn, "end">>();

  readonly watch = (event: AcdEvent, effects: readonly AcdEffect[], at: number): void => {
    if (event.type === "contact-queued") {
      const { contactId, queueId, headStartMs } = event;
      this.#came.set(contactId, { contactId, queueId, headStartMs, at });
    }
    for (const effect of effects) {
      const came = effect.type === "offer" ? this.#came.get(effect.contactId) : undefined;
      if (effect.type === "offer" && came !== undefined)
        this.#taken.set(effect.contactId, { ...came, agentId: effect.agentId, start: at });
    }
    if (event.type !== "contact-ended") return;
    const taken = this.#taken.get(event.contactId);
    this.#taken.delete(event.contactId);
    if (taken !== undefined) this.turns.push({ ...taken, end: at });
  };
}

/**
 * Of what each wait was made where agents serve several queues, each in an order of their own. While somebody waits every agent of
 * their queue works, to the millisecond, and what such an agent takes meanwhile rightly goes first: by T_max of its own queue; by that agent's
 * preference; by wait and head start. From T_max on only those are left who came earlier, to whichever of these agents' queues. So
 *
 *   wait = T_max + (left at T_max of the calls in progress + work of those who came earlier, by these agents) / agents of the queue
 *
 * less what is left when they are answered; and nobody who comes later adds to it, whatever queue the agents prefer.
 */
export function accountOfQueues(
  turns: readonly Turn[],
  queues: readonly QueueConfig[],
  agents: readonly AgentConfig[],
): QueuesAccount {
  const promotesMs = new Map<string, number>(queues.map((queue) => [queue.queueId, queue.promotionAfterMs]));
  const byAgent = new Map<string, Turn[]>();
  for (const turn of turns.toSorted((a, b) => a.start - b.start)) {
    const own = byAgent.get(turn.agentId) ?? [];
    byAgent.set(turn.agentId, own);
    own.push(turn);
  }
  const isPromoted = ({ at, queueId }: Turn, now: number): boolean => now - at >= (promotesMs.get(queueId) ?? 0);
  const problems: string[] = [];
  const account = { waited: 0, promoted: 0, tightest: 0 };
  for (const caller of turns) {
    const waitMs = caller.start - caller.at;
    if (waitMs === 0 || problems.length >= PROBLEMS_MAX) continue;
    account.waited += 1;
    const seats = agents.flatMap(({ agentId, memberships }) =>
      memberships.some(({ queueId }) => queueId === caller.queueId) ? [{ agentId, memberships }] : [],
    );
    for (const { agentId, memberships } of seats) {
      const own = byAgent.get(agentId) ?? [];
      const idleMs = waitMs - workBetween(own, caller.at, caller.start);
      if (Math.abs(idleMs) > ROUNDING_MS)
        problems.push(`${agentId} sat idle for ${idleMs} ms while ${named(caller)} waited`);
      const preferenceOf = ({ queueId }: Turn): number =>
        memberships.find((one) => one.queueId === queueId)?.preference ?? Number.POSITIVE_INFINITY;
      const wrong = own.find(
        (other) => isBetween(other, caller) && !mayGoFirst(other, caller, preferenceOf, isPromoted),
      );
      if (wrong !== undefined) problems.push(`${named(caller)} was passed by ${named(wrong)} at ${agentId}`);
    }
    const limitMs = promotesMs.get(caller.queueId) ?? 0;
    if (waitMs <= limitMs) continue;
    account.promoted += 1;
    const boundMs = limitMs + workKnownAt(caller, limitMs, turns, byAgent, seats) / seats.length;
    if (waitMs > boundMs + ROUNDING_MS) problems.push(`${named(caller)} waited longer than ${boundMs} ms`);
    account.tightest = Math.max(account.tightest, waitMs / boundMs);
  }
  return { ...account, problems: problems.slice(0, PROBLEMS_MAX) };
}

/** Taken while the caller waited; in one and the same moment either may be first. */
function isBetween(other: Turn, caller: Turn): boolean {
  return other !== caller && other.start > caller.at && other.start < caller.start;
}

function mayGoFirst(
  other: Turn,
  caller: Turn,
  preferenceOf: (turn: Turn) => number,
  isPromoted: (turn: Turn, now: number) => boolean,
): boolean {
  const now = other.start;
  const promoted = isPromoted(other, now);
  if (promoted !== isPromoted(caller, now)) return promoted;
  if (promoted) return other.at <= caller.at;
  if (preferenceOf(other) !== preferenceOf(caller)) return preferenceOf(other) < preferenceOf(caller);
  return other.at - other.headStartMs <= caller.at - caller.headStartMs;
}

/**
 * What may still be done before this caller when T_max is over: what is left then of the agents' calls, and those who came earlier,
 * to a queue of these agents, and still wait. Who comes later is not in it.
 */
function workKnownAt(
  caller: Turn,
  limitMs: number,
  turns: readonly Turn[],
  byAgent: ReadonlyMap<string, readonly Turn[]>,
  seats: readonly Pick<AgentConfig, "agentId" | "memberships">[],
): number {
  const from = caller.at + limitMs;
  const queues = new Set<string>(seats.flatMap(({ memberships }) => memberships.map(({ queueId }) => queueId)));
  let workMs = 0;
  for (const { agentId } of seats)
    for (const { start, end } of byAgent.get(agentId) ?? []) if (start <= from && end > from) workMs += end - from;
  for (const other of turns) {
    if (other !== caller && queues.has(other.queueId) && other.at <= caller.at && other.start > from)
      workMs += other.end - other.start;
  }
  return workMs;
}

function workBetween(turns: readonly Turn[], from: number, to: number): number {
  return turns.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);
}

function named({ contactId, queueId, at, start }: Turn): string {
  return `${contactId} of ${queueId} (came ${at}, served ${start})`;
}
