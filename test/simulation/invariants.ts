import { AGENT_STATES, NOT_READY_REASONS } from "../../shared/domain/agent.ts";
import type { AcdState, Agent, Contact, Queue } from "../../server/acd/acd-state.ts";
import { desertedCallers } from "./deserted-callers.ts";
import { givenTo, inLine, isDue, mayServe, overflowQueues, satisfies } from "./serving-rules.ts";

/**
 * What must be true of the state after every event, written plainly and apart from the code it checks: nothing here is
 * imported from server/acd but types.
 */
export function brokenInvariants(state: AcdState, timers: ReadonlySet<string>, at: number): string[] {
  const problems = desertedCallers(state, at);
  const wanted = new Set<string>();
  for (const contact of state.contacts.values()) checkContact(state, contact, at, problems, wanted);
  for (const agent of state.agents.values()) checkAgent(agent, problems, wanted);
  checkQueues(state, problems);
  for (const agent of state.agents.values()) {
    if (agent.state !== "ready" || agent.heldOff) continue;
    for (const seat of agent.seats) {
      for (const contact of inLine(state, seat.queue)) {
        if (contact.stage === "waiting" && !isDue(contact, agent, at) && mayServe(seat, contact, at))
          problems.push(`${agent.agentId} is free although ${contact.contactId} waits for them`);
      }
    }
  }
  for (const timer of wanted) if (!timers.has(timer)) problems.push(`timer ${timer} is missing`);
  for (const timer of timers) if (!wanted.has(timer)) problems.push(`timer ${timer} was left behind`);
  return problems;
}

function checkContact(state: AcdState, contact: Contact, at: number, problems: string[], wanted: Set<string>): void {
  const { contactId, queue, agent, offerId, stage } = contact;
  const problem = (text: string): void => {
    problems.push(`${contactId} (${stage}): ${text}`);
  };
  const isQueued = stage === "waiting" || stage === "offered";
  if (queue !== null && isQueued !== queue.contacts.has(contact)) problem("in the wrong place");
  if (queue === null && stage === "waiting") problem("waits in no line");
  if ((stage === "waiting") !== (contact.lane !== null || contact.heldFor !== null))
    problem("in line or not, against its stage");
  if (contact.heldFor !== null) {
    if (contact.lane !== null) problem("in line, and waits for one agent alone");
    if (!contact.heldFor.held.has(contact)) problem("not known to the agent they wait for");
    const agentId = contact.given?.agentId ?? contact.preferredAgentId;
    if (contact.heldFor.agentId !== agentId || contact.heldFor.state === "signed-out")
      problem("waits for the wrong agent alone");
  }
  if (stage === "waiting" && contact.given !== null) {
    const isStepDue = contact.stepAt !== null && contact.stepAt <= at;
    if (!isStepDue && givenTo(contact, at) !== contact.heldFor) problem("given to somebody who does not take them");
    if (contact.stepAt === null || contact.stepAt > contact.given.until) problem("given for ever");
  }
  if (contact.lane !== null && (!contact.lane.byAge.has(contact) || !contact.lane.byPriority.has(contact)))
    problem("lost from its lane");
  if (queue !== null && isQueued && !queue.line.has(contact)) problem("lost from the order of its queue");
  if (stage === "waiting" && queue !== null) checkPlaces(state, contact, queue, at, problem);
  if (contact.stepAt !== null) {
    wanted.add(`step:${contactId}`);
    if (stage !== "waiting") problem("a step is armed though not waiting");
  }
  if ((stage === "offered") !== (offerId !== null && state.offers.get(offerId) === contact))
    problem("offer and stage differ");
  if ((stage === "waiting") !== (agent === null)) problem("agent and stage differ");
  if (agent !== null) {
    const expected = { waiting: "", offered: "offered", connected: "on-contact", "wrap-up": "wrap-up" }[stage];
    if (agent.contact !== contact) problem(`${agent.agentId} does not know`);
    if (agent.state !== expected) problem(`${agent.agentId} is ${agent.state}`);
  }
  if (stage === "offered") wanted.add(`ring:${offerId}`);
  if (stage === "wrap-up") wanted.add(`wrap:${contactId}`);
  if (contact.missedBy.size > 16) problem("remembers too many agents");
  if (stage !== "waiting" && contact.retryArmed) problem("retry armed though not waiting");
  if (stage === "waiting" && !contact.retryArmed && [...contact.missedBy.values()].some((until) => until > at))
    problem("retry not armed");
  if (contact.retryArmed) wanted.add(`retry:${contactId}`);
}

/** The lines this caller is in are those their wait entitles them to. */
function checkPlaces(state: AcdState, contact: Contact, own: Queue, at: number, problem: (text: string) => void): void {
  const waitedMs = at - contact.waitingSince;
  const due = overflowQueues(state, own, waitedMs);
  for (const { queue, lane } of contact.guests) {
    if (!due.includes(queue)) problem(`waits in ${queue.queueId}, too early or against the configuration`);
    if (!queue.line.has(contact)) problem(`lost from the order of ${queue.queueId}`);
    if ((lane !== null) !== (contact.heldFor === null)) problem(`in the lane of ${queue.queueId} or not`);
    if (lane !== null && !lane.byAge.has(contact)) problem(`lost from the lane of ${queue.queueId}`);
  }
  if (contact.stepAt !== null && contact.stepAt <= at) return;
  for (const queue of due) {
    if (queue.isOpen && !contact.guests.some((guest) => guest.queue === queue))
      problem(`does not wait in ${queue.queueId}`);
  }
}

function checkAgent(agent: Agent, problems: string[], wanted: Set<string>): void {
  const { agentId, state, contact } = agent;
  const problem = (text: string): void => {
    problems.push(`${agentId} (${state}): ${text}`);
  };
  const hasContact = state === "offered" || state === "on-contact" || state === "wrap-up";
  if (hasContact !== (contact !== null)) problem("contact and state differ");
  if (contact !== null && contact.agent !== agent) problem("the contact has another agent");
  if ((state === "not-ready") !== (agent.reason !== null)) problem("reason and state differ");
  if (state === "ready" || state === "offered") {
    if (!agent.phoneRegistered || !agent.consoleConnected || !agent.microphoneReady) problem("cannot be reached");
    if (agent.leaving) problem("is leaving");
  }
  if (
    // Rung in person while not ready: the reason is gone back to.
    (state === "ready" ||
      (state === "offered" && contact?.queue !== null) ||
      state === "not-ready" ||
      state === "signed-out") &&
    agent.pendingNotReady !== null
  )
    problem("pending");
  if (agent.heldOff) {
    if (state !== "ready") problem("held off");
    wanted.add(`hold:${agentId}`);
  }
  if (agent.indexed !== (state === "ready" && !agent.heldOff) || agent.countedAs !== state) problem("counted wrongly");
  if (agent.countedBecause !== agent.reason) problem("counted for the wrong reason");
  if (state === "signed-out" && agent.held.size > 0) problem("has callers who wait for them alone");
  for (const seat of agent.seats) {
    if (seat.queue.seats.get(agentId) !== seat) problem(`has no seat in ${seat.queue.queueId}`);
  }
}

function checkQueues(state: AcdState, problems: string[]): void {
  let offered = 0;
  for (const queue of state.queues.values()) {
    checkQueue(state, queue, (text) => problems.push(`${queue.queueId}: ${text}`));
    offered += queue.contacts.size - queue.waitingCount;
  }
  // Those for one agent in person are in no queue.
  for (const contact of state.contacts.values())
    if (contact.queue === null && contact.stage === "offered") offered += 1;
  if (offered !== state.offers.size) problems.push(`${state.offers.size} offers open, ${offered} contacts ringing`);
}

function checkQueue(state: AcdState, queue: Queue, problem: (text: string) => void): void {
  const line = inLine(state, queue);
  for (const lane of queue.lanes.values()) {
    if (lane.byAge.size !== lane.byPriority.size) problem("orders differ");
    if (lane.byAge.size === 0) problem("empty lane kept");
  }
  const inLanes = [...queue.lanes.values()].reduce((sum, lane) => sum + lane.byAge.size, 0);
  const expected = line.filter(({ stage, heldFor }) => stage === "waiting" && heldFor === null).length;
  if (inLanes !== expected) problem(`has ${inLanes} in lanes, ${expected} wait`);
  if (queue.line.size !== line.length) problem(`has ${queue.line.size} in order, ${line.length} in line`);
  const waiting = line.filter(({ stage, queue: own }) => stage === "waiting" && own === queue);
  if (queue.waitingCount !== waiting.length) problem(`counts ${queue.waitingCount}, has ${waiting.length}`);
  const callbacks = waiting.filter(({ isCallback }) => isCallback).length;
  if (queue.callbackCount !== callbacks) problem(`counts ${queue.callbackCount} callbacks, has ${callbacks}`);
  if (queue.retired && queue.contacts.size === 0) problem("retired and empty");
  const seats = [...queue.seats.values()];
  if (seats.some(({ agent }) => state.agents.get(agent.agentId) !== agent)) problem("seat of an unknown agent");
  if (queue.freeSeats !== seats.filter(({ agent }) => agent.indexed).length) problem(`counts ${queue.freeSeats} free`);
  for (const agentState of AGENT_STATES) {
    const count = queue.counts.of(agentState);
    if (count !== seats.filter(({ agent }) => agent.state === agentState).length)
      problem(`counts ${count} ${agentState}`);
  }
  checkLanePools(queue, problem);
  for (const reason of NOT_READY_REASONS) {
    if (queue.counts.because(reason) !== seats.filter(({ agent }) => agent.reason === reason).length)
      problem(`counts ${queue.counts.because(reason)} ${reason}`);
  }
  checkDemands(queue, line, problem);
  for (const pool of queue.pools.values()) {
    // By the agents' skills, not by what the core has noted of them.
    const able = seats.filter(({ agent }) => satisfies(agent, pool.demand.alternatives));
    const noted = seats.filter(({ entries }) => entries.some((entry) => entry.pool === pool));
    if (noted.length !== able.length || noted.some((seat) => !able.includes(seat)))
      problem(`${noted.length} seats noted for a demand that ${able.length} satisfy`);
    const free = able.filter(({ agent }) => agent.indexed).length;
    if (pool.regular.byStrategy.size + pool.reserve.byStrategy.size !== free) problem("free seats of a demand");
    for (const agentState of AGENT_STATES) {
      if (pool.counts.of(agentState) !== able.filter(({ agent }) => agent.state === agentState).length)
        problem("counts of a demand");
    }
    for (const reason of NOT_READY_REASONS) {
      if (pool.counts.because(reason) !== able.filter(({ agent }) => agent.reason === reason).length)
        problem(`counts of a demand: ${reason}`);
    }
  }
}

/** What a waiting caller asks for, merged by the core, lets in exactly those who satisfy both the queue and the caller. */
function checkDemands(queue: Queue, line: readonly Contact[], problem: (text: string) => void): void {
  const looked = new Set<string>();
  for (const contact of line) {
    const { ownRequirements, relaxationStep, stage, contactId } = contact;
    const isOwn = contact.queue === queue;
    const guest = contact.guests.find((place) => place.queue === queue);
    const demand = isOwn ? contact.demand : guest?.demand;
    const kind = `${isOwn ? relaxationStep : 0} ${JSON.stringify(ownRequirements)} ${demand?.signature}`;
    if (stage !== "waiting" || looked.has(kind)) continue;
    looked.add(kind);
    const step = isOwn ? queue.config.relaxation[relaxationStep - 1] : undefined;
    const ofQueue = step?.alternatives ?? queue.config.alternatives;
    for (const { agent } of queue.seats.values()) {
      const isAble = satisfies(agent, ofQueue) && satisfies(agent, ownRequirements);
      if (demand === undefined || satisfies(agent, demand.alternatives) !== isAble)
        problem(
          `${agent.agentId} ${isAble ? "could" : "could not"} serve ${contactId}, the core's demand says otherwise`,
        );
    }
  }
}

/** The board names the first of each lane, and agents know the places of their pools. */
function checkLanePools(queue: Queue, problem: (text: string) => void): void {
  const lanes = [...queue.lanes.values()];
  const { board } = queue;
  if (queue.looseLanes !== lanes.filter(({ pool }) => pool === null).length) problem("loose lanes");
  for (const lane of lanes) {
    const { pool, isVip, byAge, byPriority } = lane;
    if (pool === null) continue;
    const { place } = pool.counts;
    if ((isVip ? pool.vipLane : pool.lane) !== lane || board.pool(place) !== pool) problem("a pool without its lane");
    if (queue.pools.get(pool.demand.signature) !== pool) problem("a lane of a forgotten pool");
    if (board.oldestSince(place, isVip) !== byAge.first()?.waitingSince) problem("the oldest on the board");
    if (board.lowestKey(place, isVip) !== byPriority.first()?.priorityKey) problem("the first on the board");
  }
  const withLane = [...queue.pools.values()].filter(({ lane, vipLane }) => lane !== null || vipLane !== null);
  if (queue.lanePools !== withLane.length) problem("pools with a lane");
  for (const { agent } of queue.seats.values()) {
    const places = agent.seats.flatMap((seat) => [
      ~seat.queue.counts.place,
      ...seat.entries.map(({ pool }) => pool.counts.place),
    ]);
    if (agent.places !== null && agent.places.join(" ") !== places.join(" ")) problem(`places of ${agent.agentId}`);
  }
}
