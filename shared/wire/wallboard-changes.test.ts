import fc from "fast-check";
import { expect, test } from "vitest";
import { BOARD } from "../../test/contract/examples.ts";
import { changeBetween, withChange } from "./wallboard-changes.ts";
import type { Wallboard } from "./wallboard-schemas.ts";

const first = <T>([row]: readonly T[]): T => row ?? expect.fail("the example has rows");
const QUEUE = first(BOARD.queues);
const AGENT = first(BOARD.agents);

type Row = readonly [id: number, figure: number];
function boardOf(seq: number, queues: readonly Row[], agents: readonly Row[]): Wallboard {
  return {
    ...BOARD,
    seq,
    serverNow: BOARD.serverNow + seq,
    queues: queues.map(([id, waiting]) => ({ ...QUEUE, queueId: `q${id}` as typeof QUEUE.queueId, waiting })),
    agents: agents.map(([id, handledToday]) => ({
      ...AGENT,
      status: { ...AGENT.status, agentId: `a${id}` as typeof AGENT.status.agentId },
      handledToday,
    })),
  };
}
const rows = fc.uniqueArray(fc.tuple(fc.nat(12), fc.nat(2)), { selector: ([id]) => id, maxLength: 12 });

test("whatever comes, goes, changes or moves: the old board with the change is the new board", () => {
  fc.assert(
    fc.property(rows, rows, rows, rows, (queues, agents, newQueues, newAgents) => {
      const [before, after] = [boardOf(1, queues, agents), boardOf(2, newQueues, newAgents)];
      const change = changeBetween(before, after);
      expect(change === null ? after : withChange(before, change)).toEqual(after);
    }),
  );
});

test("of a thousand agents one takes a call: one row is sent, and the others stay the same objects", () => {
  const agents = Array.from({ length: 1_000 }, (_, id): Row => [id, 0]);
  const [before, after] = [boardOf(1, [[1, 0]], agents), boardOf(2, [[1, 0]], agents.with(500, [500, 1]))];
  const change = changeBetween(before, after);
  expect(JSON.stringify(change).length).toBeLessThan(1_000);
  const merged = change === null ? null : withChange(before, change);
  expect(merged?.agents.filter((row, index) => row !== before.agents[index])).toEqual([after.agents[500]]);
});

test("most rows are new: the whole board is as short", () => {
  expect(changeBetween(boardOf(1, [[1, 0]], []), boardOf(2, [[1, 1]], [[7, 0]]))).toBeNull();
});

test("a change of another board, or one that names a row nobody has, is not taken", () => {
  const board = boardOf(1, [[1, 0]], [[1, 0]]);
  const change = { ...board, seq: 3, since: 2, queues: [], agents: [], queueIds: null, agentIds: null };
  expect(withChange(board, change)).toBeNull();
  const stranger = first(boardOf(1, [[9, 0]], []).queues);
  expect(withChange(board, { ...change, since: 1, queueIds: [stranger.queueId] })).toBeNull();
  expect(withChange(board, { ...change, since: 1, queues: [stranger] })).toBeNull();
});
