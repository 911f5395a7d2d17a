import type { LogSink } from "../../ports/log-sink.ts";
import { type EndpointStatus, type SipEndpoint, TelephonyError } from "../../ports/telephony.ts";
import { type AriWishes, alreadyGone } from "./ari-wishes.ts";
import { isPushedName, sipEndpointObjects } from "./sip-endpoint-fields.ts";
import { SurvivalAgents } from "./survival-agents.ts";

export interface PushedLoginsOptions {
  /** Address media of pushed logins is bound to; undefined: every interface. */
  readonly mediaAddress: string | undefined;
  /** Dial-plan variable with the logins the survival queue may ring. */
  readonly survivalVariable: string | undefined;
  readonly log: LogSink;
}

/** SIP logins that were pushed into the PBX (ARI dynamic configuration), and the survival queue's list of them. */
export class PushedLogins {
  readonly #wishes: AriWishes;
  readonly #mediaAddress: string | undefined;
  readonly #survival: SurvivalAgents;

  constructor(wishes: AriWishes, { mediaAddress, survivalVariable, log }: PushedLoginsOptions) {
    this.#wishes = wishes;
    this.#mediaAddress = mediaAddress;
    this.#survival = new SurvivalAgents(wishes, survivalVariable, log);
  }

  /** After every connect: whose list of agents is right has to be found out. */
  restore(): Promise<void> {
    return this.#survival.restore(() => this.list());
  }

  stop(): Promise<void> {
    return this.#survival.stop();
  }

  async push(endpoint: SipEndpoint): Promise<void> {
    if (!isPushedName(endpoint.name))
      throw new TelephonyError("pbx-refused", `"${endpoint.name.slice(0, 40)}" cannot name a SIP login`);
    // Sent together, served in this order.
    await Promise.all(
      sipEndpointObjects(endpoint, this.#mediaAddress).map(({ type, fields }) =>
        this.#wishes.do("asterisk.updateObject", {
          configClass: "res_pjsip",
          objectType: type,
          id: endpoint.name,
          body: { fields },
        }),
      ),
    );
    if (endpoint.kind === "agent") this.#survival.add(endpoint.name);
  }

  async revoke(name: string): Promise<void> {
    await Promise.all(
      (["endpoint", "aor", "auth"] as const).map((objectType) =>
        this.#wishes.do("asterisk.deleteObject", { configClass: "res_pjsip", objectType, id: name }, alreadyGone),
      ),
    );
    this.#survival.remove(name);
  }

  /** Asked by name: with a thousand agents coming back after a restart, a list for each would be a million entries. */
  async isRegistered(name: string): Promise<boolean> {
    try {
      return (await this.#wishes.ask("endpoints.get", { tech: "PJSIP", resource: name })).state === "online";
    } catch (error) {
      if (error instanceof TelephonyError && error.status === 404) return false;
      throw error;
    }
  }

  async list(): Promise<readonly EndpointStatus[]> {
    // Asterisk 22 answers 404 "invalid tech" while not a single endpoint of the technology exists.
    const endpoints = await this.#wishes.ask("endpoints.listByTech", { tech: "PJSIP" }).catch((error: unknown) => {
      if (error instanceof TelephonyError && error.status === 404) return [];
      throw error;
    });
    return endpoints
      .filter((endpoint) => isPushedName(endpoint.resource))
      .map((endpoint) => ({ name: endpoint.resource, registered: endpoint.state === "online" }));
  }
}
