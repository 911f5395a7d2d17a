import type { Wallboard, WallboardAgent, WallboardChange, WallboardQueue } from "./wallboard-schemas.ts";

/** Of a board, by id, to be compared: written once, however many boards it is compared with. */
interface RowTexts {
  readonly queues: ReadonlyMap<string, string>;
  readonly agents: ReadonlyMap<string, string>;
}
const texts = new WeakMap<Wallboard, RowTexts>();

const queueIdOf = (row: WallboardQueue): WallboardQueue["queueId"] => row.queueId;
const agentIdOf = (row: WallboardAgent): WallboardAgent["status"]["agentId"] => row.status.agentId;

/** What makes `after` of `before`; null: more than half of the rows are new, and the whole board is as short. */
export function changeBetween(before: Wallboard, after: Wallboard): WallboardChange | null {
  const [old, now] = [textsOf(before), textsOf(after)];
  const queues = after.queues.filter((row) => old.queues.get(row.queueId) !== now.queues.get(row.queueId));
  const agents = after.agents.filter((row) => old.agents.get(agentIdOf(row)) !== now.agents.get(agentIdOf(row)));
  if (2 * (queues.length + agents.length) > after.queues.length + after.agents.length) return null;
  const { seq, serverNow, dayStartedAt, pbxConnected, inIvr } = after;
  return {
    ...{ seq, serverNow, dayStartedAt, pbxConnected, inIvr },
    since: before.seq,
    queues,
    agents,
    queueIds: isSameOrder(old.queues, now.queues) ? null : after.queues.map(queueIdOf),
    agentIds: isSameOrder(old.agents, now.agents) ? null : after.agents.map(agentIdOf),
  };
}

/** Rows that did not change are the very same objects. null: these are changes of another board than this one. */
export function withChange(board: Wallboard, change: WallboardChange): Wallboard | null {
  const { since, queueIds, agentIds, ...rest } = change;
  if (since !== board.seq) return null;
  const queues = merged(board.queues, change.queues, queueIdOf, queueIds);
  const agents = merged(board.agents, change.agents, agentIdOf, agentIds);
  return queues === null || agents === null ? null : { ...rest, queues, agents };
}

function merged<Row, Id extends string>(
  before: readonly Row[],
  changed: readonly Row[],
  idOf: (row: Row) => Id,
  order: readonly Id[] | null,
): Row[] | null {
  const rows = new Map([...before, ...changed].map((row) => [idOf(row), row]));
  const inOrder = (order ?? before.map(idOf)).flatMap((id) => rows.get(id) ?? []);
  const isComplete = order === null ? rows.size === before.length : inOrder.length === order.length;
  return isComplete ? inOrder : null;
}

function isSameOrder(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean {
  if (before.size !== after.size) return false;
  const ids = before.keys();
  for (const id of after.keys()) if (ids.next().value !== id) return false;
  return true;
}

function textsOf(board: Wallboard): RowTexts {
  const known = texts.get(board);
  if (known !== undefined) return known;
  const made = {
    queues: new Map(board.queues.map((row) => [row.queueId, JSON.stringify(row)])),
    agents: new Map(board.agents.map((row) => [agentIdOf(row), JSON.stringify(row)])),
  };
  texts.set(board, made);
  return made;
}
