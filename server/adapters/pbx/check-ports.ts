import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";

export interface PortToCheck {
  readonly protocol: "tcp" | "udp";
  readonly address: string;
  readonly port: number;
  /** What it is for, shown to the operator. */
  readonly purpose: string;
}

/** Rejects with StartUpError port-in-use naming the first port that cannot be listened on. */
export async function checkPorts(ports: readonly PortToCheck[]): Promise<void> {
  for (const port of ports) {
    const code = await tryListen(port);
    if (code === undefined) continue;
    const where = `${port.protocol} port ${port.port} on ${port.address} (${port.purpose})`;
    if (code === "EADDRINUSE") throw new StartUpError("port-in-use", where);
    if (code === "EACCES") throw new StartUpError("config-invalid", `this user may not listen on ${where}`);
    if (code === "EADDRNOTAVAIL") throw new StartUpError("config-invalid", `this machine has no address for ${where}`);
    throw new StartUpError("pbx-start-failed", `${where}: ${code}`);
  }
}

function tryListen({ protocol, address, port }: PortToCheck): Promise<string | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.message);
    if (protocol === "tcp") {
      const server = createServer();
      server.once("error", failed);
      server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(undefined)));
      return;
    }
    const socket = createSocket("udp4");
    socket.once("error", (error: NodeJS.ErrnoException) => {
      socket.close();
      failed(error);
    });
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(undefined)));
  });
}
