import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import type { PbxPorts } from "../../server/adapters/pbx/pbx-options.ts";

/** Below the ephemeral range, from which any other program may be given a port between our look and our use of it. */
const FIRST_PORT = 10_000;
const PORTS_OF_BLOCK = 400;
/** Up to 24,799: above lie the fixed ports of the measurements. */
const BLOCKS = 37;
/** The first port of a block is held by whoever took it; the next ones are these; media comes from here on. */
const MEDIA_OFFSET = 10;
let nextBlock = process.pid % BLOCKS;

/** Of one environment. */
export interface FreePorts extends PbxPorts {
  /** For the server that uses this PBX. */
  readonly server: number;
}

/**
 * Ports of 127.0.0.1 that are free now, for one PBX and its server. Until this process ends nobody else who asks here gets any of
 * them: files run side by side, and what one has looked up it starts only seconds later.
 */
export async function freePbxPorts(): Promise<FreePorts> {
  for (let tries = 0; tries < BLOCKS; tries += 1) {
    const first = FIRST_PORT + nextBlock * PORTS_OF_BLOCK;
    nextBlock = (nextBlock + 1) % BLOCKS;
    const [held, http, sipUdp, server] = [first, first + 1, first + 2, first + 3];
    if (!(await hold(held))) continue;
    // Single taken ports for media do not matter, Asterisk looks for a free pair.
    if ((await isTcpFree(http)) && (await isUdpFree(sipUdp)) && (await isTcpFree(server))) {
      return { http, sipUdp, server, rtpStart: first + MEDIA_OFFSET, rtpEnd: first + PORTS_OF_BLOCK - 1 };
    }
  }
  throw new Error("no free block of ports on 127.0.0.1");
}

/** Takes the port until this process ends. */
function hold(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4").unref();
    socket.once("error", () => resolve(false));
    socket.bind({ address: "127.0.0.1", port, exclusive: true }, () => resolve(true));
  });
}

function isTcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ address: "127.0.0.1", port, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
