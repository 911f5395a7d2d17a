import { asId, type ContactId, type UserId } from "../../shared/domain/ids.ts";
import type { TransferTarget } from "../../shared/domain/transfer.ts";
import type { AgentView, CommandArgs, CommandName } from "../../shared/wire/console.ts";
import { type CentreInMemory, SERVICE } from "../fakes/centre-in-memory.ts";
import type { SeededRandom } from "./seeded-random.ts";

type Command = <N extends CommandName>(login: string, name: N, args: CommandArgs<N>) => Promise<unknown>;

/** What agents do with a call besides holding and ending it; every choice comes from the seed. */
export class TransferActions {
  readonly #random: SeededRandom;
  readonly #agents: readonly string[];
  readonly #view: (login: string) => AgentView | null;
  readonly #command: Command;
  readonly #world: () => CentreInMemory;

  constructor(options: {
    readonly random: SeededRandom;
    readonly agents: readonly string[];
    readonly view: (login: string) => AgentView | null;
    readonly command: Command;
    readonly world: () => CentreInMemory;
  }) {
    this.#random = options.random;
    this.#agents = options.agents;
    this.#view = options.view;
    this.#command = options.command;
    this.#world = options.world;
  }

  /** How often each comes about, beside what else agents do. */
  weighted(): readonly (readonly [weight: number, what: string, act: () => Promise<void>])[] {
    return [
      [13, "consult", () => this.#consult()],
      [22, "go on with two calls", () => this.#goOn()],
      [2, "transfer", () => this.#transfer()],
      [4, "park", () => this.#park()],
      [5, "retrieve", () => this.#retrieve()],
      [8, "retrieve beside a call", () => this.#retrieveBeside()],
      [12, "go on with two customers", () => this.#twoCustomers()],
      [1, "hang up the other", () => this.#hangUpSecond()],
      [1, "dial a number", () => this.#dial()],
    ];
  }

  async #consult(): Promise<void> {
    const contact = this.#talking();
    if (contact) await this.#command(contact.login, "consult.start", { ...contact.args, target: this.#target() });
  }

  /** Whatever fits, or does not fit, what is going on. */
  async #goOn(): Promise<void> {
    const busy = this.#agents.filter((login) => this.#view(login)?.contact?.second);
    const answered = busy.filter((login) => this.#view(login)?.contact?.second?.state !== "ringing");
    const login = this.#random.pick(answered) ?? this.#random.pick(busy) ?? this.#anyAgent();
    const contact = this.#view(login)?.contact;
    if (!contact) return;
    const { contactId } = contact.context;
    if (contact.second?.state === "ringing" && this.#random.chance(0.8)) {
      this.#pickUp(contact.second.contactId);
      return;
    }
    if (contact.second && this.#random.chance(0.2)) this.#customerHangsUp(contactId);
    const step = this.#random.pick([
      "consult.swap",
      "consult.swap",
      "consult.conference",
      "consult.conference",
      "consult.conference",
      "consult.swap",
      "consult.complete",
      "consult.complete",
      "consult.cancel",
      "call.hang-up",
      "call.resume",
      "call.hold",
    ] as const);
    if (step) await this.#command(login, step, { contactId });
    // An impatient second click.
    if (step && this.#random.chance(0.2)) await this.#command(login, step, { contactId });
  }

  async #transfer(): Promise<void> {
    const contact = this.#talking();
    if (contact) await this.#command(contact.login, "transfer.start", { ...contact.args, target: this.#target() });
  }

  async #park(): Promise<void> {
    const contact = this.#talking();
    if (contact) await this.#command(contact.login, "call.park", contact.args);
  }

  async #retrieve(): Promise<void> {
    const login = this.#anyAgent();
    const parked = this.#random.pick(this.#view(login)?.parked ?? []);
    if (parked) await this.#command(login, "call.retrieve", { contactId: parked.contactId });
  }

  /** A second customer for an agent who talks with one: parked by a colleague if nobody is. */
  async #retrieveBeside(): Promise<void> {
    const [contact, colleague] = [this.#talking(), this.#talking()];
    if (!contact || !colleague) return;
    const parked = () => this.#random.pick(this.#view(contact.login)?.parked ?? []);
    if (!parked() && colleague.login !== contact.login)
      await this.#command(colleague.login, "call.park", colleague.args);
    const place = parked();
    if (!place) return;
    await this.#command(contact.login, "call.retrieve", { contactId: place.contactId });
    if (this.#random.chance(0.4))
      await this.#command(contact.login, "consult.conference", { contactId: place.contactId });
  }

  /** Whoever has two customers: together, apart, held, one of them ended, one of them gone. */
  async #twoCustomers(): Promise<void> {
    const login = this.#random.pick(
      this.#agents.filter((one) => this.#view(one)?.contact?.second?.kind === "customer"),
    );
    const contact = login ? this.#view(login)?.contact : null;
    if (!login || !contact?.second) return;
    const { contactId } = contact.context;
    const steps = ["consult.conference", "consult.swap", "call.hold", "call.resume", "call.hang-up"] as const;
    const step = this.#random.chance(0.4) ? "consult.conference" : this.#random.pick(steps);
    if (this.#random.chance(0.2))
      this.#customerHangsUp(this.#random.chance(0.5) ? contactId : contact.second.contactId);
    if (step) await this.#command(login, step, { contactId });
  }

  async #hangUpSecond(): Promise<void> {
    const login = this.#anyAgent();
    const contactId = this.#view(login)?.contact?.second?.contactId;
    if (contactId) await this.#command(login, "call.hang-up", { contactId });
  }

  async #dial(): Promise<void> {
    await this.#command(this.#anyAgent(), "call.dial", { number: "+8613900000077" });
  }

  #customerHangsUp(contactId: ContactId): void {
    const { pbx, centre } = this.#world();
    const leg = centre.parts.registry.get(contactId)?.customerLeg;
    if (leg) pbx.end(leg);
  }

  /** Whoever is rung for this contact answers. */
  #pickUp(contactId: ContactId): void {
    const { pbx } = this.#world();
    const ringing = [...pbx.channels.values()].find(
      ({ channelId, up, dialled }) => !up && dialled && channelId.startsWith(`${contactId}.`),
    );
    if (ringing) pbx.pickUp(ringing.channelId);
  }

  #talking() {
    const login = this.#random.pick(this.#agents.filter((one) => this.#view(one)?.contact?.phase === "connected"));
    const contactId = login ? this.#view(login)?.contact?.context.contactId : undefined;
    return login && contactId ? { login, args: { contactId } } : null;
  }

  #target(): TransferTarget {
    const dice = this.#random.next();
    if (dice < 0.45) return { kind: "agent", agentId: asId<UserId>(this.#anyAgent()) };
    if (dice < 0.65) return { kind: "queue", queueId: SERVICE };
    if (dice < 0.72) return { kind: "skill", queueId: SERVICE, skill: "billing", minLevel: 2 };
    return { kind: "number", number: this.#random.chance(0.3) ? "+8613900000009" : "+8613900000088" };
  }

  #anyAgent(): string {
    return this.#random.pick(this.#agents) ?? "ana";
  }
}
