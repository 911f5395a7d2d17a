import type { RecordKeeping } from "../../ports/record-keeping.ts";
import { AriError } from "./ari-error.ts";
import { AriHttp } from "./ari-http.ts";
import { ariRequest, type AriOperationName, type AriRequest } from "./ari-request.ts";
import { AriSocket } from "./ari-socket.ts";
import type { AriEvent, AriOperations } from "./ari-types.generated.ts";
import { EventQueue } from "./event-queue.ts";
import type { AriReply } from "./pending-requests.ts";
import { RequestLanes } from "./request-lanes.ts";

export interface AriClientOptions {
  /** `http://host:port[/prefix]`, without `/ari`. */
  readonly httpUrl: string;
  readonly user: string;
  readonly secret: string;
  /** Stasis application. */
  readonly app: string;
  /** Events, in order, never from within a call of this client. */
  readonly onEvent: (event: AriEvent) => void;
  /** Connected means: the socket is open, filters and subscriptions are set. */
  readonly onConnected: (state: { readonly version: string; readonly transport: "websocket" | "http" }) => void;
  /** The connection was lost, or (before the first) could not be made; another attempt is already planned. */
  readonly onDisconnected: (reason: string) => void;
  /** 0 <= n < 1, for jitter. */
  readonly random: () => number;
  /** Events not to be sent; an allow-list would swallow RESTResponse too. */
  readonly deniedEvents?: readonly string[];
  /** Event sources, e.g. `deviceState:` for all devices: subscribed again after every connect. */
  readonly subscriptions?: readonly string[];
  /** What a request rests on is on the disk before the request leaves. */
  readonly records?: RecordKeeping;
  readonly requestTimeoutMs?: number;
  readonly pingIntervalMs?: number;
  readonly backoffMinMs?: number;
  readonly backoffMaxMs?: number;
}

const REQUEST_TIMEOUT_MS = 3_000;
const PING_INTERVAL_MS = 1_200;
const BACKOFF_MIN_MS = 100;
const BACKOFF_MAX_MS = 2_000;
/** Longer after another program took the application over: two servers must not fight for it several times a second. */
const REPLACED_BACKOFF_MS = 15_000;
const PROBE_TIMEOUT_MS = 1_500;
const EVENTS_MAX = 20_000;
/** Connections that requests are spread over, the event socket among them: each serves a thousand a second, one after the other. */
const LANES = 4;

/**
 *   idle --start--> connecting --ok--> connected --lost--> waiting --backoff--> connecting ...
 *                       |  fails                             ^
 *                       +------------------------------------+          stop: -> idle from anywhere
 */
export class AriClient {
  readonly #options: AriClientOptions;
  readonly #http: AriHttp;
  readonly #events: EventQueue<AriEvent>;
  #socket: AriSocket | undefined;
  /** Undefined while requests go over HTTP. */
  #lanes: RequestLanes | undefined;
  #laneSockets: readonly AriSocket[] = [];
  #attempts = 0;
  #retry: NodeJS.Timeout | undefined;
  #running = false;

  constructor(options: AriClientOptions) {
    this.#options = options;
    this.#http = new AriHttp({ ...options, requestTimeoutMs: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS });
    this.#events = new EventQueue(
      (event) => this.#options.onEvent(event),
      () => this.#socket?.close("events came faster than they were handled"),
      EVENTS_MAX,
    );
  }

  /** Begins connecting and goes on for ever. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#connect();
  }

  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#retry);
    this.#socket?.close("stopped");
    await this.#http.close();
  }

  /**
   * One operation. Requests go over the socket, where Asterisk serves them in the order of the calls; over HTTP lists (request-lanes),
   * and all while the socket is down or cannot take requests. Rejects with AriError; a status >= 400 is a rejection too.
   */
  async call<Name extends AriOperationName>(
    operation: Name,
    params: AriOperations[Name]["params"],
  ): Promise<AriOperations[Name]["result"]> {
    const request = ariRequest(operation, params);
    const reply = await this.#send(request);
    if (reply.status >= 400 || reply.status < 200) {
      throw new AriError("status", reply.status, operation, reasonOf(reply));
    }
    return parseResult<AriOperations[Name]["result"]>(reply.body);
  }

  /** A file; always over HTTP, which alone can carry one. Rejects as `call` does. */
  download<Name extends AriOperationName>(
    operation: Name,
    params: AriOperations[Name]["params"],
    bytesMax: number,
  ): Promise<Uint8Array> {
    return this.#http.download(ariRequest(operation, params), bytesMax);
  }

  #send(request: AriRequest): Promise<AriReply> {
    this.#options.records?.settle();
    return this.#lanes ? this.#lanes.send(request) : this.#http.send(request);
  }

  #connect(): void {
    let replaced = false;
    AriSocket.open({
      ...this.#socketOptions(),
      app: this.#options.app,
      onEvent: (event) => {
        if (event.type === "ApplicationReplaced") {
          replaced = true;
          this.#socket?.close("another program has taken over the Stasis application");
        } else {
          this.#events.push(event);
        }
      },
      onClose: (reason) => {
        this.#socket = undefined;
        this.#lanes = undefined;
        for (const lane of this.#laneSockets) lane.close(reason);
        this.#lost(reason, replaced ? REPLACED_BACKOFF_MS : 0);
      },
    }).then(
      (socket) => {
        this.#socket = socket;
        if (!this.#running) socket.close("stopped");
        else this.#setUp(socket).catch((error: unknown) => socket.close(messageOf(error)));
      },
      (error: unknown) => this.#lost(messageOf(error), 0),
    );
  }

  async #setUp(socket: AriSocket): Promise<void> {
    const options = this.#options;
    const takes = await takesRequests(socket);
    // Closed meanwhile: onClose has already planned the next attempt.
    if (this.#socket !== socket) return;
    if (takes && !(await this.#openLanes(socket))) return;
    const info = await this.call("asterisk.getInfo", { only: "system" });
    if (options.deniedEvents !== undefined) {
      const disallowed = options.deniedEvents.map((type) => ({ type }));
      await this.call("applications.filter", { applicationName: options.app, body: { disallowed } });
    }
    for (const eventSource of options.subscriptions ?? []) {
      await this.call("applications.subscribe", { applicationName: options.app, eventSource });
    }
    if (this.#socket !== socket) return;
    this.#attempts = 0;
    options.onConnected({
      version: info.system?.version ?? "unknown",
      transport: this.#lanes ? "websocket" : "http",
    });
  }

  /**
   * Connections for requests only, each with an application of its own that gets no calls. They live and die with the event socket.
   * @returns false when that was closed meanwhile
   */
  async #openLanes(socket: AriSocket): Promise<boolean> {
    const { app } = this.#options;
    const opened = await Promise.allSettled(
      Array.from({ length: LANES - 1 }, (_, index) =>
        AriSocket.open({
          ...this.#socketOptions(),
          app: `${app}-requests-${index + 2}`,
          onEvent: () => undefined,
          onClose: (reason) => socket.close(`a connection for requests ended: ${reason}`),
        }),
      ),
    );
    const others = opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const failed = opened.find((result) => result.status === "rejected");
    if (failed || this.#socket !== socket) {
      for (const other of others) other.close("not needed");
      if (failed) throw failed.reason;
      return false;
    }
    this.#laneSockets = others;
    const waitMaxMs = this.#options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.#lanes = new RequestLanes([socket, ...others], this.#http, waitMaxMs);
    return true;
  }

  #socketOptions() {
    const { httpUrl, user, secret, requestTimeoutMs = REQUEST_TIMEOUT_MS, pingIntervalMs } = this.#options;
    return {
      httpUrl,
      user,
      secret,
      connectTimeoutMs: requestTimeoutMs,
      requestTimeoutMs,
      pingIntervalMs: pingIntervalMs ?? PING_INTERVAL_MS,
    };
  }

  #lost(reason: string, minimumMs: number): void {
    if (!this.#running) return;
    const { backoffMinMs = BACKOFF_MIN_MS, backoffMaxMs = BACKOFF_MAX_MS, random } = this.#options;
    const ceiling = Math.min(backoffMaxMs, backoffMinMs * 2 ** Math.min(this.#attempts, 16));
    this.#attempts += 1;
    const waitMs = Math.max(minimumMs, ceiling / 2 + (random() * ceiling) / 2);
    this.#retry = setTimeout(() => this.#connect(), waitMs);
    this.#options.onDisconnected(reason);
  }
}

/** Asterisk before 22.4 ignores requests on the event socket: asked once for each connection. */
async function takesRequests(socket: AriSocket): Promise<boolean> {
  const { promise: late, cancel } = after(PROBE_TIMEOUT_MS);
  try {
    const probe = socket.send(ariRequest("asterisk.getInfo", { only: "system" }));
    const answered = probe.then(
      (reply) => reply.status === 200,
      () => false,
    );
    return await Promise.race([answered, late]);
  } finally {
    cancel();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function after(ms: number): { readonly promise: Promise<false>; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}

/** ARI puts its sentence into `{"message": …}`, allocation failures into `{"error": …}`. */
function reasonOf(reply: AriReply): string {
  const body: unknown = reply.body.startsWith("{") ? parseResult<unknown>(reply.body) : undefined;
  if (typeof body === "object" && body !== null) {
    if ("message" in body && typeof body.message === "string") return body.message;
    if ("error" in body && typeof body.error === "string") return body.error;
  }
  return reply.reason;
}

/** The one place where Asterisk's JSON gets the type its own description promises. */
function parseResult<Result>(body: string): Result {
  return (body === "" ? undefined : JSON.parse(body)) as Result;
}
