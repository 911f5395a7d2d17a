import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { tunnelSip } from "./sip-tunnel.ts";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let exchange: WebSocketServer;
let exchangeServer: Server;
let front: Server;
let frontPort: number;
const asked: { url: string | undefined; headers: NodeJS.Dict<string | string[]> }[] = [];

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  return address.port;
}

beforeEach(async () => {
  asked.length = 0;
  exchangeServer = createServer((_request, reply) => reply.end("ARI"));
  exchange = new WebSocketServer({ server: exchangeServer, path: "/ws", handleProtocols: () => "sip" });
  exchange.on("connection", (socket, request) => {
    asked.push({ url: request.url, headers: request.headers });
    socket.on("message", (data: Buffer) => socket.send(`echo ${data.toString()}`));
  });
  const port = await listening(exchangeServer);
  front = createServer((_request, reply) => {
    reply.statusCode = 404;
    reply.end();
  });
  tunnelSip(front, { host: "127.0.0.1", port }, silent);
  frontPort = await listening(front);
});

afterEach(async () => {
  for (const socket of exchange.clients) socket.terminate();
  exchange.close();
  exchangeServer.close();
  front.closeAllConnections();
  front.close();
});

test("a softphone reaches /ws of the exchange, without the page's cookies or tokens", async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${frontPort}/sip`, "sip", {
    origin: `http://127.0.0.1:${frontPort}`,
    headers: { cookie: "a=b", authorization: "Bearer x" },
  });
  await once(socket, "open");
  expect(socket.protocol).toBe("sip");
  socket.send("REGISTER");
  const [answer] = await once(socket, "message");
  expect(String(answer)).toBe("echo REGISTER");
  expect(asked[0]?.url).toBe("/ws");
  expect(asked[0]?.headers).not.toHaveProperty("cookie");
  expect(asked[0]?.headers).not.toHaveProperty("authorization");
  socket.close();
  await once(socket, "close");
});

test("a page of another origin is refused", async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${frontPort}/sip`, "sip", { origin: "https://evil.example" });
  const [error] = await once(socket, "error");
  expect(String(error)).toContain("403");
  expect(asked).toEqual([]);
});

test("nothing else of the exchange can be reached", async () => {
  const reply = await new Promise<number>((resolve) => {
    httpRequest({ host: "127.0.0.1", port: frontPort, path: "/sip/../ari/channels" }, (message) =>
      resolve(message.statusCode ?? 0),
    ).end();
  });
  expect(reply).toBe(404);
});

test("the exchange going away closes the softphone's socket", async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${frontPort}/sip`, "sip");
  await once(socket, "open");
  const closed = once(socket, "close");
  for (const client of exchange.clients) client.terminate();
  await closed;
  expect(socket.readyState).toBe(WebSocket.CLOSED);
});
