import type { Socket } from "node:net";
import { WebSocket } from "ws";
import { AriError } from "./ari-error.ts";
import type { AriRequest } from "./ari-request.ts";
import type { AriEvent } from "./ari-types.generated.ts";
import { PendingRequests, type AriReply } from "./pending-requests.ts";

export interface AriSocketOptions {
  /** `http://host:port[/prefix]`. */
  readonly httpUrl: string;
  readonly user: string;
  readonly secret: string;
  readonly app: string;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Interval of pings; silence for three of them ends the connection. */
  readonly pingIntervalMs: number;
  readonly onEvent: (event: AriEvent) => void;
  /** Called once, after a successful `open`, when the connection has ended for whatever reason. */
  readonly onClose: (reason: string) => void;
}

const EVENT_BYTES_MAX = 4_000_000;
const SILENT_PINGS_MAX = 3;

/**
 * One WebSocket to ARI: events come in, requests go out (REST over WebSocket, Asterisk 22.4) and are served in the order
 * they were sent. Ends by itself when the other side stays silent: a cable pulled sends no FIN.
 */
export class AriSocket {
  readonly #options: AriSocketOptions;
  readonly #ws: WebSocket;
  readonly #pending: PendingRequests;
  #liveness: NodeJS.Timeout | undefined;
  #silentPings = 0;
  #ended: string | undefined;
  readonly #tcp: Socket | undefined;
  #corked = false;

  private constructor(options: AriSocketOptions, ws: WebSocket, tcp: Socket | undefined) {
    this.#options = options;
    this.#ws = ws;
    this.#tcp = tcp;
    this.#pending = new PendingRequests(options.requestTimeoutMs);
    ws.on("message", (data, isBinary) => {
      this.#silentPings = 0;
      if (!isBinary && Buffer.isBuffer(data)) this.#received(data.toString("utf8"));
    });
    ws.on("pong", () => {
      this.#silentPings = 0;
    });
    ws.on("close", (code, reason) =>
      this.#end(`closed by the PBX (${code}${reason.length > 0 ? ` ${reason.toString()}` : ""})`),
    );
    ws.on("error", (error) => this.#end(error.message));
    this.#liveness = setInterval(() => this.#checkLiveness(), options.pingIntervalMs);
  }

  /** Connects; rejects with AriError unavailable (message says why: refused, 401, time-out). */
  static open(options: AriSocketOptions): Promise<AriSocket> {
    const url = new URL(`${options.httpUrl.replace(/^http/, "ws")}/ari/events`);
    url.searchParams.set("app", options.app);
    return new Promise((resolve, reject) => {
      const ws = new WebSocket(url, {
        // Not in the URL: that would stand in proxies' logs.
        headers: { authorization: `Basic ${Buffer.from(`${options.user}:${options.secret}`).toString("base64")}` },
        handshakeTimeout: options.connectTimeoutMs,
        perMessageDeflate: false,
        maxPayload: EVENT_BYTES_MAX,
        skipUTF8Validation: true,
      });
      let tcp: Socket | undefined;
      ws.once("upgrade", (response) => {
        tcp = response.socket;
      });
      const failed = (error: Error): void => reject(new AriError("unavailable", 0, "connect", error.message));
      ws.once("error", failed);
      ws.once("open", () => {
        ws.off("error", failed);
        resolve(new AriSocket(options, ws, tcp));
      });
    });
  }

  /** Sends a request; resolves with whatever status came. Rejects with AriError timeout or unavailable. */
  send(request: AriRequest): Promise<AriReply> {
    if (this.#ended !== undefined) {
      return Promise.reject(new AriError("unavailable", 0, request.operation, this.#ended));
    }
    const { id, reply } = this.#pending.add(request.operation);
    this.#ws.send(
      JSON.stringify({
        type: "RESTRequest",
        transaction_id: id,
        request_id: id,
        method: request.method,
        uri: request.path,
        ...(request.query.length === 0 ? {} : { query_strings: request.query }),
        ...(request.body === undefined ? {} : { content_type: "application/json", message_body: request.body }),
      }),
    );
    this.#corkTheRest();
    return reply;
  }

  /** The first request of a turn leaves at once, the others together: a write costs as much as making the request. */
  #corkTheRest(): void {
    const tcp = this.#tcp;
    if (tcp === undefined || this.#corked) return;
    this.#corked = true;
    tcp.cork();
    process.nextTick(() => {
      this.#corked = false;
      tcp.uncork();
    });
  }

  /** Ends the connection; `onClose` is called. */
  close(reason: string): void {
    this.#end(reason);
  }

  #received(text: string): void {
    const message = parseMessage(text);
    if (message === undefined) return;
    if (message.type !== "RESTResponse") {
      this.#options.onEvent(message);
      return;
    }
    this.#pending.settle(message.request_id, {
      status: message.status_code,
      reason: message.reason_phrase,
      body: message.message_body ?? "",
    });
  }

  #checkLiveness(): void {
    this.#silentPings += 1;
    if (this.#silentPings > SILENT_PINGS_MAX) {
      this.#end("the PBX has not answered for several seconds");
      return;
    }
    this.#ws.ping();
  }

  #end(reason: string): void {
    if (this.#ended !== undefined) return;
    this.#ended = reason;
    clearInterval(this.#liveness);
    this.#pending.close(`connection lost: ${reason}`);
    this.#ws.terminate();
    this.#options.onClose(reason);
  }
}

interface RestResponse {
  readonly type: "RESTResponse";
  readonly request_id: string;
  readonly status_code: number;
  readonly reason_phrase: string;
  readonly message_body?: string;
}

/** Undefined for anything that is no ARI message: junk must not end the connection. */
function parseMessage(text: string): AriEvent | RestResponse | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isAriMessage(value) ? value : undefined;
}

/** Asterisk's events follow its own description (generated types); beyond its being one, each is checked where it is read. */
function isAriMessage(value: unknown): value is AriEvent | RestResponse {
  if (typeof value !== "object" || value === null || !("type" in value) || typeof value.type !== "string") return false;
  if (value.type !== "RESTResponse") return "application" in value;
  return "request_id" in value && typeof value.request_id === "string" && "status_code" in value;
}
