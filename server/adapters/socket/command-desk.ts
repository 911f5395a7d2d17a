import { isErrorCode } from "../../../shared/errors/errors.ts";
import { roleAtLeast } from "../../../shared/domain/user.ts";
import type { CommandArgs, CommandName, CommandReply } from "../../../shared/wire/console.ts";
import type { ConsoleConnection } from "../../ports/console-app.ts";
import { COMMAND_ACCESS } from "./command-access.ts";
import type { JunkJournal } from "./junk-journal.ts";
import type { ReplyMemory } from "./reply-memory.ts";
import type { SocketDeps } from "./socket-deps.ts";
import { SOCKET_LIMITS } from "./socket-limits.ts";
import { argsFit, checkEnvelope, isCommandName, resultTrouble } from "./wire-check.ts";

/** Takes what one socket sends as a command, and answers it: always, once, within the time-out. */
export class CommandDesk {
  readonly #deps: SocketDeps;
  readonly #connection: ConsoleConnection;
  readonly #memory: ReplyMemory;
  readonly #junk: JunkJournal;

  constructor(deps: SocketDeps, connection: ConsoleConnection, memory: ReplyMemory, junk: JunkJournal) {
    this.#deps = deps;
    this.#connection = connection;
    this.#memory = memory;
    this.#junk = junk;
  }

  /** Never rejects. */
  async answer(envelope: unknown): Promise<CommandReply> {
    if (!checkEnvelope.Check(envelope)) return this.#refuse("bad-request", "malformed-command", null);
    const { id, name, args } = envelope;
    if (!isCommandName(name)) return this.#refuse("unknown-command", "unknown-command", name);
    if (!argsFit(name, args)) return this.#refuse("bad-request", "malformed-arguments", name);
    const access = COMMAND_ACCESS[name];
    if (!access.from.includes(this.#connection.clientKind) || !roleAtLeast(this.#connection.user.role, access.role)) {
      return this.#refuse("forbidden", "forbidden-command", name);
    }
    const { connectionId, user } = this.#connection;
    // What it starts belongs to this very socket; after a reconnect the same id must start the new one.
    const commandId = name === "console.start" ? `${connectionId}:${id}` : id;
    const reply = this.#memory.once(user.userId, commandId, `${name} ${JSON.stringify(args)}`, () =>
      this.#carryOut(name, args),
    );
    return this.#deps
      .withTimeout(reply, SOCKET_LIMITS.commandTimeoutMs, name)
      .catch((error: unknown): CommandReply => this.#failure(name, error));
  }

  async #carryOut(name: CommandName, args: unknown): Promise<CommandReply> {
    try {
      // `argsFit` has checked them against the schema this type is made from.
      const result = await this.#deps.app.command(
        this.#connection.connectionId,
        name,
        args as CommandArgs<typeof name>,
      );
      // "Done" is a promise: it survives the death of this process.
      this.#deps.records.settle();
      const trouble = resultTrouble(name, result);
      if (trouble !== null) {
        this.#deps.log.error({ name, trouble }, "the result of a command differs from shared/wire");
        if (this.#deps.settings.strictPushes) return { ok: false, code: "internal" };
      }
      return result === undefined ? { ok: true } : { ok: true, result };
    } catch (error) {
      return this.#failure(name, error);
    }
  }

  #failure(name: CommandName, error: unknown): CommandReply {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
    if (isErrorCode(code)) return { ok: false, code };
    this.#deps.log.error(
      { err: error, name, userId: this.#connection.user.userId },
      "a command failed inside the server",
    );
    return { ok: false, code: "internal" };
  }

  #refuse(code: string, what: string, name: string | null): CommandReply {
    this.#junk.note(what, name);
    return { ok: false, code };
  }
}
