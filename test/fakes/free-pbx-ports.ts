import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import type { PbxPorts } from "../../server/adapters/pbx/pbx-options.ts";

const RTP_PORTS = 400;
const RTP_FIRST = 10_000;
const RTP_BLOCKS = 50;
let nextBlock = process.pid % RTP_BLOCKS;

/** Ports of 127.0.0.1 that are free now, for one PBX. Each call gives another block of media ports. */
export async function freePbxPorts(): Promise<PbxPorts> {
  const http = await freeTcpPort();
  const sipUdp = await freeUdpPort(0);
  if (http === undefined || sipUdp === undefined) throw new Error("no free port on 127.0.0.1");
  for (let tries = 0; tries < RTP_BLOCKS; tries += 1) {
    const rtpStart = RTP_FIRST + nextBlock * RTP_PORTS;
    nextBlock = (nextBlock + 1) % RTP_BLOCKS;
    // Below the ephemeral range. Single taken ports inside do not matter, Asterisk looks for a free pair.
    const first = await freeUdpPort(rtpStart);
    if (first !== undefined && (sipUdp < rtpStart || sipUdp >= rtpStart + RTP_PORTS)) {
      return { http, sipUdp, rtpStart, rtpEnd: rtpStart + RTP_PORTS - 1 };
    }
  }
  throw new Error("no free block of media ports on 127.0.0.1");
}

function freeTcpPort(): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function freeUdpPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind({ address: "127.0.0.1", port, exclusive: true }, () => {
      const bound = socket.address().port;
      socket.close(() => resolve(bound));
    });
  });
}
