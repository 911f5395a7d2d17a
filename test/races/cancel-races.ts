import { RawCaller } from "../carrier/raw-caller.ts";
import type { RacingAgent } from "./racing-agent.ts";

/** The moment is varied by this much on both sides of the answer. */
const SPREAD_MS = 50;
const WARM_UP_CALLS = 6;
const SETTLED_LIMIT_MS = 30_000;
const LOOK_EVERY_MS = 100;

export interface RaceOptions {
  readonly calls: number;
  readonly callsPerSecond: number;
  readonly sipPort: number;
  readonly number: string;
  readonly agents: readonly RacingAgent[];
  /** When agents' phones answer. */
  readonly agentAnswersAfterMs: number;
  /** 0 <= n < 1; seeded, so that a failing run can be played again. */
  readonly random: () => number;
  /** Channels and bridges the exchange has now. */
  /** `ahead`: those of the channels that wait for an agent's next call. */
  readonly onExchange: () => Promise<{ readonly channels: number; readonly ahead: number; readonly bridges: number }>;
  /** Contacts that are not closed. */
  readonly openContacts: () => Promise<number>;
}

export interface RaceResult {
  /** How the races ended, e.g. `INVITE 200, BYE 200`: both ends must occur, or there was no race. */
  readonly ends: ReadonlyMap<string, number>;
  /** What is left although nobody calls any more; all 0 when there are no ghosts. */
  readonly ghosts: {
    readonly channels: number;
    readonly bridges: number;
    readonly contacts: number;
    readonly phones: number;
    readonly busyAgents: number;
  };
}

/**
 * Callers who give up around the very moment of an answer: every other one sends CANCEL around the exchange's 200, the others say
 * BYE around the answer of the agent's phone (for which the exchange sends CANCEL to that phone).
 */
export async function cancelRaces(options: RaceOptions): Promise<RaceResult> {
  const { calls, callsPerSecond, random } = options;
  const answerMs = await usualAnswerMs(options);
  const races: Promise<string>[] = [];
  for (let index = 0; index < calls; index += 1) {
    const offsetMs = (random() * 2 - 1) * SPREAD_MS;
    const caller = `+86139${String(10_000_000 + index)}`;
    races.push(index % 2 === 0 ? cancelled(options, caller, answerMs + offsetMs) : hungUp(options, caller, offsetMs));
    await pause(1_000 / callsPerSecond);
  }
  const ends = new Map<string, number>();
  for (const end of await Promise.all(races)) ends.set(end, (ends.get(end) ?? 0) + 1);
  return { ends, ghosts: await ghostsLeft(options) };
}

/** From INVITE to 200: what the races are aimed at. */
async function usualAnswerMs(options: RaceOptions): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < WARM_UP_CALLS; index += 1) {
    const caller = await RawCaller.open(options.sipPort);
    const begunAt = performance.now();
    caller.invite(options.number, `+861380013${String(9_000 + index)}`);
    await caller.answered(200);
    times.push(performance.now() - begunAt);
    caller.bye();
    await caller.ended();
    caller.close();
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

async function cancelled({ sipPort, number }: RaceOptions, from: string, afterMs: number): Promise<string> {
  const caller = await RawCaller.open(sipPort);
  caller.invite(number, from);
  await pause(afterMs);
  caller.cancel();
  await caller.settled();
  // The 200 was faster: the caller is connected and says goodbye as RFC 3261 9.1 has it.
  if (caller.seen.includes("INVITE 200")) {
    caller.bye();
    await caller.ended();
  }
  caller.close();
  return `CANCEL: ${caller.seen.includes("INVITE 200") ? "answered before" : "487"}`;
}

async function hungUp(options: RaceOptions, from: string, offsetMs: number): Promise<string> {
  const caller = await RawCaller.open(options.sipPort);
  caller.invite(options.number, from);
  await caller.settled();
  await pause(options.agentAnswersAfterMs + offsetMs);
  caller.bye();
  await caller.ended();
  caller.close();
  return "BYE";
}

async function ghostsLeft(options: RaceOptions): Promise<RaceResult["ghosts"]> {
  const deadline = performance.now() + SETTLED_LIMIT_MS;
  for (;;) {
    const [exchange, contacts] = [await options.onExchange(), await options.openContacts()];
    const ghosts = {
      // Each agent may have one leg that waits for the next call.
      channels: exchange.channels - Math.min(exchange.ahead, options.agents.length),
      bridges: exchange.bridges,
      contacts,
      phones: options.agents.reduce((sum, agent) => sum + agent.openCalls, 0),
      busyAgents: options.agents.filter(({ view }) => view?.contact !== null || view.status.state !== "ready").length,
    };
    if (Object.values(ghosts).every((count) => count === 0) || performance.now() > deadline) return ghosts;
    await pause(LOOK_EVERY_MS);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
