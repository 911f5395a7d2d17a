import type { IncomingMessage, Server } from "node:http";
import { connect, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { LogSink } from "../../ports/log-sink.ts";

/** Where softphones of other machines reach SIP: the same origin and certificate as the console. */
const SIP_PATH = "/sip";
const CONNECT_LIMIT_MS = 3_000;
const TUNNELS_MAX = 5_000;

/**
 * Publishes the exchange's `/ws` and nothing else of it: ARI listens on the same port of the exchange and must never leave
 * this machine. Bytes are passed on as they are after the upgrade (RFC 6455 4.2, RFC 7118); the exchange does the SIP
 * authentication. Only our own pages may open one: a foreign origin is refused, as no same-origin rule covers WebSockets.
 */
export function tunnelSip(
  server: Server,
  exchange: { readonly host: string; readonly port: number },
  log: LogSink,
): void {
  let open = 0;
  server.on("upgrade", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    if (new URL(request.url ?? "/", "http://localhost").pathname !== SIP_PATH) return;
    if (!isOwnOrigin(request)) return refuse(client, "403 Forbidden");
    if (open >= TUNNELS_MAX) return refuse(client, "503 Service Unavailable");
    open += 1;
    if (client instanceof Socket) {
      // The HTTP server's idle limit is for requests; a registered softphone may be silent for minutes.
      client.setTimeout(0);
      client.setNoDelay(true);
      client.setKeepAlive(true, 30_000);
    }
    const upstream = connect({ ...exchange, timeout: CONNECT_LIMIT_MS });
    upstream.setNoDelay(true);
    upstream.once("connect", () => {
      upstream.setTimeout(0);
      upstream.write(upgradeRequest(request, exchange));
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    upstream.once("timeout", () => upstream.destroy(new Error("the exchange did not answer")));
    const end = (error?: Error) => {
      if (error) log.warn({ err: error }, "SIP tunnel ended");
      client.destroy();
      upstream.destroy();
    };
    upstream.once("error", end);
    client.once("error", end);
    client.once("close", () => end());
    upstream.once("close", () => {
      open -= 1;
      end();
    });
  });
}

function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

function refuse(client: Duplex, status: string): void {
  client.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Only what the handshake needs goes on: no cookies, no authorization, no forwarded headers. */
function upgradeRequest(
  request: IncomingMessage,
  { host, port }: { readonly host: string; readonly port: number },
): string {
  const passed = ["sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol"].flatMap((name) => {
    const value = request.headers[name];
    return typeof value === "string" && /^[\x20-\x7e]*$/.test(value) ? [`${name}: ${value}`] : [];
  });
  return [
    "GET /ws HTTP/1.1",
    `Host: ${host}:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    ...passed,
    "",
    "",
  ].join("\r\n");
}
