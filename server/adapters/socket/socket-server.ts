import { Server, type Socket } from "socket.io";
import type { UserId } from "../../../shared/domain/ids.ts";
import type { CommandReply } from "../../../shared/wire/console.ts";
import { CommandDesk } from "./command-desk.ts";
import { admit, type Admitted, isOwnOrigin } from "./handshake.ts";
import { JunkJournal } from "./junk-journal.ts";
import { ReplyMemory } from "./reply-memory.ts";
import { SocketConnection } from "./socket-connection.ts";
import type { SocketDeps } from "./socket-deps.ts";
import { SOCKET_LIMITS } from "./socket-limits.ts";
import { TokenBucket } from "./token-bucket.ts";

export interface SocketServer {
  connections(): number;
  /** Refuses new sockets and closes the open ones; the clients reconnect by themselves when the server is back. */
  close(): Promise<void>;
}

interface OpenSocket {
  readonly connection: SocketConnection;
  readonly token: string;
}

/** socket.io in front of the ConsoleApp. */
export function createSocketServer(deps: SocketDeps): SocketServer {
  const open = new Map<string, OpenSocket>();
  const memory = new ReplyMemory(SOCKET_LIMITS.repliesPerUserMax, SOCKET_LIMITS.usersRememberedMax);
  let closing = false;
  const io = new Server(deps.server, {
    serveClient: false,
    pingInterval: SOCKET_LIMITS.pingIntervalMs,
    pingTimeout: SOCKET_LIMITS.pingTimeoutMs,
    connectTimeout: SOCKET_LIMITS.handshakeTimeoutMs,
    maxHttpBufferSize: SOCKET_LIMITS.messageBytes,
    allowRequest: (request, decide) => {
      decide(null, !closing && isOwnOrigin(request));
    },
  });
  io.engine.on("connection_error", (error: { code: number; message: string }) => {
    deps.log.warn({ code: error.code, reason: error.message }, "a socket was refused");
  });
  io.use((socket, proceed) => {
    admitSocket(deps, open, socket).then(
      (code) => {
        proceed(code === null ? undefined : handshakeError(code));
      },
      (error: unknown) => {
        deps.log.error({ err: error }, "a handshake failed inside the server");
        proceed(handshakeError("internal"));
      },
    );
  });
  io.on("connection", (socket) => {
    serve(deps, open, memory, socket);
  });
  deps.sessions.onEnded((userId, because) => {
    endSockets(deps, open, userId, because).catch((error: unknown) => {
      deps.log.error({ err: error, userId }, "the sockets of an ended session could not be closed");
    });
  });
  const heartbeat = setInterval(() => {
    io.emit("heartbeat", { serverNow: deps.clock.now() });
  }, SOCKET_LIMITS.heartbeatMs);
  return {
    connections: () => open.size,
    close: async () => {
      closing = true;
      clearInterval(heartbeat);
      // Not io.close(): that would also close the HTTP server, which is the HTTP adapter's.
      const gone = [...io.sockets.sockets.values()].map(
        (socket) => new Promise<void>((resolve) => void socket.once("disconnect", () => resolve())),
      );
      io.disconnectSockets(true);
      await Promise.all(gone);
      io.engine.close();
    },
  };
}

/** Fields of `socket.data` are untyped in socket.io: one key, written and read here only. */
function admittedOf(socket: Socket): Admitted {
  const data = socket.data as { admitted: Admitted };
  return data.admitted;
}

function handshakeError(code: string): Error & { data: { code: string } } {
  return Object.assign(new Error(code), { data: { code } });
}

async function admitSocket(
  deps: SocketDeps,
  open: ReadonlyMap<string, OpenSocket>,
  socket: Socket,
): Promise<string | null> {
  if (open.size >= SOCKET_LIMITS.connectionsMax) return "rate-limited";
  const admitted = await admit(socket.handshake.auth, deps.sessions);
  if ("refused" in admitted) {
    deps.log.info({ code: admitted.refused }, "a handshake was refused");
    return admitted.refused;
  }
  const ofUser = [...open.values()].filter(({ connection }) => connection.user.userId === admitted.user.userId);
  if (ofUser.length >= SOCKET_LIMITS.connectionsPerUserMax) return "rate-limited";
  (socket.data as { admitted: Admitted }).admitted = admitted;
  return null;
}

function serve(deps: SocketDeps, open: Map<string, OpenSocket>, memory: ReplyMemory, socket: Socket): void {
  const admitted = admittedOf(socket);
  const connection = new SocketConnection(socket, admitted, deps.log, deps.settings.strictPushes);
  open.set(socket.id, { connection, token: admitted.token });
  const sessionCheck = setInterval(() => {
    endIfOver(deps, connection, admitted.token, "expired").catch((error: unknown) => {
      deps.log.error({ err: error, connectionId: socket.id }, "an expired session could not be ended");
    });
  }, SOCKET_LIMITS.sessionCheckMs);
  socket.on("disconnect", (reason) => {
    clearInterval(sessionCheck);
    open.delete(socket.id);
    connection.closed();
    deps.log.info({ userId: connection.user.userId, connectionId: socket.id, reason }, "console disconnected");
    guarded(deps, "disconnected", () => deps.app.disconnected(socket.id));
  });
  socket.on("error", (error) => {
    deps.log.warn({ err: error, connectionId: socket.id }, "socket error");
  });
  listen(deps, memory, socket, connection);
  deps.log.info(
    { userId: connection.user.userId, connectionId: socket.id, clientKind: connection.clientKind },
    "console connected",
  );
  const { timeZone, entryScripts } = deps.settings;
  connection.hello({ serverNow: deps.clock.now(), timeZone, entryScripts: [...entryScripts] });
  // Without the application a socket is of no use: the client tries again.
  if (!guarded(deps, "connected", () => deps.app.connected(connection))) socket.disconnect(true);
}

function listen(deps: SocketDeps, memory: ReplyMemory, socket: Socket, connection: SocketConnection): void {
  const junk = new JunkJournal(deps, connection.user.userId, socket.id);
  const desk = new CommandDesk(deps, connection, memory, junk);
  const bucket = new TokenBucket(SOCKET_LIMITS.commandsPerSecond, deps.clock.now());
  let refusals = 0;
  // Every event comes through here; there is no other listener a client could reach.
  socket.onAny((event: string, ...received: unknown[]) => {
    const last = received.at(-1);
    const reply = (answer: CommandReply): void => {
      if (typeof last === "function") (last as (answer: CommandReply) => void)(answer);
    };
    if (!bucket.take(deps.clock.now())) {
      refusals += 1;
      junk.note("rate-limited");
      reply({ ok: false, code: "rate-limited" });
      if (refusals > SOCKET_LIMITS.refusalsMax) socket.disconnect(true);
      return;
    }
    refusals = 0;
    if (event !== "command") {
      junk.note("unknown-event", event);
      reply({ ok: false, code: "unknown-command" });
    } else if (received.length !== 2 || typeof last !== "function") {
      junk.note("command-without-envelope-or-acknowledgement");
      reply({ ok: false, code: "bad-request" });
    } else {
      desk.answer(received[0]).then(reply, (error: unknown) => {
        deps.log.error({ err: error, connectionId: socket.id }, "a command could not be answered");
      });
    }
  });
}

/** One sign-out ends the sockets of that session; being disabled ends all of the person's. */
async function endSockets(
  deps: SocketDeps,
  open: ReadonlyMap<string, OpenSocket>,
  userId: UserId,
  because: "signed-out" | "disabled",
): Promise<void> {
  const theirs = [...open.values()].filter(({ connection }) => connection.user.userId === userId);
  const left = await Promise.all(
    theirs.map(async ({ connection, token }) => {
      const ended = await endIfOver(deps, connection, token, because);
      return !ended && connection.clientKind === "console";
    }),
  );
  if (!left.includes(true)) guarded(deps, "off duty", () => deps.onOffDuty?.(userId, because));
}

/** Whether it was over. Never rejects. */
async function endIfOver(
  deps: SocketDeps,
  connection: SocketConnection,
  token: string,
  because: "expired" | "signed-out" | "disabled",
): Promise<boolean> {
  try {
    if ((await deps.sessions.resolve(token)) !== null) return false;
    connection.end(because);
    return true;
  } catch (error) {
    // Kept open: an unreadable database must not throw every agent out of their calls.
    deps.log.error({ err: error, connectionId: connection.connectionId }, "a session could not be checked");
    return false;
  }
}

function guarded(deps: SocketDeps, what: string, call: () => void): boolean {
  try {
    call();
    return true;
  } catch (error) {
    deps.log.error({ err: error, what }, "the application failed on a console's coming or going");
    return false;
  }
}
