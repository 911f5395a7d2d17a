import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";

export interface FakeAriRequest {
  readonly transport: "websocket" | "http";
  readonly method: string;
  /** Below `/ari/`, decoded query apart. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** `silence`: the request is taken and never answered, like a PBX that hangs. */
export type FakeAriAnswer = { readonly status: number; readonly body?: unknown } | "silence" | "later";

export interface FakeAriServer {
  readonly httpUrl: string;
  readonly requests: readonly FakeAriRequest[];
  /** Event sockets open now. */
  connections(): number;
  /** Resolves when another event socket has been opened and set up by its first subscription or filter. */
  nextConnection(): Promise<void>;
  emit(event: Readonly<Record<string, unknown>>): void;
  emitText(text: string): void;
  /** Answers what `later` held back, newest first: replies arrive out of order. */
  answerHeldBack(): void;
  /** Cuts the sockets as `kill -9` of the PBX would. */
  cut(): void;
  /** Cuts the socket that was opened last. */
  cutNewest(): void;
  /** Stops reading and writing without closing, as a pulled cable would. */
  freeze(): void;
  close(): Promise<void>;
}

export const FAKE_ARI = { user: "ari", secret: "fake-ari-secret-1234", app: "app" } as const;

export interface FakeAriOptions {
  readonly answer?: (request: FakeAriRequest) => FakeAriAnswer | undefined;
  /** Like Asterisk before 22.4: REST on the socket is ignored. */
  readonly ignoreSocketRequests?: boolean;
}

/** ARI as far as the client uses it: a WebSocket for events and requests, and the same over HTTP. Answers 200 `{}` by default. */
export async function startFakeAri(options: FakeAriOptions = {}): Promise<FakeAriServer> {
  const requests: FakeAriRequest[] = [];
  const heldBack: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  const tcp = new Set<Socket>();
  const sockets = new WebSocketServer({ noServer: true });
  const answerTo = (request: FakeAriRequest): FakeAriAnswer => {
    requests.push(request);
    const own = options.answer?.(request);
    if (own !== undefined) return own;
    return request.path === "asterisk/info"
      ? { status: 200, body: { system: { version: "22.10.1", entity_id: "x" } } }
      : { status: 200, body: {} };
  };
  const http = createServer((request, response) => void serveHttp(request, response, answerTo, heldBack));
  http.on("connection", (socket) => {
    tcp.add(socket);
    socket.on("close", () => tcp.delete(socket));
  });
  http.on("upgrade", (request, socket, head) => {
    if (request.headers.authorization !== authorization()) {
      socket.end("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on("error", () => ws.terminate());
      ws.on("message", (data) => {
        if (options.ignoreSocketRequests !== true && Buffer.isBuffer(data))
          serveSocket(ws, data.toString(), answerTo, heldBack);
      });
      for (const resolve of waiting.splice(0)) resolve();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return {
    httpUrl: `http://127.0.0.1:${port}`,
    requests,
    connections: () => sockets.clients.size,
    nextConnection: () => new Promise((resolve) => waiting.push(resolve)),
    emit: (event) => {
      for (const ws of sockets.clients)
        ws.send(JSON.stringify({ application: FAKE_ARI.app, timestamp: "2026-11-21T10:00:00.000+0000", ...event }));
    },
    emitText: (text) => {
      for (const ws of sockets.clients) ws.send(text);
    },
    answerHeldBack: () => {
      for (const answer of heldBack.splice(0).reverse()) answer();
    },
    cut: () => {
      for (const ws of sockets.clients) ws.terminate();
    },
    cutNewest: () => [...sockets.clients].at(-1)?.terminate(),
    freeze: () => {
      for (const socket of tcp) socket.pause();
    },
    close: async () => {
      for (const ws of sockets.clients) ws.terminate();
      for (const socket of tcp) socket.destroy();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

function authorization(): string {
  return `Basic ${Buffer.from(`${FAKE_ARI.user}:${FAKE_ARI.secret}`).toString("base64")}`;
}

async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  answerTo: (request: FakeAriRequest) => FakeAriAnswer,
  heldBack: (() => void)[],
): Promise<void> {
  if (request.headers.authorization !== authorization()) {
    response.writeHead(401).end();
    return;
  }
  const url = new URL(request.url ?? "/", "http://fake");
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const answer = answerTo({
    transport: "http",
    method: request.method ?? "",
    path: url.pathname.replace(/^\/ari\//, ""),
    query: Object.fromEntries(url.searchParams),
    body: text === "" ? undefined : JSON.parse(text),
  });
  if (answer === "silence") return;
  const send = (): void => {
    const { status, body } = answer === "later" ? { status: 200, body: {} } : answer;
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(body === undefined ? "" : JSON.stringify(body));
  };
  if (answer === "later") heldBack.push(send);
  else send();
}

interface SocketRequest {
  readonly request_id: string;
  readonly method: string;
  readonly uri: string;
  readonly query_strings?: readonly { readonly name: string; readonly value: string }[];
  readonly message_body?: string;
}

function serveSocket(
  ws: WebSocket,
  text: string,
  answerTo: (request: FakeAriRequest) => FakeAriAnswer,
  heldBack: (() => void)[],
): void {
  const request = JSON.parse(text) as SocketRequest;
  const answer = answerTo({
    transport: "websocket",
    method: request.method,
    path: decodeURIComponent(request.uri),
    query: Object.fromEntries((request.query_strings ?? []).map(({ name, value }) => [name, value])),
    body: request.message_body === undefined ? undefined : JSON.parse(request.message_body),
  });
  if (answer === "silence") return;
  const send = (): void => {
    const { status, body } = answer === "later" ? { status: 200, body: { value: request.uri } } : answer;
    ws.send(
      JSON.stringify({
        type: "RESTResponse",
        request_id: request.request_id,
        transaction_id: request.request_id,
        status_code: status,
        reason_phrase: String(status),
        uri: request.uri,
        ...(body === undefined ? {} : { message_body: JSON.stringify(body) }),
      }),
    );
  };
  if (answer === "later") heldBack.push(send);
  else send();
}
