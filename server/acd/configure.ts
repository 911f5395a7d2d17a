import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { QueueConfig } from "../../shared/domain/queue.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, AcdState, Contact, Queue, Seat, Step } from "./acd-state.ts";
import { seatOrder } from "./agent-choice.ts";
import { becomeSignedOut } from "./agent-status.ts";
import { demandOf } from "./demand.ts";
import type { AcdEvent } from "./events.ts";
import { IndexedHeap } from "./indexed-heap.ts";
import { refuseDirect } from "./direct-offers.ts";
import { openOfferOf, withdraw } from "./offers.ts";
import { closeQueue, forgetAgent, reportWaiting, routeContact, startWaiting } from "./routing.ts";
import { enterLane, leaveLane, servingOrder } from "./waiting-line.ts";

/**
 * Brings the state in line with a whole new configuration, at any time. No caller is dropped or loses age; contacts in
 * progress keep what they began with. A queue that is gone serves those who wait in it, with the agents it had.
 */
export function configure(step: Step, event: Extract<AcdEvent, { type: "configured" }>): void {
  const { state } = step;
  updateQueues(state, event.queues);
  const orphans = updateAgents(step, event.agents);
  for (const agent of state.agents.values()) reseat(state, agent);
  for (const queue of state.queues.values()) refreshDemands(queue);
  for (const contact of orphans) {
    if (contact.queue === null) refuseDirect(step, contact.contactId);
    else startWaiting(step, contact, contact.queue);
  }
  rematch(step);
  for (const contact of orphans) {
    if (contact.queue !== null && contact.stage === "waiting") reportWaiting(step, contact, contact.queue);
  }
  for (const queue of [...state.queues.values()]) {
    if (queue.retired && queue.contacts.size === 0) closeQueue(step, queue);
  }
}

function updateQueues(state: AcdState, configs: readonly QueueConfig[]): void {
  for (const queue of state.queues.values()) queue.retired = true;
  for (const config of configs) {
    const queue = state.queues.get(config.queueId);
    if (queue === undefined) {
      state.queues.set(config.queueId, {
        queueId: config.queueId,
        config,
        demand: demandOf(config.alternatives, []),
        retired: false,
        isOpen: true,
        contacts: new Set(),
        waitingCount: 0,
        turns: 0,
        lanes: new Map(),
        seats: new Map(),
        free: new IndexedHeap(seatOrder),
      });
    } else {
      queue.config = config;
      queue.retired = false;
    }
  }
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
    pendingNotReady: null,
    pendingByLoss: false,
    phoneRegistered: false,
    consoleConnected: false,
    microphoneReady: false,
    heldOff: false,
    indexed: false,
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
  const wasIndexed = agent.indexed;
  if (wasIndexed) for (const seat of agent.seats) seat.queue.free.remove(seat);
  for (const seat of agent.seats) seat.queue.seats.delete(agent.agentId);
  const seats = new Map<Queue, Seat>();
  const lastTurns = new Map(agent.seats.map((seat) => [seat.queue, seat.lastTurn]));
  for (const seat of agent.seats) {
    if (seat.queue.retired) seats.set(seat.queue, seat);
  }
  for (const { queueId, preference, reserve } of agent.config.memberships) {
    const queue = state.queues.get(queueId);
    const earlier = queue === undefined ? undefined : seats.get(queue);
    if (queue === undefined || (earlier !== undefined && (queue.retired || earlier.preference <= preference))) continue;
    seats.set(queue, { agent, queue, preference, reserve, lastTurn: lastTurns.get(queue) ?? 0 });
  }
  agent.seats = [...seats.values()].sort((a, b) => a.preference - b.preference);
  for (const seat of agent.seats) seat.queue.seats.set(agent.agentId, seat);
  if (wasIndexed) for (const seat of agent.seats) seat.queue.free.add(seat);
}

function refreshDemands(queue: Queue): void {
  const demand = demandOf(queue.config.alternatives, []);
  if (demand.signature === queue.demand.signature) return;
  queue.demand = demand;
  for (const contact of queue.contacts) {
    const isWaiting = contact.lane !== null;
    if (isWaiting) leaveLane(contact);
    contact.demand =
      contact.ownRequirements.length === 0 ? demand : demandOf(queue.config.alternatives, contact.ownRequirements);
    if (isWaiting) enterLane(contact, queue);
  }
}

/** Gives every free agent a caller they can serve, the most urgent callers first. */
function rematch(step: Step): void {
  const waiting: Contact[] = [];
  for (const queue of step.state.queues.values()) {
    if (queue.free.size === 0) continue;
    for (const contact of queue.contacts) {
      if (contact.stage === "waiting" && contact.lane !== null) waiting.push(contact);
    }
  }
  waiting.sort(servingOrder(step.at));
  for (const contact of waiting) {
    if (contact.queue !== null) routeContact(step, contact, contact.queue);
  }
}
