import { asId, type ChannelId, type ContactId, type UserId } from "../../shared/domain/ids.ts";
import type { MonitorMode } from "../../shared/domain/monitoring.ts";
import { type CentreInMemory, NORMAL_PHONE } from "./centre-in-memory.ts";

/** Ana talks with a customer; Sofia, who takes no calls, and Bo, who does, may listen. */
export class SupervisedCall {
  readonly world: CentreInMemory;
  customer: ChannelId = asId<ChannelId>("none");
  agent: ChannelId = asId<ChannelId>("none");

  constructor(world: CentreInMemory) {
    this.world = world;
  }

  static async begin(world: CentreInMemory): Promise<SupervisedCall> {
    const call = new SupervisedCall(world);
    await world.start();
    await world.signIn("ana");
    await call.next();
    await world.signIn("sofia", { role: "supervisor", ready: false });
    return call;
  }

  /** Another customer comes to Ana. */
  async next(): Promise<void> {
    this.customer = await this.world.dialDirect(NORMAL_PHONE);
    this.agent = await this.world.answer("ana");
  }

  get contactId(): ContactId {
    const contactId = this.world.console("ana").view.contact?.context.contactId;
    if (!contactId) throw new Error("Ana has no contact");
    return contactId;
  }

  /** The supervisor's page takes the call by itself. */
  async listen(login = "sofia", mode: MonitorMode = "listen"): Promise<ChannelId> {
    await this.world.command(login, "monitor.start", { agentId: asId<UserId>("ana") });
    const leg = await this.world.answer(login);
    if (mode !== "listen") await this.world.command(login, "monitor.mode", { mode });
    return leg;
  }

  monitor(login = "sofia") {
    return this.world.console(login).view.monitor;
  }

  /** Who is heard by whom, in words: `ana: customer+sofia`; nobody is left out, `–` hears nobody. */
  heard(legs: Readonly<Record<string, ChannelId>>): string {
    const all = { customer: this.customer, ana: this.agent, ...legs };
    return Object.entries(all)
      .filter(([, leg]) => this.world.pbx.channels.has(leg))
      .map(([listener, ear]) => {
        const speakers = Object.entries(all).filter(([, mouth]) => mouth !== ear && this.world.pbx.hears(ear, mouth));
        const music = this.world.pbx.channels.get(ear)?.music ? "♪" : "–";
        return `${listener}: ${speakers.map(([speaker]) => speaker).join("+") || music}`;
      })
      .join(", ");
  }

  /** What is on the PBX of monitors: legs, snoops, bridges. */
  leftovers(): readonly string[] {
    const { pbx } = this.world;
    return [...pbx.channels.keys(), ...pbx.bridges.keys()].filter((id) => id.startsWith("monitor-"));
  }

  /** Of the monitors' part in this contact's journal: what, and why it ended. */
  journal(contactId: ContactId): readonly string[] {
    return this.world.stores.journal
      .ofContact(contactId)
      .filter(({ type }) => type.startsWith("monitor.") && type !== "monitor.attached")
      .map(({ type, agentId, payload }) => {
        const { by, mode = "", because = "" } = payload as Record<string, string>;
        return [type, by, agentId, mode, because].filter(Boolean).join(" ");
      });
  }
}
