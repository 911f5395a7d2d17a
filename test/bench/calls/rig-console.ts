import { io, type Socket } from "socket.io-client";
import type { AgentView } from "../../../shared/wire/console.ts";
import { PROTOCOL_VERSION } from "../../../shared/wire/console.ts";

const REPLY_LIMIT_MS = 5_000;
const START_AGAIN_MS = 1_500;

/** One agent's console without a page: acknowledges every view at once, comes back by itself when the server was away. */
export class RigConsole {
  readonly #socket: Socket;
  readonly #watchers = new Set<() => void>();
  #commands = 0;
  #starts = 0;
  view: AgentView | null = null;

  constructor(url: string, token: string, onStarted: (sipName: string) => Promise<void>) {
    this.#socket = io(url, {
      transports: ["websocket"],
      auth: { token, protocolVersion: PROTOCOL_VERSION, clientKind: "console" },
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
    });
    this.#socket.on("agent-view", (view: AgentView, ack?: (reply: object) => void) => {
      ack?.({ seq: view.seq });
      this.view = view;
      for (const watch of this.#watchers) watch();
    });
    this.#socket.on("connect", () => this.#startOrAgain(onStarted));
  }

  /** As a page does when the exchange is too busy to answer in time. */
  #startOrAgain(onStarted: (sipName: string) => Promise<void>): void {
    this.#start(onStarted).catch((error: unknown) => {
      process.stderr.write(`console: ${String(error)}\n`);
      setTimeout(() => {
        if (this.#socket.connected) this.#startOrAgain(onStarted);
      }, START_AGAIN_MS);
    });
  }

  /** A page that has the voice says so, or the server would bring the call to it anew. */
  async #start(onStarted: (sipName: string) => Promise<void>): Promise<void> {
    const inCall = this.view?.contact?.phase === "connected" ? this.view.contact.context.contactId : null;
    const reply = await this.command("console.start", { contactInCall: inCall });
    const name = reply.result?.sip?.username;
    if (reply.ok !== true || name === undefined) throw new Error(`console.start: ${reply.code ?? "?"}`);
    this.#starts += 1;
    await onStarted(name);
    // As a page says it: the PBX reports nothing of a phone that comes while its login is made anew.
    await this.command("agent.phone-registered", {});
  }

  /** The phone is there: sound is, too, and calls may come. */
  async beginWork(): Promise<void> {
    await this.until((view) => view.reachability.phoneRegistered, "its phone");
    await this.command("agent.microphone", { ready: true });
    const ready = await this.command("agent.ready", {});
    if (ready.ok !== true) throw new Error(`agent.ready: ${ready.code ?? "?"}`);
  }

  get starts(): number {
    return this.#starts;
  }

  async command(
    name: string,
    args: object,
  ): Promise<{ ok?: boolean; code?: string; result?: { sip?: { username?: string } } }> {
    this.#commands += 1;
    const id = `rig-${process.pid}-${this.#socket.id ?? "none"}-${this.#commands}`.slice(0, 64);
    return this.#socket.timeout(REPLY_LIMIT_MS).emitWithAck("command", { id, name, args });
  }

  until(isIt: (view: AgentView) => boolean, what: string, limitMs = 200_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const over = (): void => {
        clearTimeout(limit);
        this.#watchers.delete(watch);
      };
      const watch = (): void => {
        if (this.view === null || !isIt(this.view)) return;
        over();
        resolve();
      };
      const limit = setTimeout(() => {
        over();
        reject(new Error(`a console waited for ${what}; last view: ${JSON.stringify(this.view)?.slice(0, 400)}`));
      }, limitMs);
      this.#watchers.add(watch);
      watch();
    });
  }

  close(): void {
    this.#socket.close();
  }
}
