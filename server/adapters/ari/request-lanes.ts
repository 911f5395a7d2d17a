import { AriError } from "./ari-error.ts";
import type { AriOperationName, AriRequest } from "./ari-request.ts";
import type { AriReply } from "./pending-requests.ts";

/** One connection that serves its requests one after the other, in the order they were sent. */
export interface RequestLane {
  send(request: AriRequest): Promise<AriReply>;
}

/** The lane of what goes over HTTP. */
const HTTP = -1;

interface Entry {
  readonly lane: number;
  /** Undefined once it has been sent. */
  started: Promise<void> | undefined;
  /** Answered, refused or timed out. Never rejects. */
  done: Promise<void>;
}

/** Playbacks and recordings of whose channel is remembered: more than ever run at once; the oldest are over. */
const MADE_MAX = 10_000;
/** Beyond this a turn's requests are no longer those of one call. */
const TURN_LOAD_MAX = 8;
/**
 * Their replies grow with the calls and the agents there are. Asterisk builds a WebSocket message on the stack of its connection
 * (`__ast_websocket_write`, half a megabyte): the list of 500 channels kills it and every call with it. HTTP has no such bound.
 */
const LISTS: ReadonlySet<AriOperationName> = new Set([
  "channels.list",
  "bridges.list",
  "endpoints.listByTech",
  // Answered with all that is subscribed to.
  "applications.subscribe",
]);

/**
 * Requests over several connections. Asterisk serves the requests of one connection one by one (a millisecond each, since many wait
 * for the channel's own thread), so sixty calls at once would stand in line for each other. Here only those stand in line that
 * concern each other: a request is served after all earlier ones that name one of its channels, bridges, playbacks or objects;
 * one that names none (a list) after all earlier ones; and a change that names none before all later ones, too. As far as anybody can tell
 * from the answers, the order is that of the calls.
 *
 *   names pending on one lane  -> that lane, at once (the lane keeps the order)
 *   pending on several         -> one of them, when the others have answered
 *   none pending               -> the lane this turn of the event loop has used already, else the one with the least to do
 *   a list                     -> over HTTP, when everything before it is answered
 */
export class RequestLanes {
  readonly #lanes: readonly RequestLane[];
  readonly #http: RequestLane;
  readonly #load: number[];
  readonly #waitMaxMs: number;
  readonly #last = new Map<string, Entry>();
  readonly #all = new Set<Entry>();
  /** The last change that names nothing: everything after it waits for it. */
  #wall: Entry | undefined;
  /** Who is in a bridge: destroying it concerns them. */
  readonly #members = new Map<string, Set<string>>();
  /** On which channel a playback or recording was begun: to stop it concerns that channel. */
  readonly #madeOn = new Map<string, string>();
  #turnLane: number | undefined;

  /** @param waitMaxMs a request that could not be sent for this long is rejected, as one without an answer is */
  constructor(lanes: readonly RequestLane[], http: RequestLane, waitMaxMs: number) {
    this.#lanes = lanes;
    this.#http = http;
    this.#load = lanes.map(() => 0);
    this.#waitMaxMs = waitMaxMs;
  }

  /** Rejects with AriError timeout or unavailable, as the lane does. */
  send(request: AriRequest): Promise<AriReply> {
    const names = this.#namesOf(request);
    const before = this.#before(names);
    const lane = LISTS.has(request.operation) ? HTTP : this.#choose(before);
    const entry: Entry = { lane, started: undefined, done: Promise.resolve() };
    const blockers = before.flatMap((earlier) => (earlier.lane === lane ? (earlier.started ?? []) : earlier.done));
    const reply =
      blockers.length === 0 ? this.#sendOn(lane, request) : this.#sendAfter(Promise.all(blockers), entry, request);
    this.#register(entry, request, names, reply);
    return reply;
  }

  #sendOn(lane: number, request: AriRequest): Promise<AriReply> {
    const connection = lane === HTTP ? this.#http : this.#lanes[lane];
    return connection
      ? connection.send(request)
      : Promise.reject(new AriError("unavailable", 0, request.operation, "no connection for requests"));
  }

  #sendAfter(blockers: Promise<unknown>, entry: Entry, request: AriRequest): Promise<AriReply> {
    let sent = (): void => undefined;
    entry.started = new Promise((resolve) => {
      sent = resolve;
    });
    let limit: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      const error = new AriError("timeout", 0, request.operation, "requests before it were not answered in time");
      limit = setTimeout(() => reject(error), this.#waitMaxMs);
    });
    return Promise.race([blockers, tooLate])
      .then(() => {
        const reply = this.#sendOn(entry.lane, request);
        // Those behind it on this lane may follow at once.
        entry.started = undefined;
        sent();
        return reply;
      })
      .finally(() => {
        clearTimeout(limit);
        sent();
      });
  }

  #register(entry: Entry, request: AriRequest, names: readonly string[], reply: Promise<unknown>): void {
    this.#addLoad(entry.lane, 1);
    this.#all.add(entry);
    for (const name of names) this.#last.set(name, entry);
    if (names.length === 0 && request.method !== "GET") this.#wall = entry;
    entry.done = reply.then(ignore, ignore).then(() => {
      this.#addLoad(entry.lane, -1);
      this.#all.delete(entry);
      for (const name of names) if (this.#last.get(name) === entry) this.#last.delete(name);
      if (this.#wall === entry) this.#wall = undefined;
    });
  }

  #addLoad(lane: number, change: 1 | -1): void {
    if (lane !== HTTP) this.#load[lane] = (this.#load[lane] ?? 0) + change;
  }

  /** What has to be served first. */
  #before(names: readonly string[]): readonly Entry[] {
    if (names.length === 0) return [...this.#all];
    const found = new Set<Entry>();
    if (this.#wall) found.add(this.#wall);
    for (const name of names) {
      const earlier = this.#last.get(name);
      if (earlier) found.add(earlier);
    }
    return [...found];
  }

  #choose(before: readonly Entry[]): number {
    const first = before.find((earlier) => earlier.lane !== HTTP);
    if (first) return first.lane;
    const inTurn = this.#turnLane;
    if (inTurn !== undefined && (this.#load[inTurn] ?? 0) < TURN_LOAD_MAX) return inTurn;
    const lane = this.#load.indexOf(Math.min(...this.#load));
    if (inTurn === undefined) {
      process.nextTick(() => {
        this.#turnLane = undefined;
      });
    }
    this.#turnLane = lane;
    return lane;
  }

  /**
   * The request's own names; of a bridge that is destroyed the members, who are put out by it; of a playback or recording that is
   * stopped the channel, where something else may be asked for next. None: it may concern anybody.
   */
  #namesOf({ operation, names }: AriRequest): readonly string[] {
    const [bridge = ""] = names;
    switch (operation) {
      case "channels.playWithId":
      case "channels.record":
        this.#rememberMade(names);
        return names;
      case "playbacks.stop":
      case "recordings.stop": {
        const [made = ""] = names;
        const channel = this.#madeOn.get(made);
        // Of an earlier run of the server: its channel is not known here.
        return channel === undefined ? names : [made, channel];
      }
      case "bridges.createWithId":
        this.#members.set(bridge, new Set());
        return names;
      case "bridges.addChannel":
        for (const channel of names.slice(1)) this.#members.get(bridge)?.add(channel);
        return names;
      case "bridges.removeChannel":
        for (const channel of names.slice(1)) this.#members.get(bridge)?.delete(channel);
        return names;
      case "bridges.destroy": {
        const members = this.#members.get(bridge);
        this.#members.delete(bridge);
        // Made by an earlier run of the server: nobody here knows whom it concerns.
        return members ? [bridge, ...members] : [];
      }
      default:
        return names;
    }
  }

  #rememberMade([channel = "", made = ""]: readonly string[]): void {
    if (this.#madeOn.size >= MADE_MAX) {
      const oldest = this.#madeOn.keys().next();
      if (oldest.done !== true) this.#madeOn.delete(oldest.value);
    }
    this.#madeOn.set(made, channel);
  }
}

const ignore = (): void => undefined;
