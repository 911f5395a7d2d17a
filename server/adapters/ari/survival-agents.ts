import type { EndpointStatus } from "../../ports/telephony.ts";
import type { AriWishes } from "./ari-wishes.ts";

const AGENTS_MAX = 200;

/** The logins the survival queue may ring while the server is away, kept in a dial-plan variable of the PBX. */
export class SurvivalAgents {
  readonly #wishes: AriWishes;
  readonly #variable: string | undefined;
  readonly #names = new Set<string>();

  constructor(wishes: AriWishes, variable: string | undefined) {
    this.#wishes = wishes;
    this.#variable = variable;
  }

  /** The PBX may have restarted (no logins any more) or we have (it still has some): its own list is the truth. */
  async restore(list: () => Promise<readonly EndpointStatus[]>): Promise<void> {
    this.#names.clear();
    if (this.#variable === undefined) return;
    for (const { name } of await list()) if (name.startsWith("agent-")) this.#names.add(name);
    await this.#write();
  }

  async add(name: string): Promise<void> {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    await this.#write();
  }

  async remove(name: string): Promise<void> {
    if (this.#names.delete(name)) await this.#write();
  }

  async #write(): Promise<void> {
    if (this.#variable === undefined) return;
    const value = [...this.#names].slice(-AGENTS_MAX).join("&");
    await this.#wishes.do("asterisk.setGlobalVar", { variable: this.#variable, value });
  }
}
