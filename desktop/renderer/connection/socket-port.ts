/** What the console needs of a socket. Implemented by socket.io (`socket-io-port.ts`) and by a fake in tests and preview. */
export interface SocketPort {
  readonly connected: boolean;
  /** Connects and, from then on, reconnects for ever with jitter until `close`. */
  open(listener: SocketListener): void;
  close(): void;
  /** Resolves with the peer's acknowledgement. @throws Failure `timeout` | `server-unreachable` */
  request(event: string, payload: unknown, timeoutMs: number): Promise<unknown>;
}

export interface SocketListener {
  connected(): void;
  disconnected(): void;
  /** The server refused the handshake; no further attempt is made for `session-expired`, `not-signed-in` and `protocol-version-mismatch`. */
  refused(code: string): void;
  message(event: string, payload: unknown, acknowledge: (answer: unknown) => void): void;
}
