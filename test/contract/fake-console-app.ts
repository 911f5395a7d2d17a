import { CommandError, type ConsoleApp, type ConsoleConnection } from "../../server/ports/console-app.ts";
import type { CommandArgs, CommandName } from "../../shared/wire/console.ts";

interface Received {
  readonly connectionId: string;
  readonly name: CommandName;
  readonly args: unknown;
}

/** Records what reaches the application, and answers as the test says. */
export class FakeConsoleApp implements ConsoleApp {
  readonly connections = new Map<string, ConsoleConnection>();
  readonly received: Received[] = [];
  answer: (command: Received) => Promise<unknown> = () => Promise.reject(new CommandError("conflict"));
  readonly #waiting: { readonly holds: () => boolean; readonly go: () => void }[] = [];

  connected(connection: ConsoleConnection): void {
    this.connections.set(connection.connectionId, connection);
    this.#look();
  }

  disconnected(connectionId: string): void {
    this.connections.delete(connectionId);
    this.#look();
  }

  command<N extends CommandName>(connectionId: string, name: N, args: CommandArgs<N>): Promise<unknown> {
    const command = { connectionId, name, args };
    this.received.push(command);
    this.#look();
    return this.answer(command);
  }

  /** Resolves as soon as `holds`; looked at with everything that arrives. */
  until(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ holds, go: resolve });
    });
  }

  connectionOf(socketId: string | undefined): ConsoleConnection {
    const connection = this.connections.get(socketId ?? "");
    if (!connection) throw new Error(`no connection ${socketId}`);
    return connection;
  }

  #look(): void {
    for (const [index, { holds, go }] of [...this.#waiting.entries()].reverse()) {
      if (!holds()) continue;
      this.#waiting.splice(index, 1);
      go();
    }
  }
}
