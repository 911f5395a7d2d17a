import type { SkillAlternatives, SkillRequirement } from "../../shared/domain/queue.ts";
import type { AcdState, Agent, Contact, Queue } from "../../server/acd/acd-state.ts";

/**
 * What must be true of the state after every event, written plainly and apart from the code it checks: nothing here is
 * imported from server/acd but types.
 */
export function brokenInvariants(state: AcdState, timers: ReadonlySet<string>, at: number): string[] {
  const problems: string[] = [];
  const wanted = new Set<string>();
  for (const contact of state.contacts.values()) checkContact(state, contact, at, problems, wanted);
  for (const agent of state.agents.values()) checkAgent(agent, problems, wanted);
  checkQueues(state, problems);
  for (const agent of state.agents.values()) {
    if (agent.state !== "ready" || agent.heldOff) continue;
    for (const { queue } of agent.seats) {
      for (const contact of queue.contacts) {
        if (contact.stage === "waiting" && !isHeldApart(agent, contact) && servable(agent, contact, at)) {
          problems.push(`${agent.agentId} is free although ${contact.contactId} waits for them`);
        }
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
  if ((stage === "waiting") !== (contact.lane !== null)) problem("in line or not, against its stage");
  if (contact.lane !== null && (!contact.lane.byAge.has(contact) || !contact.lane.byPriority.has(contact)))
    problem("lost from its lane");
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
  for (const seat of agent.seats) {
    if (seat.queue.free.has(seat) !== (state === "ready" && !agent.heldOff))
      problem(`free or not in ${seat.queue.queueId}`);
    if (seat.queue.seats.get(agentId) !== seat) problem(`has no seat in ${seat.queue.queueId}`);
  }
}

function checkQueues(state: AcdState, problems: string[]): void {
  let offered = 0;
  for (const queue of state.queues.values()) {
    let inLanes = 0;
    for (const lane of queue.lanes.values()) {
      if (lane.byAge.size !== lane.byPriority.size) problems.push(`${queue.queueId}: orders differ`);
      if (lane.byAge.size === 0) problems.push(`${queue.queueId}: empty lane kept`);
      inLanes += lane.byAge.size;
    }
    if (inLanes !== queue.waitingCount) problems.push(`${queue.queueId}: counts ${queue.waitingCount}, has ${inLanes}`);
    offered += queue.contacts.size - queue.waitingCount;
    if (queue.retired && queue.contacts.size === 0) problems.push(`${queue.queueId}: retired and empty`);
    for (const seat of queue.seats.values()) {
      if (state.agents.get(seat.agent.agentId) !== seat.agent)
        problems.push(`${queue.queueId}: seat of an unknown agent`);
    }
  }
  // Those for one agent in person are in no queue.
  for (const contact of state.contacts.values())
    if (contact.queue === null && contact.stage === "offered") offered += 1;
  if (offered !== state.offers.size) problems.push(`${state.offers.size} offers open, ${offered} contacts ringing`);
}

function satisfies(agent: Agent, alternatives: SkillAlternatives): boolean {
  return alternatives.length === 0 || alternatives.some((requirements) => hasAll(agent, requirements));
}

function hasAll(agent: Agent, requirements: readonly SkillRequirement[]): boolean {
  return requirements.every(({ skill, minLevel }) => (agent.config.skills[skill] ?? 0) >= minLevel);
}

function servable(agent: Agent, contact: Contact, at: number): boolean {
  const until = contact.missedBy.get(agent.agentId);
  return (
    (until === undefined || until <= at) &&
    satisfies(agent, contact.queue?.config.alternatives ?? []) &&
    satisfies(agent, contact.ownRequirements)
  );
}

/** Who missed this caller is looked at again when the retry timer fires, which may be a little late. */
function isHeldApart(agent: Agent, contact: Contact): boolean {
  return contact.retryArmed && contact.missedBy.has(agent.agentId);
}

/** Whether `first` must be served before `second`, both of one queue. */
export function goesFirst(first: Contact, second: Contact, at: number): boolean {
  const promotionAfterMs = first.queue?.config.promotionAfterMs ?? 0;
  const waited = [at - first.waitingSince, at - second.waitingSince] as const;
  const promoted = [waited[0] >= promotionAfterMs, waited[1] >= promotionAfterMs] as const;
  if (promoted[0] !== promoted[1]) return promoted[0];
  const scores = promoted[0] ? waited : ([waited[0] + first.headStartMs, waited[1] + second.headStartMs] as const);
  if (scores[0] !== scores[1]) return scores[0] > scores[1];
  if (waited[0] !== waited[1]) return waited[0] > waited[1];
  return first.contactId < second.contactId;
}

/**
 * Nobody whom this agent could have served was passed over: of the same queue nobody who goes first, of all the agent's
 * queues nobody who waited longer than T_max and longer than the caller chosen. The second one bounds starvation: once
 * promoted, a caller waits for those who came earlier and for nobody else. To be called right after the offer.
 */
export function passedOver(agentId: string, contact: Contact, at: number): string[] {
  const agent = contact.agent;
  if (agent === null || agent.agentId !== agentId || contact.queue === null) return [];
  const problems: string[] = [];
  for (const { queue } of agent.seats) {
    for (const other of queue.contacts) {
      if (
        other.stage === "waiting" &&
        (queue === contact.queue ? goesFirst(other, contact, at) : isStarving(other, contact, at)) &&
        !isHeldApart(agent, other) &&
        servable(agent, other, at)
      ) {
        problems.push(`${contact.contactId} was offered to ${agentId} before ${other.contactId}`);
      }
    }
  }
  return problems;
}

function isStarving(other: Contact, chosen: Contact, at: number): boolean {
  return (
    other.waitingSince < chosen.waitingSince && at - other.waitingSince >= (other.queue?.config.promotionAfterMs ?? 0)
  );
}

/** The agent an arriving contact must be offered to, found by comparing everybody with everybody; null: nobody. */
export function expectedAgent(
  queue: Queue,
  caller: {
    readonly isVip: boolean;
    readonly preferredAgentId: string | null;
    readonly requirements: SkillAlternatives;
  },
): string | null {
  const level = (agent: Agent, skill: string): number => agent.config.skills[skill] ?? 0;
  const ofQueue = queue.config.alternatives;
  const free = [...queue.seats.values()].filter(
    ({ agent }) =>
      agent.state === "ready" && !agent.heldOff && satisfies(agent, ofQueue) && satisfies(agent, caller.requirements),
  );
  if (free.some(({ agent }) => agent.agentId === caller.preferredAgentId)) return caller.preferredAgentId;
  const bySkill = caller.isVip || queue.config.strategy === "most-skilled";
  /** Of the pairs of alternatives that the agent satisfies, the one with the highest sum, each skill once. */
  const skillSum = (agent: Agent): number => {
    const pairs = (ofQueue.length === 0 ? [[]] : ofQueue).flatMap((first) =>
      (caller.requirements.length === 0 ? [[]] : caller.requirements).map((second) => [...first, ...second]),
    );
    if (pairs.some((pair) => pair.length === 0))
      return Object.values(agent.config.skills).reduce((sum, one) => sum + one, 0);
    const sums = pairs
      .filter((pair) => hasAll(agent, pair))
      .map((pair) => [...new Set(pair.map(({ skill }) => skill))].reduce((sum, skill) => sum + level(agent, skill), 0));
    return Math.max(...sums);
  };
  free.sort(
    (a, b) =>
      (bySkill ? skillSum(b.agent) - skillSum(a.agent) : a.preference - b.preference) ||
      a.agent.idleSince - b.agent.idleSince ||
      (a.agent.agentId < b.agent.agentId ? -1 : 1),
  );
  return free[0]?.agent.agentId ?? null;
}
