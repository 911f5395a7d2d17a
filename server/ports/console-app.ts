import type { User } from "../../shared/domain/user.ts";
import type { AgendaPush, AgentView, CommandArgs, CommandName, ContactTimeline } from "../../shared/wire/console.ts";
import type { Wallboard } from "../../shared/wire/wallboard-schemas.ts";
import type { Notice } from "../../shared/wire/notice-schema.ts";
import type { WaitingLine } from "../../shared/wire/waiting-line-schema.ts";

/** One authenticated socket of one person, as the application sees it. Implemented by adapters/socket. */
export interface ConsoleConnection {
  readonly connectionId: string;
  readonly clientKind: "console" | "wallboard";
  readonly user: User;
  /** Resolves `true` when the client says the view is painted, `false` when it did not within `limitMs`. Never rejects. */
  pushView(view: AgentView, limitMs: number): Promise<boolean>;
  pushTimeline(timeline: ContactTimeline): void;
  pushWallboard(board: Wallboard): void;
  pushNotice(notice: Notice): void;
  pushAgenda(agenda: AgendaPush): void;
  pushWaitingLine(line: WaitingLine): void;
  /** Tells the client why and closes the socket. */
  end(because: "signed-in-elsewhere" | "signed-out" | "expired" | "disabled"): void;
}

/** What adapters/socket drives. Names and arguments are already checked against shared/wire. */
export interface ConsoleApp {
  connected(connection: ConsoleConnection): void;
  disconnected(connectionId: string): void;
  /** Resolves with the command's result (or undefined); rejects with a `CommandError`. */
  command<N extends CommandName>(connectionId: string, name: N, args: CommandArgs<N>): Promise<unknown>;
}

/** A command that could not be carried out: `code` is in shared/errors and goes to the client as it is. */
export class CommandError extends Error {
  readonly code: string;
  constructor(code: string, message: string = code) {
    super(message);
    this.name = "CommandError";
    this.code = code;
  }
}
