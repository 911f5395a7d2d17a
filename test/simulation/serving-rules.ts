import type { SkillAlternatives, SkillRequirement } from "../../shared/domain/queue.ts";
import type { AcdState, Agent, Contact, Queue, Seat } from "../../server/acd/acd-state.ts";
import type { AcdEvent } from "../../server/acd/events.ts";

/**
 * The rules of who may serve whom, and who comes first, written plainly and apart from the core: everybody is compared
 * with everybody, nothing is kept between two questions, and nothing is imported from server/acd but types.
 */

type Arrival = Extract<AcdEvent, { type: "contact-queued" }>;

export function satisfies(agent: Agent, alternatives: SkillAlternatives): boolean {
  return alternatives.length === 0 || alternatives.some((requirements) => hasAll(agent, requirements));
}

function hasAll(agent: Agent, requirements: readonly SkillRequirement[]): boolean {
  return requirements.every(({ skill, minLevel }) => (agent.config.skills[skill] ?? 0) >= minLevel);
}

/** What the queue asks for of somebody who waited so long. */
export function alternativesAfter({ config }: Queue, waitedMs: number): SkillAlternatives {
  const due = config.relaxation.filter(({ afterMs }) => afterMs <= waitedMs);
  const latest = Math.max(...due.map(({ afterMs }) => afterMs));
  return due.findLast(({ afterMs }) => afterMs === latest)?.alternatives ?? config.alternatives;
}

/** Where else somebody who waited so long is to wait. */
export function overflowQueues(state: AcdState, own: Queue, waitedMs: number): readonly Queue[] {
  const ids = new Set(own.config.overflow.filter(({ afterMs }) => afterMs <= waitedMs).map(({ queueId }) => queueId));
  return [...ids].flatMap((queueId) => {
    const queue = state.queues.get(queueId);
    return queue === undefined || queue.retired || queue === own ? [] : [queue];
  });
}

function isServiceMissed({ service, config }: Queue): boolean {
  const inTime = service.inTime.filter(Boolean).length;
  return service.inTime.length > 0 && inTime / service.inTime.length < config.reserveWhileServiceLevelAtLeast;
}

function isReserveFor(queue: Queue, isVip: boolean, waitedMs: number): boolean {
  return isVip || isServiceMissed(queue) || waitedMs >= queue.config.promotionAfterMs;
}

/** The agent a supervisor gave this caller to, while they take calls and the time is not over, whatever the core says. */
export function givenTo({ given, queue }: Contact, at: number): Agent | null {
  const agent = given === null || at >= given.until ? undefined : queue?.seats.get(given.agentId)?.agent;
  if (agent === undefined || agent.leaving || agent.state === "signed-out" || agent.state === "not-ready") return null;
  return agent.pendingNotReady === null || agent.pendingByLoss ? agent : null;
}

/** Whether this seat may be rung for this waiting caller now. */
export function mayServe(seat: Seat, contact: Contact, at: number): boolean {
  const { agent, queue } = seat;
  const waitedMs = at - contact.waitingSince;
  const owner = givenTo(contact, at);
  if (owner !== null) {
    const missedUntil = contact.missedBy.get(agent.agentId) ?? at;
    return owner === agent && queue === contact.queue && missedUntil <= at;
  }
  // Kept for their own agent; not past T_max, whatever the core says.
  const isKept =
    contact.heldFor !== null &&
    contact.given === null &&
    (contact.queue === null || !isPromoted(contact.queue, contact, at));
  if (isKept && (contact.heldFor !== agent || queue !== contact.queue)) return false;
  const isOwn = queue === contact.queue;
  if (!isOwn && !contact.guests.some((guest) => guest.queue === queue)) return false;
  const until = contact.missedBy.get(agent.agentId);
  return (
    (until === undefined || until <= at) &&
    satisfies(agent, isOwn ? alternativesAfter(queue, waitedMs) : queue.config.alternatives) &&
    satisfies(agent, contact.ownRequirements) &&
    (!seat.reserve || isReserveFor(queue, contact.isVip, waitedMs))
  );
}

/** Something is due for this caller in this very moment and has not been looked at yet. */
export function isDue(contact: Contact, agent: Agent, at: number): boolean {
  if (contact.stepAt !== null && contact.stepAt <= at) return true;
  // Who missed this caller is looked at again when the retry timer fires, which may be a little late.
  return contact.retryArmed && contact.missedBy.has(agent.agentId);
}

/** Whether `first` must be served before `second` in this queue's line. */
export function goesFirst(queue: Queue, first: Contact, second: Contact, at: number): boolean {
  const promoted = isPromoted(queue, first, at);
  if (promoted !== isPromoted(queue, second, at)) return promoted;
  return isEarlier(first, second, at, !promoted);
}

/** Everybody in a queue's line, its own callers and those of other queues. */
export function inLine(state: AcdState, queue: Queue): readonly Contact[] {
  const line = [...queue.contacts];
  for (const other of state.queues.values()) {
    if (other === queue || other.config.overflow.length === 0) continue;
    for (const contact of other.contacts)
      if (contact.stage === "waiting" && contact.guests.some((guest) => guest.queue === queue)) line.push(contact);
  }
  return line;
}

/**
 * Nobody whom this agent could have served was passed over: whom a supervisor gave them comes first; then whoever waited longer than a line's T_max is served before
 * everybody, the oldest of all the agent's lines first; then the line the agent prefers, then by wait and head start. The
 * first one bounds starvation: once promoted, a caller waits for those who came earlier and for nobody else. To be called
 * right after the offer. `moved`: who was put into a line only afterwards.
 */
export function passedOver(
  state: AcdState,
  agentId: string,
  contact: Contact,
  at: number,
  moved: ReadonlySet<string>,
): string[] {
  const { agent, via } = contact;
  if (agent === null || agent.agentId !== agentId || via === null) return [];
  const chosen = agent.seats.find(({ queue }) => queue === via);
  if (chosen === undefined) return [`${contact.contactId} was offered to ${agentId}, who has no seat there`];
  const problems: string[] = [];
  for (const seat of agent.seats) {
    for (const other of inLine(state, seat.queue)) {
      if (other.stage !== "waiting" || other === contact || moved.has(other.contactId) || isDue(other, agent, at))
        continue;
      if (isServedBefore(seat, other, chosen, contact, at) && mayServe(seat, other, at))
        problems.push(`${contact.contactId} was offered to ${agentId} before ${other.contactId}`);
    }
  }
  return problems;
}

/** Whether an agent takes `first`, who waits in the line of one of their seats, before `second`, who waits in another's. */
function isServedBefore(seat: Seat, first: Contact, otherSeat: Seat, second: Contact, at: number): boolean {
  const [isGiven, isOtherGiven] = [givenTo(first, at) === seat.agent, second.given?.agentId === seat.agent.agentId];
  if (isGiven !== isOtherGiven) return isGiven;
  const promoted = isPromoted(seat.queue, first, at);
  if (promoted !== isPromoted(otherSeat.queue, second, at)) return promoted;
  if (!promoted && seat.preference !== otherSeat.preference) return seat.preference < otherSeat.preference;
  return isEarlier(first, second, at, !promoted);
}

function isPromoted({ config }: Queue, contact: Contact, at: number): boolean {
  return at - contact.waitingSince >= config.promotionAfterMs;
}

/** By wait, with or without head starts; then by wait; then by id. */
function isEarlier(first: Contact, second: Contact, at: number, withHeadStarts: boolean): boolean {
  const waited = [at - first.waitingSince, at - second.waitingSince] as const;
  const scores = withHeadStarts ? ([waited[0] + first.headStartMs, waited[1] + second.headStartMs] as const) : waited;
  if (scores[0] !== scores[1]) return scores[0] > scores[1];
  if (waited[0] !== waited[1]) return waited[0] > waited[1];
  return first.contactId < second.contactId;
}

/** The agent an arriving caller must be offered to; null: nobody; undefined: the queue takes nobody in. */
export function expectedAgent(state: AcdState, arrival: Arrival, at: number): string | null | undefined {
  const own = state.queues.get(arrival.queueId);
  if (own === undefined || own.retired || !own.isOpen || arrival.mergeWith !== null) return undefined;
  const waitedMs = at - (arrival.waitingSince ?? at);
  const asked = alternativesAfter(own, waitedMs);
  const free = freeFor(own, asked, arrival, waitedMs);
  const preferred = [...own.seats.values()].find(({ agent }) => agent.agentId === arrival.preferredAgentId);
  if (preferred !== undefined && free.includes(preferred)) return preferred.agent.agentId;
  if (preferred !== undefined && waitsForOwnAgent(preferred, asked, arrival, own, waitedMs)) return null;
  for (const queue of [own, ...overflowQueues(state, own, waitedMs).filter(({ isOpen }) => isOpen)]) {
    const alternatives = queue === own ? asked : queue.config.alternatives;
    const best = freeFor(queue, alternatives, arrival, waitedMs).sort(choiceOrder(queue, alternatives, arrival, at))[0];
    if (best !== undefined) return best.agent.agentId;
  }
  return null;
}

function waitsForOwnAgent(
  { agent, reserve }: Seat,
  asked: SkillAlternatives,
  arrival: Arrival,
  queue: Queue,
  waitedMs: number,
): boolean {
  return (
    waitedMs < arrival.preferredWaitMs &&
    waitedMs < queue.config.promotionAfterMs &&
    agent.state !== "signed-out" &&
    !agent.leaving &&
    (!reserve || arrival.isVip) &&
    satisfies(agent, asked) &&
    satisfies(agent, arrival.requirements)
  );
}

function freeFor(queue: Queue, asked: SkillAlternatives, arrival: Arrival, waitedMs: number): Seat[] {
  return [...queue.seats.values()].filter(
    ({ agent, reserve }) =>
      agent.state === "ready" &&
      !agent.heldOff &&
      satisfies(agent, asked) &&
      satisfies(agent, arrival.requirements) &&
      (!reserve || isReserveFor(queue, arrival.isVip, waitedMs)),
  );
}

function choiceOrder(queue: Queue, asked: SkillAlternatives, arrival: Arrival, at: number) {
  const strategy = arrival.isVip ? "most-skilled" : queue.config.strategy;
  const idleFirst = (a: Seat, b: Seat): number =>
    a.agent.idleSince - b.agent.idleSince || (a.agent.agentId < b.agent.agentId ? -1 : 1);
  return (a: Seat, b: Seat): number => {
    if (strategy === "most-skilled")
      return skillSum(b.agent, asked, arrival) - skillSum(a.agent, asked, arrival) || idleFirst(a, b);
    const byStrategy = {
      "longest-idle": 0,
      "least-occupied": occupancy(a.agent, at) - occupancy(b.agent, at),
      "round-robin": a.lastTurn - b.lastTurn,
    }[strategy];
    return a.preference - b.preference || byStrategy || idleFirst(a, b);
  };
}

function occupancy({ handledMs, signedInSince }: Agent, at: number): number {
  return at <= signedInSince ? 0 : Math.min(1, handledMs / (at - signedInSince));
}

/** Of the pairs of alternatives the agent satisfies, without those that ask for more than another, the highest sum. */
function skillSum(agent: Agent, asked: SkillAlternatives, arrival: Arrival): number {
  const pairs = (asked.length === 0 ? [[]] : asked).flatMap((first) =>
    (arrival.requirements.length === 0 ? [[]] : arrival.requirements).map((second) => levelsOf([...first, ...second])),
  );
  const needed = pairs.filter((one) => !pairs.some((other) => other !== one && isEasier(other, one)));
  if (needed.some((levels) => levels.size === 0))
    return Object.values(agent.config.skills).reduce((sum, level) => sum + level, 0);
  const sums = needed
    .filter((levels) => [...levels].every(([skill, minLevel]) => (agent.config.skills[skill] ?? 0) >= minLevel))
    .map((levels) => [...levels.keys()].reduce((sum, skill) => sum + (agent.config.skills[skill] ?? 0), 0));
  return Math.max(...sums);
}

function levelsOf(requirements: readonly SkillRequirement[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const { skill, minLevel } of requirements) levels.set(skill, Math.max(minLevel, levels.get(skill) ?? 0));
  return levels;
}

function isEasier(one: ReadonlyMap<string, number>, than: ReadonlyMap<string, number>): boolean {
  const fits = [...one].every(([skill, level]) => (than.get(skill) ?? 0) >= level);
  return fits && [...than].some(([skill, level]) => one.get(skill) !== level);
}
