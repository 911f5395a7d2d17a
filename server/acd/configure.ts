import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { QueueConfig } from "../../shared/domain/queue.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, AcdState, Contact, Queue, Seat, Step } from "./acd-state.ts";
import { becomeSignedOut } from "./agent-status.ts";
import { servingOrder } from "./caller-order.ts";
import { ContactList } from "./contact-list.ts";
import { demandOf } from "./demand.ts";
import { refuseDirect } from "./direct-offers.ts";
import type { AcdEvent } from "./events.ts";
import { openOfferOf, withdraw } from "./offers.ts";
import { placeAnew } from "./placement.ts";
import type { PoolBoard } from "./pool-board.ts";
import { QueueLine } from "./queue-line.ts";
import { closeQueue, forgetAgent, moveInLine, rematch, reportWaiting, startWaiting } from "./routing.ts";
import { forgetPools, giveUpSeat, takeSeat } from "./seat-pools.ts";
import { SeatCounts } from "./seat-counts.ts";
import { newServiceWindow } from "./service-window.ts";
import { settle } from "./treatments.ts";

/**
 * Brings the state in line with a whole new configuration, at any time. No caller is dropped or loses age; contacts in
 * progress keep what they began with. A queue that is gone serves those who wait in it, with the agents it had.
 */
export function configure(step: Step, event: Extract<AcdEvent, { type: "configured" }>): void {
  const { state } = step;
  updateQueues(state, event.queues);
  const orphans = updateAgents(step, event.agents);
  for (const queue of state.queues.values()) forgetPools(queue);
  for (const agent of state.agents.values()) reseat(state, agent);
  const waiting = waitingContacts(state);
  for (const { contact, queue } of waiting) moveInLine(step, contact, queue);
  for (const contact of orphans) {
    if (contact.queue === null) {
      refuseDirect(step, contact.contactId);
      continue;
    }
    placeAnew(step, contact, contact.queue);
    startWaiting(step, contact, contact.queue);
  }
  if (waiting.length + orphans.length > 0) rematch(step, state.agents.values());
  for (const contact of orphans) {
    if (contact.queue !== null && contact.stage === "waiting") reportWaiting(step, contact, contact.queue);
  }
  for (const { contact, queue } of inServingOrder(step, waitingContacts(state))) settle(step, contact, queue);
  for (const queue of [...state.queues.values()]) {
    if (queue.retired && queue.contacts.size === 0) closeQueue(step, queue);
  }
}

interface Waiting {
  readonly contact: Contact;
  readonly queue: Queue;
}

function waitingContacts(state: AcdState): readonly Waiting[] {
  const waiting: Waiting[] = [];
  for (const queue of state.queues.values()) {
    for (const contact of queue.contacts)
      if (contact.lane !== null || contact.heldFor !== null) waiting.push({ contact, queue });
  }
  return waiting;
}

function updateQueues(state: AcdState, configs: readonly QueueConfig[]): void {
  for (const queue of state.queues.values()) queue.retired = true;
  for (const config of configs) {
    const queue = state.queues.get(config.queueId);
    if (queue === undefined) {
      state.queues.set(config.queueId, newQueue(config, state.board));
      continue;
    }
    queue.config = config;
    queue.retired = false;
    queue.demand = demandOf(config.alternatives, []);
    queue.demands.clear();
  }
}

function newQueue(config: QueueConfig, board: PoolBoard): Queue {
  return {
    queueId: config.queueId,
    config,
    demand: demandOf(config.alternatives, []),
    demands: new Map(),
    retired: false,
    isOpen: true,
    contacts: new ContactList(),
    line: new QueueLine(),
    waitingCount: 0,
    callbackCount: 0,
    turns: 0,
    lanes: new Map(),
    looseLanes: 0,
    lanePools: 0,
    seats: new Map(),
    reserveSeats: 0,
    counts: new SeatCounts(board),
    board,
    freeSeats: 0,
    earliestSignIn: Number.POSITIVE_INFINITY,
    pools: new Map(),
    service: newServiceWindow(),
  };
}

/** Returns the contacts whose ringing agent is no longer configured. */
function updateAgents(step: Step, configs: readonly AgentConfig[]): Contact[] {
  const { state } = step;
  const gone = new Set(state.agents.values());
  for (const config of configs) {
    const known = state.agents.get(config.agentId);
    const agent = known ?? newAgent(config, step.at);
    gone.delete(agent);
    agent.leaving = false;
    if (known === undefined) state.agents.set(agent.agentId, agent);
    else if (agent.config === config) continue;
    agent.config = config;
    agent.skills = new Map(Object.entries(config.skills));
    agent.skillTotal = [...agent.skills.values()].reduce((sum, level) => sum + level, 0);
  }
  const orphans: Contact[] = [];
  for (const agent of gone) {
    const orphan = dismiss(step, agent);
    if (orphan !== null) orphans.push(orphan);
  }
  return orphans;
}

function newAgent(config: AgentConfig, at: EpochMs): Agent {
  return {
    agentId: config.agentId,
    config,
    skills: new Map(Object.entries(config.skills)),
    skillTotal: Object.values(config.skills).reduce((sum, level) => sum + level, 0),
    seats: [],
    state: "signed-out",
    reason: null,
    since: at,
    idleSince: at,
    signedInSince: at,
    handledMs: 0,
    occupiedSince: null,
    contact: null,
    held: new Set(),
    pendingNotReady: null,
    pendingByLoss: false,
    phoneRegistered: false,
    consoleConnected: false,
    microphoneReady: false,
    heldOff: false,
    countedAs: "signed-out",
    countedBecause: null,
    indexed: false,
    places: null,
    leaving: false,
  };
}

/** An agent who is talking or wrapping up finishes first. */
function dismiss(step: Step, agent: Agent): Contact | null {
  if (agent.state === "on-contact" || agent.state === "wrap-up") {
    agent.leaving = true;
    return null;
  }
  const offer = agent.contact === null ? null : openOfferOf(agent.contact);
  if (offer !== null) withdraw(step, offer, "agent-gone");
  if (agent.state !== "signed-out") becomeSignedOut(step, agent);
  forgetAgent(step, agent);
  return offer?.contact ?? null;
}

/** Takes the agent's places from the configuration, and keeps those in queues that only serve out their callers. */
function reseat(state: AcdState, agent: Agent): void {
  const lastTurns = new Map(agent.seats.map((seat) => [seat.queue, seat.lastTurn]));
  for (const seat of agent.seats) giveUpSeat(seat);
  const seats = new Map<Queue, Seat>();
  for (const seat of agent.seats) {
    if (seat.queue.retired) seats.set(seat.queue, seat);
  }
  for (const { queueId, preference, reserve } of agent.config.memberships) {
    const queue = state.queues.get(queueId);
    const earlier = queue === undefined ? undefined : seats.get(queue);
    if (queue === undefined || (earlier !== undefined && (queue.retired || earlier.preference <= preference))) continue;
    seats.set(queue, { agent, queue, preference, reserve, lastTurn: lastTurns.get(queue) ?? 0, entries: [] });
  }
  agent.seats = [...seats.values()].sort((a, b) => a.preference - b.preference);
  for (const seat of agent.seats) takeSeat(seat);
}

/** Those who are moved to the same queue must not arrive there in another order. */
function inServingOrder({ at }: Step, waiting: readonly Waiting[]): readonly Waiting[] {
  const inOrder = servingOrder(at);
  return [...waiting].sort((a, b) => inOrder(a.contact, b.contact));
}
