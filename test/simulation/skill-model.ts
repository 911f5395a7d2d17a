export interface SkilledAgent {
  /** Kind of call whose agent this is. */
  readonly first: number;
  /** Kinds they take when nobody of their own kind waits. */
  readonly others: readonly number[];
}

/** In order of arrival, times in any one unit. */
export interface TypedArrivals {
  readonly at: Float64Array;
  readonly type: Uint8Array;
  readonly handling: Float64Array;
}

export interface TypedFates {
  readonly refused: Uint8Array;
  /** Until answered. */
  readonly wait: Float64Array;
}

/**
 * Wallace and Whitt's centre as their paper has it, with nothing of the routing core in it: a call takes the longest idle agent of
 * its kind, else the longest idle one who knows it too; an agent takes who waits longest of their own kind, else of the others
 * they know. `agents` stand in the order that decides between those who became idle in one moment.
 */
export function playSkilled(
  arrivals: TypedArrivals,
  agents: readonly SkilledAgent[],
  types: number,
  linesMax: number,
): TypedFates {
  return new SkilledCentre(arrivals, agents, types, linesMax).play();
}

const NEVER = Number.POSITIVE_INFINITY;

class SkilledCentre {
  readonly #in: TypedArrivals;
  readonly #agents: readonly SkilledAgent[];
  readonly #types: number;
  readonly #linesMax: number;
  readonly #fates: TypedFates;
  /** By kind, places in `#in`, from `head` to `tail`. */
  readonly #lines: readonly Int32Array[];
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  /** By kind and agent: 2 where it is theirs, 1 where they know it, too. */
  readonly #ranks: Uint8Array;
  readonly #idleSince: Float64Array;
  readonly #busyUntil: Float64Array;
  readonly #busySince: Float64Array;
  /** Who becomes free next. */
  #earliest = 0;
  #busy = 0;
  #inside = 0;

  constructor(arrivals: TypedArrivals, agents: readonly SkilledAgent[], types: number, linesMax: number) {
    const { length } = arrivals.at;
    this.#in = arrivals;
    this.#agents = agents;
    this.#types = types;
    this.#linesMax = linesMax;
    this.#fates = { refused: new Uint8Array(length), wait: new Float64Array(length) };
    this.#lines = Array.from({ length: types }, () => new Int32Array(length));
    this.#head = new Int32Array(types);
    this.#tail = new Int32Array(types);
    this.#ranks = new Uint8Array(types * agents.length);
    for (const [agent, { first, others }] of agents.entries()) {
      this.#ranks[first * agents.length + agent] = 2;
      for (const kind of others) this.#ranks[kind * agents.length + agent] = 1;
    }
    this.#idleSince = new Float64Array(agents.length);
    this.#busyUntil = new Float64Array(agents.length).fill(NEVER);
    this.#busySince = new Float64Array(agents.length);
  }

  play(): TypedFates {
    const { at, type } = this.#in;
    /** Of the same kind, the arrival before: then it was decided when this one comes. */
    const arrivedBefore = new Float64Array(this.#types);
    for (let call = 0; call < at.length; call += 1) {
      const now = at[call] ?? 0;
      const kind = type[call] ?? 0;
      this.#until(now, arrivedBefore[kind] ?? 0);
      arrivedBefore[kind] = now;
      if (this.#inside >= this.#linesMax) this.#fates.refused[call] = 1;
      else this.#arrive(call, kind, now);
    }
    this.#until(Number.MAX_VALUE, 0);
    return this.#fates;
  }

  #arrive(call: number, kind: number, now: number): void {
    this.#inside += 1;
    const agent = this.#longestIdle(kind);
    if (agent >= 0) return this.#answer(call, agent, now);
    const line = this.#lines[kind];
    const tail = this.#tail[kind] ?? 0;
    if (line !== undefined) line[tail] = call;
    this.#tail[kind] = tail + 1;
  }

  /** Everything up to `now`; what happens in that very moment, too, where it was decided before `decidedAt`. */
  #until(now: number, decidedAt: number): void {
    for (;;) {
      const place = this.#earliest;
      const free = this.#busyUntil[place] ?? 0;
      const agent = this.#agents[place];
      if (agent === undefined || free > now || (free === now && (this.#busySince[place] ?? 0) >= decidedAt)) return;
      this.#inside -= 1;
      this.#busy -= 1;
      const kind = this.#nextKind(agent);
      if (kind < 0) {
        this.#busyUntil[place] = NEVER;
        this.#idleSince[place] = free;
      } else {
        const head = this.#head[kind] ?? 0;
        this.#head[kind] = head + 1;
        this.#answer(this.#lines[kind]?.[head] ?? 0, place, free);
      }
      this.#earliest = this.#nextFree();
    }
  }

  #answer(call: number, agent: number, now: number): void {
    this.#fates.wait[call] = now - (this.#in.at[call] ?? 0);
    const until = now + (this.#in.handling[call] ?? 0);
    this.#busyUntil[agent] = until;
    this.#busySince[agent] = now;
    this.#idleSince[agent] = NEVER;
    this.#busy += 1;
    if (agent !== this.#earliest && until < (this.#busyUntil[this.#earliest] ?? 0)) this.#earliest = agent;
  }

  /** -1: nobody idle knows it. Those whose kind it is come first. */
  #longestIdle(kind: number): number {
    const { length } = this.#agents;
    let found = -1;
    let best = 0;
    let since = NEVER;
    for (let agent = 0; agent < length && this.#busy < length; agent += 1) {
      const idle = this.#idleSince[agent] ?? 0;
      const rank = this.#ranks[kind * length + agent] ?? 0;
      if (rank === 0 || idle === NEVER || rank < best || (rank === best && idle >= since)) continue;
      found = agent;
      best = rank;
      since = idle;
    }
    return found;
  }

  /** The kind of whom this agent takes next; -1: nobody waits whom they know. */
  #nextKind({ first, others }: SkilledAgent): number {
    if (this.#firstOf(first) !== NEVER) return first;
    let found = -1;
    let earliest = NEVER;
    for (const kind of others) {
      const call = this.#firstOf(kind);
      if (call >= earliest) continue;
      found = kind;
      earliest = call;
    }
    return found;
  }

  #firstOf(kind: number): number {
    const head = this.#head[kind] ?? 0;
    return head < (this.#tail[kind] ?? 0) ? (this.#lines[kind]?.[head] ?? 0) : NEVER;
  }

  #nextFree(): number {
    let found = 0;
    for (let agent = 1; agent < this.#agents.length; agent += 1) {
      const until = this.#busyUntil[agent] ?? 0;
      const earliest = this.#busyUntil[found] ?? 0;
      const isSooner = until === earliest && (this.#busySince[agent] ?? 0) < (this.#busySince[found] ?? 0);
      if (until < earliest || isSooner) found = agent;
    }
    return found;
  }
}
