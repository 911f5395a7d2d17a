import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface SocketProxy {
  readonly port: number;
  /** Nothing goes through any more and nothing is closed: a network that is gone without a word. */
  stall(): void;
  /** What was held back goes through again. */
  flow(): void;
  /** Every connection breaks; new ones are taken. */
  cut(): void;
  close(): Promise<void>;
}

/** A stretch of network between a browser and one TCP port that can fail as networks do. */
export async function openSocketProxy(targetPort: () => number): Promise<SocketProxy> {
  const sockets = new Set<Socket>();
  let stalled = false;
  const add = (socket: Socket, peer: Socket) => {
    sockets.add(socket);
    socket.once("close", () => {
      sockets.delete(socket);
      peer.destroy();
    });
    // The other end tells in its `close`.
    socket.on("error", () => socket.destroy());
    if (stalled) socket.pause();
    else socket.pipe(peer);
  };
  const pairs: (readonly [Socket, Socket])[] = [];
  const server = createServer((client) => {
    const target = connect(targetPort(), "127.0.0.1");
    pairs.push([client, target]);
    add(client, target);
    add(target, client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    stall: () => {
      stalled = true;
      for (const [client, target] of pairs) {
        client.unpipe(target);
        target.unpipe(client);
        client.pause();
        target.pause();
      }
    },
    flow: () => {
      stalled = false;
      for (const [client, target] of pairs) {
        client.pipe(target);
        target.pipe(client);
      }
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
