import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { QueueConfig, SkillAlternatives } from "../../shared/domain/queue.ts";
import {
  type CallCentreOptions,
  type CallerStream,
  type Faults,
  type Habits,
  NO_FAULTS,
  NO_HABITS,
} from "./call-centre-options.ts";
import { randomRules } from "./random-rules.ts";
import { agentFrom, queueFrom } from "./scenario-words.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";

const SKILLS = ["german", "fibre", "law", "repair"] as const;
const CALLS = 4_000;
/** The whole state is looked at after every so many events (a prime, so that it falls on all kinds of them). */
export const CHECKED_EVERY_EVENTS = 499;

/** A call centre drawn by chance: its size, queues, skills, load and faults. The same seed draws the same one. `isWild`: queues and callers do everything there is. */
export function randomCentre(seed: number, isWild = false): CallCentreOptions {
  const random = seededRandom(seed);
  const centre = drawCentre(random, seed, isWild);
  return isWild && random.chance(0.2) ? withManyDemands(random, centre) : centre;
}

function drawCentre(random: SeededRandom, seed: number, isWild: boolean): CallCentreOptions {
  const count = random.between(1, 8);
  const drawn = Array.from({ length: count }, (_, n) => randomQueue(random, n, count));
  const queueIds = drawn.map(({ queueId }) => queueId);
  const queues = isWild ? drawn.map((queue) => ({ ...queue, ...randomRules(random, SKILLS, queueIds) })) : drawn;
  const agents = Array.from({ length: random.between(2, 60) }, (_, n) => randomAgent(random, n, queues));
  const meanHandlingMs = random.between(15, 300) * 1_000;
  // From idle to drowning: agents per call in progress, over all queues.
  const load = 0.4 + 1.1 * random.next();
  const meanGapMs = (meanHandlingMs / agents.length / load) * queues.length;
  return {
    seed,
    calls: CALLS,
    queues,
    agents,
    streams: queues.map((queue) => randomStream(random, queue, meanGapMs, meanHandlingMs)),
    habits: isWild ? randomHabits(random) : NO_HABITS,
    faults: random.chance(0.25) ? NO_FAULTS : randomFaults(random),
    answerDelayMaxMs: random.chance(0.1) ? 0 : random.between(1_000, 12_000),
    checkEvery: CHECKED_EVERY_EVENTS,
    checkOffers: true,
  };
}

function randomQueue(random: SeededRandom, n: number, count: number): QueueConfig {
  const words = [
    `q${n} rings ${random.between(5, 30)} wraps ${random.chance(0.3) ? 0 : random.between(1, 30)}`,
    `promotes ${random.between(20, 600)} max ${random.between(2, 60)}`,
    random.pick(["", "", "most-skilled", "least-occupied", "round-robin"]) ?? "",
    random.chance(0.3) ? `${random.pick(SKILLS)}=${random.between(1, 4)}` : "",
  ];
  return queueFrom([words.join(" "), ...usualRules(random, count)].join(","));
}

/** What changes while a caller waits; half of the queues have no such rules. */
function usualRules(random: SeededRandom, count: number): readonly string[] {
  if (random.chance(0.5)) return [];
  const other = (): string => `q${random.between(0, count - 1)}`;
  const skill = (): string => `${random.pick(SKILLS)}=${random.between(1, 3)}`;
  const done = (): string => random.pick(["goodbye", "voicemail", "callback", `overflow ${other()}`]) ?? "goodbye";
  const rules = [
    `after ${random.between(10, 60)} ${skill()} or ${skill()} ${skill()}`,
    `after ${random.between(60, 120)} ${skill()}`,
    `after ${random.between(0, 90)} also-in ${other()}`,
    `after ${random.between(30, 200)} also-in ${other()}`,
    `full ${done()}`,
    `max-wait ${random.between(60, 600)} ${done()}`,
    `no-agents ${done()}`,
    `service-level ${random.between(1, 9) / 10} ${random.between(5, 60)}`,
  ];
  return rules.filter(() => random.chance(0.5));
}

function randomAgent(random: SeededRandom, n: number, queues: readonly QueueConfig[]): AgentConfig {
  const seats = new Map(
    Array.from({ length: random.between(1, 4) }, () => [random.pick(queues)?.queueId, random.between(1, 3)]),
  );
  const places = [...seats].map(([queueId, preference]) => `${queueId}:${preference}${random.chance(0.15) ? "r" : ""}`);
  const skills = SKILLS.filter(() => random.chance(0.7)).map((skill) => `${skill}=${random.between(1, 10)}`);
  return agentFrom(`agent${n} works ${places.join(" ")} ${skills.join(" ")}`);
}

/** In the first queue nearly everybody asks for something else, more than a queue keeps pools for, and many wait at once. */
function withManyDemands(random: SeededRandom, centre: CallCentreOptions): CallCentreOptions {
  const [queue, ...queues] = centre.queues;
  const [stream, ...streams] = centre.streams;
  if (queue === undefined || stream === undefined) return centre;
  const one = () => ({ skill: random.pick(SKILLS) ?? "law", minLevel: random.between(1, 10) });
  const anyRequirements: readonly SkillAlternatives[] = Array.from({ length: random.between(80, 200) }, () =>
    random.chance(0.7) ? [[one(), one()]] : [[one()], [one(), one()]],
  );
  const rush = {
    ...stream,
    meanGapMs: stream.meanGapMs / random.between(2, 4),
    meanPatienceMs: random.between(300, 900) * 1_000,
    anyRequirements,
  };
  return {
    ...centre,
    queues: [{ ...queue, waitingMax: 200, maxWaitMs: null }, ...queues],
    streams: [rush, ...streams],
    faults: { ...centre.faults, whimGapMs: centre.faults.whimGapMs ?? 60_000 },
  };
}

function randomHabits(random: SeededRandom): Habits {
  return {
    ownAgentShare: random.pick([0, 0.1, 0.4]) ?? 0,
    ownAgentWaitMs: random.between(0, 90) * 1_000,
    callbackShare: random.pick([0, 0.2, 0.6]) ?? 0,
    callAgainShare: random.pick([0, 0.1]) ?? 0,
    hoursGapMs: random.chance(0.4) ? random.between(300, 3_600) * 1_000 : null,
    // Not drawn: the other numbers of a seed stay what they were.
    givenGapMs: 20_000,
  };
}

function randomStream(
  random: SeededRandom,
  queue: QueueConfig,
  meanGapMs: number,
  meanHandlingMs: number,
): CallerStream {
  const skill = random.pick(SKILLS) ?? "law";
  const requirements: SkillAlternatives = random.chance(0.3) ? [[{ skill, minLevel: random.between(1, 7) }]] : [];
  return {
    queueId: queue.queueId,
    meanGapMs: meanGapMs * (0.5 + random.next()),
    meanHandlingMs,
    meanPatienceMs: random.between(20, 400) * 1_000,
    vipShare: random.pick([0, 0.05, 0.2, 0.8]) ?? 0,
    headStartMs: random.pick([0, 30_000, 90_000, 600_000]) ?? 0,
    requirements,
  };
}

function randomFaults(random: SeededRandom): Faults {
  return {
    duplicatedEvents: random.pick([0, 0.02, 0.1]) ?? 0,
    delayedEvents: random.pick([0, 0.05, 0.2]) ?? 0,
    delayMaxMs: random.between(100, 8_000),
    lostEvents: random.pick([0, 0.01, 0.05]) ?? 0,
    failedOffers: random.pick([0, 0.05, 0.3]) ?? 0,
    lostDuringOffer: random.pick([0, 0.02, 0.1]) ?? 0,
    whimGapMs: random.chance(0.5) ? random.between(5, 120) * 1_000 : null,
    reconfigureGapMs: random.chance(0.5) ? random.between(300, 3_600) * 1_000 : null,
  };
}
