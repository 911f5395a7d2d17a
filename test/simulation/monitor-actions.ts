import { asId, type UserId } from "../../shared/domain/ids.ts";
import { MONITOR_MODES } from "../../shared/domain/monitoring.ts";
import type { AgentView, CommandArgs, CommandName } from "../../shared/wire/console.ts";
import type { CentreInMemory } from "../fakes/centre-in-memory.ts";
import { settled } from "../fakes/manual-time.ts";
import type { SeededRandom } from "./seeded-random.ts";

interface MonitorParts {
  readonly random: SeededRandom;
  readonly agents: readonly string[];
  /** Who may listen. */
  readonly supervisors: readonly string[];
  readonly view: (login: string) => AgentView | null;
  readonly command: <N extends CommandName>(login: string, name: N, args: CommandArgs<N>) => Promise<unknown>;
  readonly world: () => CentreInMemory;
}

/** Supervisors who come to calls, speak, are silent, and go, or give who waits to an agent; every choice comes from the seed. */
export class MonitorActions {
  readonly #parts: MonitorParts;

  constructor(parts: MonitorParts) {
    this.#parts = parts;
  }

  weighted(): readonly (readonly [weight: number, what: string, act: () => Promise<void> | void])[] {
    return [
      [12, "listen to somebody, or to somebody else", () => this.#start()],
      [10, "another way of listening", () => this.#mode()],
      [3, "stop listening", () => this.#stop()],
      [1, "supervisor's leg or snoop dies", () => this.#dies()],
      [4, "a waiting caller is given to somebody, or taken back", () => this.#give()],
    ];
  }

  async #start(): Promise<void> {
    const { random, agents, supervisors, view, command } = this.#parts;
    const talking = agents.filter((login) => view(login)?.contact?.phase === "connected");
    const login = random.pick(random.chance(0.9) ? supervisors.filter((one) => !view(one)?.contact) : supervisors);
    const agentId = random.pick(random.chance(0.9) ? talking : agents);
    if (!login || !agentId) return;
    const { pbx } = this.#parts.world();
    // Most of the time everything of them is there.
    if (pbx.endpoints.has(`agent-${login}`) && random.chance(0.8)) pbx.register(`agent-${login}`, true);
    await settled();
    await command(login, "monitor.start", { agentId: asId<UserId>(agentId) });
    if (random.chance(0.8)) this.#answer(login);
  }

  /** As the page does: it takes what its view shows. */
  #answer(login: string): void {
    const { pbx } = this.#parts.world();
    const leg = pbx.ringingAt(`agent-${login}`).find((channelId) => channelId.startsWith("monitor-"));
    if (leg) pbx.pickUp(leg);
  }

  async #give(): Promise<void> {
    const { random, agents, supervisors, command, world } = this.#parts;
    const waiting = [...world().centre.parts.registry.all()].filter(({ record }) => record.phase === "queued");
    const contactId = random.pick(waiting)?.record.contactId;
    const login = random.pick(supervisors);
    const agent = random.chance(0.85) ? random.pick(agents) : undefined;
    if (!contactId || !login) return;
    await command(login, "waiting.give", { contactId, agentId: agent === undefined ? null : asId<UserId>(agent) });
  }

  async #mode(): Promise<void> {
    const { random, command } = this.#parts;
    const login = this.#listener();
    const mode = random.pick(MONITOR_MODES);
    if (login && mode) await command(login, "monitor.mode", { mode });
  }

  async #stop(): Promise<void> {
    const { command } = this.#parts;
    const login = this.#listener();
    if (login) await command(login, "monitor.stop", {});
  }

  /** Somebody who listens; now and then anybody. */
  #listener(): string | undefined {
    const { random, supervisors, view } = this.#parts;
    return random.pick(random.chance(0.9) ? supervisors.filter((login) => view(login)?.monitor) : supervisors);
  }

  #dies(): void {
    const { random, world } = this.#parts;
    const { pbx } = world();
    const channel = random.pick([...pbx.channels.keys()].filter((channelId) => channelId.startsWith("monitor-")));
    if (channel) pbx.end(channel, random.pick([16, 31, 41]) ?? 16);
  }
}
