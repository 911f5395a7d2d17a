import type { Socket } from "socket.io";
import type { Outlet } from "./latest-only.ts";

/** What waits to be sent on one engine.io connection. */
export class Outgoing implements Outlet {
  readonly #socket: Socket;
  #unsent = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.conn.on("packetCreate", () => {
      this.#unsent += 1;
    });
    // engine.io hands its whole buffer to the transport at once, as soon as the transport is through with the last one.
    socket.conn.on("drain", () => {
      this.#unsent = 0;
    });
  }

  /** Packets the network has not even begun to take. */
  get unsent(): number {
    return this.#unsent;
  }

  get writable(): boolean {
    return this.#unsent === 0 && this.#socket.conn.transport.writable;
  }

  /** The connection's own `drain` comes before the bytes have left; only the transport's `ready` means the network took them. */
  onReady(listener: () => void): void {
    this.#socket.conn.transport.on("ready", listener);
    // From long polling to a WebSocket.
    this.#socket.conn.on("upgrade", (transport: { on(event: "ready", listener: () => void): unknown }) => {
      transport.on("ready", listener);
      listener();
    });
  }
}
