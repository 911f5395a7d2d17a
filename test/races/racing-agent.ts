import { io, type Socket } from "socket.io-client";
import { Parse } from "typebox/value";
import { type AgentView, AgentViewSchema, ConsoleStartedSchema, PROTOCOL_VERSION } from "../../shared/wire/console.ts";
import { type AnsweringPhone, answeringPhone } from "./answering-phone.ts";

const COMMAND_LIMIT_MS = 5_000;

/** An agent who answers everything, wraps up at once and is ready again: as fast as an agent can be. */
export class RacingAgent {
  readonly #socket: Socket;
  readonly #login: string;
  #phone: AnsweringPhone | null = null;
  #commands = 0;
  /** Of the last view. */
  view: AgentView | null = null;

  static async start(url: string, login: string, token: string, answerAfterMs: () => number): Promise<RacingAgent> {
    const agent = new RacingAgent(url, login, token);
    await agent.#start(answerAfterMs);
    return agent;
  }

  private constructor(url: string, login: string, token: string) {
    this.#login = login;
    this.#socket = io(url, {
      transports: ["websocket"],
      auth: { token, protocolVersion: PROTOCOL_VERSION, clientKind: "console" },
    });
    this.#socket.on("agent-view", (view: unknown, painted?: (answer: object) => void) => {
      this.view = Parse(AgentViewSchema, view);
      painted?.({ seq: this.view.seq });
      this.#wrapUp(this.view);
    });
  }

  /** Calls that ring or are up on this phone. */
  get openCalls(): number {
    return this.#phone?.open.size ?? 0;
  }

  async stop(): Promise<void> {
    this.#socket.disconnect();
    await this.#phone?.stop();
  }

  async #start(answerAfterMs: () => number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#socket.once("connect", resolve);
      this.#socket.once("connect_error", reject);
    });
    const { sip } = Parse(ConsoleStartedSchema, await this.#command("console.start", {}));
    const registered = new Promise<void>((resolve) => {
      this.#socket.on("agent-view", () => {
        if (this.view?.reachability.phoneRegistered === true) resolve();
      });
    });
    this.#phone = await answeringPhone({ login: sip, answerAfterMs });
    await this.#command("agent.phone-registered", {});
    await registered;
    await this.#command("agent.microphone", { ready: true });
    await this.#command("agent.ready", {});
  }

  #wrapUp({ contact }: AgentView): void {
    if (contact?.phase !== "wrap-up") return;
    const { contactId } = contact.context;
    const args = { contactId, disposition: "resolved", note: "", notReadyReason: null };
    // A second view of the same wrap-up may come in between: then it is done already.
    this.#command("wrap-up.complete", args).catch(() => undefined);
  }

  async #command(name: string, args: object): Promise<unknown> {
    this.#commands += 1;
    const envelope = { id: `race-${this.#login}-${this.#commands}`, name, args };
    const reply: { ok: boolean; code?: string; result?: unknown } = await this.#socket
      .timeout(COMMAND_LIMIT_MS)
      .emitWithAck("command", envelope);
    if (!reply.ok) throw new Error(`${name}: ${reply.code ?? "?"}`);
    return reply.result;
  }
}
