import { io, type Socket } from "socket.io-client";
import { type Handshake, PROTOCOL_VERSION, SERVER_EVENTS } from "../../../shared/wire/console.ts";
import { Failure } from "./failure.ts";
import type { SocketListener, SocketPort } from "./socket-port.ts";

const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 3_000;
const CONNECT_TIMEOUT_MS = 5_000;
const FINAL_REFUSALS = new Set(["session-expired", "not-signed-in", "protocol-version-mismatch", "forbidden"]);

interface SocketIoOptions {
  /** Folder of the page, ending in a slash. */
  readonly baseUrl: string;
  readonly token: () => string;
  readonly clientKind: Handshake["clientKind"];
}

/** The one place that knows socket.io. WebSocket only: long polling would delay an offer. */
export class SocketIoPort implements SocketPort {
  readonly #socket: Socket;
  #retry: ReturnType<typeof setTimeout> | null = null;

  constructor({ baseUrl, token, clientKind }: SocketIoOptions) {
    const base = new URL(baseUrl);
    this.#socket = io(base.origin, {
      path: `${base.pathname}socket.io`,
      transports: ["websocket"],
      autoConnect: false,
      reconnection: true,
      reconnectionDelay: RETRY_FIRST_MS,
      reconnectionDelayMax: RETRY_MAX_MS,
      randomizationFactor: 0.5,
      timeout: CONNECT_TIMEOUT_MS,
      // Asked for at each attempt, so a renewed token is used.
      auth: (give: (handshake: Handshake) => void) =>
        give({ token: token(), protocolVersion: PROTOCOL_VERSION, clientKind }),
    });
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  open(listener: SocketListener): void {
    const socket = this.#socket;
    socket.on("connect", () => listener.connected());
    socket.on("disconnect", (because) => {
      listener.disconnected();
      // socket.io does not come back by itself when the server closed the socket (a restart does that).
      if (because === "io server disconnect") this.#retryLater();
    });
    socket.on("connect_error", (error) => {
      const code = refusalCode(error);
      if (code !== null) listener.refused(code);
      // `active` is false after a refusal by the server's middleware: then socket.io has given up.
      if (!socket.active && (code === null || !FINAL_REFUSALS.has(code))) this.#retryLater();
    });
    for (const event of Object.keys(SERVER_EVENTS)) {
      socket.on(event, (payload: unknown, acknowledge?: unknown) => {
        listener.message(event, payload, (answer) => {
          if (typeof acknowledge === "function") acknowledge(answer);
        });
      });
    }
    socket.connect();
  }

  close(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }

  async request(event: string, payload: unknown, timeoutMs: number): Promise<unknown> {
    // socket.io would keep it and send it after the reconnect, when nobody means it any more.
    if (!this.#socket.connected) throw new Failure("server-unreachable");
    try {
      return await this.#socket.timeout(timeoutMs).emitWithAck(event, payload);
    } catch (error) {
      throw new Failure("timeout", { cause: error });
    }
  }

  #retryLater(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#socket.connect(), RETRY_FIRST_MS + Math.random() * RETRY_MAX_MS);
  }
}

/** `next(error)` of the server's middleware with `error.data = { code }`; anything else is the network. */
function refusalCode(error: Error): string | null {
  const data: unknown = "data" in error ? error.data : undefined;
  if (typeof data !== "object" || data === null || !("code" in data)) return null;
  return typeof data.code === "string" ? data.code : null;
}
