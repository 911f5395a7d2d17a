import type { CallRecord } from "./call-centre-options.ts";

/** One queue, agents alike who take the next caller at once; milliseconds. */
export interface Turns {
  readonly agents: number;
  readonly headStartMs: number;
  /** T_max. */
  readonly promotesMs: number;
}

interface Served {
  readonly isVip: boolean;
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly handlingMs: number;
}

export interface Account {
  /** Waits that are not made of what may be in them; empty: every wait is explained to the millisecond. */
  readonly problems: readonly string[];
  /** Of callers who waited longer than T_max, each checked against its bound. */
  readonly promoted: number;
  /** By class: the longest wait, and the longest that any caller of it could have had, by who was there and who came. */
  readonly longest: Readonly<Record<"vip" | "normal", { readonly waitMs: number; readonly boundMs: number }>>;
}

const PROBLEMS_MAX = 5;
/** Times are whole numbers or nearly so; a caller too many is thousands. */
const ROUNDING_MS = 0.01;

/**
 * Of what each wait was made. While somebody waits all agents work, so agents x wait is exactly the work done meanwhile: what was left of
 * the calls in progress, and the calls taken before theirs, less what is left when they are answered. Nobody starves, since of those
 * calls each is either of somebody who came earlier, or of a VIP who came within the head start and was taken before T_max had passed. From
 * T_max on only those who came earlier are left, of whom there are no more: wait = T_max + their work / agents.
 */
export function accountOf(calls: readonly CallRecord[], turns: Turns): Account {
  const { agents, promotesMs } = turns;
  const served = calls.flatMap((call) => servedOf(call)).sort((a, b) => a.start - b.start);
  const problems: string[] = [];
  const longest = { vip: { waitMs: 0, boundMs: 0 }, normal: { waitMs: 0, boundMs: 0 } };
  let promoted = 0;
  for (const caller of served) {
    const waitMs = caller.start - caller.at;
    if (waitMs === 0) continue;
    const before = served.filter(({ start }) => start > caller.at && start < caller.start);
    const wrong = before.find((other) => !mayGoFirst(other, caller, turns));
    if (wrong !== undefined) problems.push(`${named(caller)} was passed by ${named(wrong)}`);
    const own = longest[caller.isVip ? "vip" : "normal"];
    own.waitMs = Math.max(own.waitMs, waitMs);
    own.boundMs = Math.max(own.boundMs, boundOf(caller, served, turns));
    problems.push(...unexplained(caller, caller.at, before, served, agents));
    if (waitMs <= promotesMs) continue;
    promoted += 1;
    const promotedAt = caller.at + promotesMs;
    const older = before.filter(({ at, start }) => at <= caller.at && start > promotedAt);
    problems.push(...unexplained(caller, promotedAt, older, served, agents));
    if (problems.length > PROBLEMS_MAX) break;
  }
  return { problems: problems.slice(0, PROBLEMS_MAX), promoted, longest };
}

function servedOf({ outcome, isVip, arrivedAt, waitMs, handlingMs }: CallRecord): readonly Served[] {
  if (outcome !== "answered" || handlingMs === null) return [];
  const start = arrivedAt + waitMs;
  return [{ isVip, at: arrivedAt, start, end: start + handlingMs, handlingMs }];
}

function mayGoFirst(other: Served, caller: Served, { headStartMs, promotesMs }: Turns): boolean {
  if (other.at <= caller.at) return true;
  const isInTime = other.at - caller.at < headStartMs && other.start - caller.at < promotesMs;
  return other.isVip && !caller.isVip && isInTime;
}

/** Between `from` and the answer all agents worked, on these calls and on those in progress: nothing else, and nobody sat idle. */
function unexplained(
  caller: Served,
  from: number,
  taken: readonly Served[],
  served: readonly Served[],
  agents: number,
): readonly string[] {
  const workMs = leftAt(from, served) + sum(taken) - leftAt(caller.start, served, true);
  const waitedMs = caller.start - from;
  if (Math.abs(workMs - agents * waitedMs) <= ROUNDING_MS * agents) return [];
  return [`${named(caller)}: ${agents} agents, ${waitedMs} ms of waiting, ${workMs} ms of work`];
}

/** Of calls in progress at this moment; `isBefore`: without those taken in it. */
function leftAt(moment: number, served: readonly Served[], isBefore = false): number {
  let leftMs = 0;
  for (const { start, end } of served) {
    if (start > moment) break;
    if (end > moment && !(isBefore && start === moment)) leftMs += end - moment;
  }
  return leftMs;
}

/** Known without knowing what the core did: the backlog ahead on arrival, and the VIPs who may still pass. */
function boundOf(caller: Served, served: readonly Served[], { agents, headStartMs, promotesMs }: Turns): number {
  const ahead = served.filter(({ at, start }) => at <= caller.at && start > caller.at);
  const passMs = caller.isVip ? 0 : Math.min(headStartMs, promotesMs);
  const mayPass = served.filter(({ isVip, at }) => isVip && at > caller.at && at - caller.at < passMs);
  return (leftAt(caller.at, served) + sum(ahead.filter((one) => one !== caller)) + sum(mayPass)) / agents;
}

function sum(calls: readonly Served[]): number {
  return calls.reduce((total, { handlingMs }) => total + handlingMs, 0);
}

function named({ isVip, at, start }: Served): string {
  return `${isVip ? "VIP" : "caller"} of ${at} ms, served at ${start} ms`;
}
