import { expect } from "vitest";
import { playCallCentre } from "./call-centre.ts";
import type { PlainStream } from "./long-run.ts";
import type { Pool } from "./one-pool-model.ts";
import { plainCentre } from "./plain-centre.ts";
import { differences } from "./same-calls.ts";

const CALLS = 60_000;
const ROOM_FOR_ALL = 1_000_000;

/** What the model and theory have in common says nothing of the routing core unless it does the same with every single call. */
export function expectSameCalls(seed: number, stream: PlainStream, pool: Pool): void {
  const room = Number.isFinite(pool.roomMax) ? pool.roomMax : ROOM_FOR_ALL;
  const queue = `q max ${room} promotes ${pool.promotesAfter}`;
  const options = plainCentre(CALLS, pool.agents, queue, { ...stream, headStartS: pool.headStart });
  const { calls, problems } = playCallCentre({ ...options, seed });
  expect(problems).toEqual([]);
  expect(differences(calls, pool)).toEqual([]);
}
