/** Everything the socket is bounded by, in one place. */
export const SOCKET_LIMITS = {
  /** A dead client is noticed within interval + time-out = 4.5 s. */
  pingIntervalMs: 2_000,
  pingTimeoutMs: 2_500,
  /** A page shows a dead link after 1.6 s without one (desktop/renderer/connection/link-watch.ts). */
  heartbeatMs: 600,
  handshakeTimeoutMs: 5_000,
  messageBytes: 100_000,
  connectionsMax: 5_000,
  connectionsPerUserMax: 20,
  commandsPerSecond: 50,
  /** Refused messages in a row after which the socket is closed. */
  refusalsMax: 500,
  /** Packets waiting for a client that does not read: more and it is cut off. */
  unsentMax: 200,
  /** Every command is answered within this time. */
  commandTimeoutMs: 2_000,
  /** Replies kept per person for commands sent again. */
  repliesPerUserMax: 500,
  usersRememberedMax: 2_000,
  /** How often an open socket is held against its session. */
  sessionCheckMs: 30_000,
  /** Journal lines about junk, per socket and minute. */
  junkLinesPerMinute: 10,
} as const;
