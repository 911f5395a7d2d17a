import type { Socket } from "socket.io";
import type { User } from "../../../shared/domain/user.ts";
import type { AgendaPush, AgentView, ContactTimeline, SERVER_EVENTS } from "../../../shared/wire/console.ts";
import type { Wallboard } from "../../../shared/wire/wallboard-schemas.ts";
import type { Notice } from "../../../shared/wire/notice-schema.ts";
import type { Hello } from "../../../shared/wire/hello-schema.ts";
import type { WaitingLine } from "../../../shared/wire/waiting-line-schema.ts";
import type { ConsoleConnection } from "../../ports/console-app.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import type { Admitted } from "./handshake.ts";
import { BoardSender } from "./board-sender.ts";
import { LatestOnly } from "./latest-only.ts";
import { Outgoing } from "./outgoing.ts";
import { SOCKET_LIMITS } from "./socket-limits.ts";
import { checkRendered, eventTrouble } from "./wire-check.ts";

/** One authenticated socket.io socket as the application sees it. */
export class SocketConnection implements ConsoleConnection {
  readonly connectionId: string;
  readonly clientKind: ConsoleConnection["clientKind"];
  readonly user: User;
  readonly #socket: Socket;
  readonly #log: LogSink;
  readonly #strict: boolean;
  readonly #outgoing: Outgoing;
  readonly #boards: BoardSender;
  readonly #lines: LatestOnly<WaitingLine>;
  /** Views whose painting is awaited; told at once when the socket closes. */
  readonly #unpainted = new Set<(painted: boolean) => void>();

  constructor(socket: Socket, admitted: Admitted, log: LogSink, strict: boolean) {
    this.connectionId = socket.id;
    this.clientKind = admitted.clientKind;
    this.user = admitted.user;
    this.#socket = socket;
    this.#log = log;
    this.#strict = strict;
    this.#outgoing = new Outgoing(socket);
    this.#boards = new BoardSender(this.#outgoing, (board) => {
      const event = "since" in board ? "wallboard-change" : "wallboard";
      if (this.#maySend(event, board)) socket.emit(event, board);
    });
    this.#lines = new LatestOnly(this.#outgoing, (line) => socket.emit("waiting-line", line));
  }

  hello(hello: Hello): void {
    if (this.#socket.connected && this.#maySend("hello", hello)) this.#socket.emit("hello", hello);
  }

  pushView(view: AgentView, limitMs: number): Promise<boolean> {
    if (!this.#socket.connected || !this.#maySend("agent-view", view)) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (painted: boolean): void => {
        this.#unpainted.delete(settle);
        resolve(painted);
      };
      this.#unpainted.add(settle);
      this.#socket.timeout(limitMs).emit("agent-view", view, (error: Error | null, answer: unknown) => {
        // A later view painted shows all that this one had.
        settle(error === null && checkRendered.Check(answer) && answer.seq >= view.seq);
      });
    });
  }

  pushTimeline(timeline: ContactTimeline): void {
    if (this.#socket.connected && this.#maySend("contact-timeline", timeline))
      this.#socket.emit("contact-timeline", timeline);
  }

  pushWallboard(board: Wallboard): void {
    if (this.#socket.connected && this.#maySend("wallboard", board)) this.#boards.push(board);
  }

  pushNotice(notice: Notice): void {
    if (this.#socket.connected && this.#maySend("notice", notice)) this.#socket.emit("notice", notice);
  }

  pushAgenda(agenda: AgendaPush): void {
    if (this.#socket.connected && this.#maySend("agenda", agenda)) this.#socket.emit("agenda", agenda);
  }

  pushWaitingLine(line: WaitingLine): void {
    if (this.#socket.connected && this.#maySend("waiting-line", line)) this.#lines.push(line);
  }

  end(because: Parameters<ConsoleConnection["end"]>[0]): void {
    if (!this.#socket.connected) return;
    this.#socket.emit("session-ended", { because });
    this.#socket.disconnect(true);
  }

  /** The socket is gone: nobody will paint anything any more. */
  closed(): void {
    for (const settle of this.#unpainted) settle(false);
  }

  #maySend(event: keyof typeof SERVER_EVENTS, payload: unknown): boolean {
    const context = { event, userId: this.user.userId, connectionId: this.connectionId };
    if (this.#outgoing.unsent > SOCKET_LIMITS.unsentMax) {
      this.#log.warn(context, "a client does not take what is sent to it; closing its socket");
      this.#socket.disconnect(true);
      return false;
    }
    // The types say it already; the look at run time is for tests, since it costs a good part of what sending does.
    const trouble = this.#strict ? eventTrouble(event, payload) : null;
    if (trouble === null) return true;
    this.#log.error({ ...context, trouble }, "a push differs from shared/wire");
    return false;
  }
}
