/** What comes in, in order of arrival: times in any one unit. */
export interface Arrivals {
  readonly at: Float64Array;
  /** What the call takes once it is answered. */
  readonly handling: Float64Array;
  /** Infinity: never hangs up. */
  readonly patience: Float64Array;
  /** 1: a VIP, who has the pool's head start. */
  readonly isVip: Uint8Array;
}

export interface Pool {
  readonly agents: number;
  /** Infinity: strict priority. */
  readonly headStart: number;
  /** Whoever has waited for so long is served before everybody who has waited for less. */
  readonly promotesAfter: number;
  /** So many may wait; Infinity: all. Only where nobody hangs up. */
  readonly roomMax: number;
}

export const ANSWERED = 1;
export const ABANDONED = 2;
export const REFUSED = 3;

export interface Fates {
  /** Of each call ANSWERED, ABANDONED or REFUSED. */
  readonly outcome: Uint8Array;
  readonly wait: Float64Array;
}

/**
 * M/M/n, M/M/n+M and M/M/n/k as their textbooks have them, with two classes: agents alike, whoever is free takes the next one.
 * Nothing of the routing core is in it: two lines in order of arrival, a heap of the times at which agents become free, and
 * whoever has hung up by then is passed over. It plays some two million calls a second, and the same calls as the core did.
 */
export function playOnePool(arrivals: Arrivals, pool: Pool): Fates {
  return new OnePool(arrivals, pool).play();
}

class OnePool {
  readonly #in: Arrivals;
  readonly #pool: Pool;
  readonly #fates: Fates;
  /** Normal callers, VIPs: places in `#in`, from `head` to `tail`. */
  readonly #lines: readonly Int32Array[];
  readonly #head = [0, 0];
  readonly #tail = [0, 0];
  /** Heap by the time an agent becomes free, and where that is the same by the time it was decided. */
  readonly #freeAt: Float64Array;
  readonly #since: Float64Array;
  #busy = 0;

  constructor(arrivals: Arrivals, pool: Pool) {
    const { length } = arrivals.at;
    this.#in = arrivals;
    this.#pool = pool;
    this.#fates = { outcome: new Uint8Array(length), wait: new Float64Array(length) };
    this.#lines = [new Int32Array(length), new Int32Array(length)];
    this.#freeAt = new Float64Array(pool.agents + 1);
    this.#since = new Float64Array(pool.agents + 1);
  }

  play(): Fates {
    const { at, isVip, patience } = this.#in;
    const { agents, roomMax } = this.#pool;
    for (let call = 0; call < at.length; call += 1) {
      const now = at[call] ?? 0;
      this.#until(now, call === 0 ? 0 : (at[call - 1] ?? 0));
      // Gone before anybody can pick up.
      if (patience[call] === 0) this.#fates.outcome[call] = ABANDONED;
      else if (this.#busy < agents) this.#answer(call, now);
      else if (this.#waiting >= roomMax) this.#fates.outcome[call] = REFUSED;
      else {
        const line = isVip[call] ?? 0;
        const tail = this.#tail[line] ?? 0;
        const places = this.#lines[line];
        if (places !== undefined) places[tail] = call;
        this.#tail[line] = tail + 1;
      }
    }
    this.#until(Number.POSITIVE_INFINITY, 0);
    return this.#fates;
  }

  get #waiting(): number {
    const [normal = 0, vip = 0] = this.#tail;
    const [normalHead = 0, vipHead = 0] = this.#head;
    return normal - normalHead + vip - vipHead;
  }

  /** Everything up to `now`; what happens in that very moment, too, where it was decided before `decidedAt`. */
  #until(now: number, decidedAt: number): void {
    while (this.#busy > 0) {
      const free = this.#freeAt[0] ?? 0;
      if (free > now || (free === now && (this.#since[0] ?? 0) >= decidedAt)) return;
      this.#pop();
      const next = this.#next(free);
      if (next >= 0) this.#answer(next, free);
    }
  }

  #answer(call: number, now: number): void {
    this.#fates.outcome[call] = ANSWERED;
    this.#fates.wait[call] = now - (this.#in.at[call] ?? 0);
    this.#push(now + (this.#in.handling[call] ?? 0), now);
  }

  /** Who is served next; -1: nobody waits. */
  #next(now: number): number {
    const normal = this.#first(0, now);
    const vip = this.#first(1, now);
    if (normal < 0 || vip < 0) return this.#take(normal < 0 ? 1 : 0, Math.max(normal, vip));
    const { headStart, promotesAfter } = this.#pool;
    const [normalAt, vipAt] = [this.#in.at[normal] ?? 0, this.#in.at[vip] ?? 0];
    const [isNormalPromoted, isVipPromoted] = [now - normalAt >= promotesAfter, now - vipAt >= promotesAfter];
    if (isNormalPromoted !== isVipPromoted) return isVipPromoted ? this.#take(1, vip) : this.#take(0, normal);
    const counts = vipAt - (isVipPromoted ? 0 : headStart);
    // In one moment: whoever has waited longer, and of two who came together the one who was taken in first.
    const vipFirst = counts < normalAt || (counts === normalAt && vip < normal);
    return vipFirst ? this.#take(1, vip) : this.#take(0, normal);
  }

  #take(line: number, call: number): number {
    if (call >= 0) this.#head[line] = (this.#head[line] ?? 0) + 1;
    return call;
  }

  /** First of a line, after those who have hung up; who does so in this very moment has not been answered. */
  #first(line: number, now: number): number {
    const { at, patience } = this.#in;
    const tail = this.#tail[line] ?? 0;
    for (let head = this.#head[line] ?? 0; head < tail; head += 1) {
      this.#head[line] = head;
      const call = this.#lines[line]?.[head] ?? 0;
      const waits = patience[call] ?? 0;
      if ((at[call] ?? 0) + waits > now) return call;
      this.#fates.outcome[call] = ABANDONED;
      this.#fates.wait[call] = waits;
    }
    this.#head[line] = tail;
    return -1;
  }

  #push(freeAt: number, since: number): void {
    let place = this.#busy;
    this.#busy += 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#freeAt[parent] ?? 0;
      if (above < freeAt || (above === freeAt && (this.#since[parent] ?? 0) <= since)) break;
      this.#freeAt[place] = above;
      this.#since[place] = this.#since[parent] ?? 0;
      place = parent;
    }
    this.#freeAt[place] = freeAt;
    this.#since[place] = since;
  }

  #pop(): void {
    this.#busy -= 1;
    const freeAt = this.#freeAt[this.#busy] ?? 0;
    const since = this.#since[this.#busy] ?? 0;
    let place = 0;
    for (let child = 1; child < this.#busy; child = 2 * place + 1) {
      if (child + 1 < this.#busy && this.#isBefore(child + 1, child)) child += 1;
      const below = this.#freeAt[child] ?? 0;
      if (freeAt < below || (freeAt === below && since <= (this.#since[child] ?? 0))) break;
      this.#freeAt[place] = below;
      this.#since[place] = this.#since[child] ?? 0;
      place = child;
    }
    this.#freeAt[place] = freeAt;
    this.#since[place] = since;
  }

  #isBefore(a: number, b: number): boolean {
    const [first, second] = [this.#freeAt[a] ?? 0, this.#freeAt[b] ?? 0];
    return first < second || (first === second && (this.#since[a] ?? 0) < (this.#since[b] ?? 0));
  }
}
