import type { LogSink } from "../../ports/log-sink.ts";
import type { EndpointStatus } from "../../ports/telephony.ts";
import type { AriWishes } from "./ari-wishes.ts";

const AGENTS_MAX = 200;
/** A thousand agents sign in within a minute: they are written together, and nobody's sign-in waits for it. */
const WRITE_AFTER_MS = 200;

/** The logins the survival queue may ring while the server is away, kept in a dial-plan variable of the PBX. */
export class SurvivalAgents {
  readonly #wishes: AriWishes;
  readonly #variable: string | undefined;
  readonly #log: LogSink;
  readonly #names = new Set<string>();
  #planned: NodeJS.Timeout | undefined;

  constructor(wishes: AriWishes, variable: string | undefined, log: LogSink) {
    this.#wishes = wishes;
    this.#variable = variable;
    this.#log = log;
  }

  /** The PBX may have restarted (no logins any more) or we have (it still has some): its own list is the truth. */
  async restore(list: () => Promise<readonly EndpointStatus[]>): Promise<void> {
    this.#names.clear();
    if (this.#variable === undefined) return;
    for (const { name } of await list()) if (name.startsWith("agent-")) this.#names.add(name);
    await this.#write();
  }

  add(name: string): void {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    this.#writeSoon();
  }

  remove(name: string): void {
    if (this.#names.delete(name)) this.#writeSoon();
  }

  /** What is still to be written is, while the PBX can be asked: from then on the list is what counts. */
  async stop(): Promise<void> {
    if (this.#planned === undefined) return;
    clearTimeout(this.#planned);
    this.#planned = undefined;
    await this.#writeOrSay();
  }

  #writeSoon(): void {
    // Counted from the first: who comes after it must not put it off again and again.
    this.#planned ??= setTimeout(() => {
      this.#planned = undefined;
      void this.#writeOrSay();
    }, WRITE_AFTER_MS);
  }

  async #writeOrSay(): Promise<void> {
    try {
      await this.#write();
    } catch (error) {
      this.#log.warn(
        { err: error },
        "the survival queue's list of agents is older than it should be until it changes again",
      );
    }
  }

  async #write(): Promise<void> {
    if (this.#variable === undefined) return;
    const value = [...this.#names].slice(-AGENTS_MAX).join("&");
    await this.#wishes.do("asterisk.setGlobalVar", { variable: this.#variable, value });
  }
}
