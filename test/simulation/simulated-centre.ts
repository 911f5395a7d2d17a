import type { CallListEntry } from "../../shared/domain/call-list.ts";
import { asId, type CallListId, type ContactId, type UserId } from "../../shared/domain/ids.ts";
import { CommandError } from "../../server/ports/console-app.ts";
import type { CommandArgs, CommandName } from "../../shared/wire/console.ts";
import { CentreInMemory } from "../fakes/centre-in-memory.ts";
import { FakeConsole } from "../fakes/fake-console.ts";
import { settled } from "../fakes/manual-time.ts";
import { NO_FAULTS, PbxFaults } from "../fakes/pbx-faults.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { HARSH, MILD } from "./bad-weather.ts";
import { CallerActions } from "./caller-actions.ts";
import { describeFault } from "./describe-fault.ts";
import { MonitorActions } from "./monitor-actions.ts";
import { TransferActions } from "./transfer-actions.ts";

export const AGENTS = ["ana", "bo", "cy", "di", "eve"] as const;
/** Eve takes calls as well; Sofia does not. */
const SUPERVISORS = ["sofia", "eve"] as const;
const PEOPLE = [...AGENTS, "sofia"] as const;
const LIST = asId<CallListId>("list-1");

type Action = readonly [weight: number, name: string, act: () => Promise<void> | void];

/** People, machines and bad luck around one contact centre; every choice comes from the seed. */
export class SimulatedCentre {
  world: CentreInMemory;
  readonly history: string[] = [];
  /** How often each kind of warning was given; the tests look at those that mean a fault. */
  readonly warnings = new Map<string, number>();
  readonly #random: SeededRandom;
  readonly #faults: PbxFaults;
  readonly #consoles = new Map<string, FakeConsole>();
  readonly #entries = new Map<string, CallListEntry>();
  readonly #actions: readonly Action[];
  readonly #callers: CallerActions;
  readonly #transfers: TransferActions;
  readonly #monitors: MonitorActions;
  readonly #settings: { readonly legsAheadMax: number; readonly calmAfterMs: number };
  #sockets = 0;
  #paintings = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
    this.#faults = new PbxFaults(random);
    this.#settings = { legsAheadMax: random.chance(0.7) ? 2 : 0, calmAfterMs: random.chance(0.7) ? 2_000 : 0 };
    this.world = new CentreInMemory(undefined, AGENTS, this.#settings);
    this.#callers = new CallerActions(random, () => this.world);
    const parts = {
      random,
      agents: AGENTS,
      view: (login: string) => this.#consoles.get(login)?.views.at(-1) ?? null,
      // Not waited for: the PBX may owe the reply until time goes on.
      command: async <N extends CommandName>(login: string, name: N, args: CommandArgs<N>) =>
        void (await this.#command(login, name, args)),
      world: () => this.world,
    };
    this.#transfers = new TransferActions(parts);
    this.#monitors = new MonitorActions({ ...parts, supervisors: SUPERVISORS });
    this.#actions = this.#makeActions();
  }

  async start(): Promise<void> {
    this.world.webphone("webphone-1", "+8613900000009");
    await this.world.start();
    this.world.pbx.faults = this.#faults;
    const rows = Array.from({ length: 40 }, (_, n) => `+86139100000${String(n).padStart(2, "0")},Person ${n},renewal`);
    await this.world.stores.callLists.importCsv({
      callListId: LIST,
      name: "Renewals",
      csv: new TextEncoder().encode(`phone,name,reason\n${rows.join("\n")}\n`),
      by: asId<UserId>("ana"),
      now: this.world.time.now(),
    });
    for (const login of PEOPLE) await this.#comeToDesk(login);
  }

  async step(): Promise<void> {
    const total = this.#actions.reduce((sum, [weight]) => sum + weight, 0);
    let dice = this.#random.next() * total;
    for (const [weight, name, act] of this.#actions) {
      dice -= weight;
      if (dice >= 0) continue;
      this.#note(name);
      await act();
      break;
    }
    await settled();
    // Half of what happens happens in the same instant as the next thing.
    if (this.#random.chance(0.5)) await this.world.time.advance(Math.floor(this.#random.exponential(700)));
    this.#collectWarnings();
  }

  /** Nothing goes wrong any more for long enough that the centre has compared itself with the PBX. */
  async rest(): Promise<void> {
    this.#note("rest");
    this.#faults.shares = NO_FAULTS;
    this.world.pbx.reconnect();
    await this.world.time.advance(8_000);
    // No prompt goes on for ever.
    for (const { channelId, playing } of [...this.world.pbx.channels.values()])
      if (playing.length > 0) this.world.pbx.finishPlayback(channelId);
    await this.world.time.advance(67_000);
    this.#collectWarnings();
  }

  /** Everybody hangs up, wraps up and goes home. */
  async close(): Promise<void> {
    await this.rest();
    for (const channelId of [...this.world.pbx.channels.keys()]) this.world.pbx.end(channelId);
    await this.world.time.advance(5_000);
    for (const channelId of [...this.world.pbx.channels.keys()]) this.world.pbx.end(channelId);
    for (const { contactId } of this.world.centre.parts.callbacks.list())
      this.world.centre.parts.callbacks.cancel(contactId, asId<UserId>("sofia"));
    for (const login of PEOPLE) await this.world.centre.agentSignedOut(asId<UserId>(login), "signed-out");
    await this.world.time.advance(200_000);
    this.#collectWarnings();
  }

  #makeActions(): readonly Action[] {
    const r = this.#random;
    return [
      ...this.#callers.weighted(),
      [16, "agent's phone", () => this.#agentPhone()],
      [12, "dialled customer", () => this.#callers.dialled()],
      [4, "come to desk", () => this.#comeToDesk(this.#anyAgent())],
      [3, "reload", () => this.#reload(this.#anyAgent())],
      [2, "console lost", () => this.#loseConsole(this.#anyAgent())],
      [2, "same page again", () => this.#samePageAgain(this.#anyAgent())],
      [3, "phone lost", () => this.world.pbx.register(`agent-${this.#anyAgent()}`, false)],
      [4, "phone back", () => this.#phoneBack(this.#anyAgent())],
      [1, "sign out", () => this.#signOut(this.#anyAgent())],
      [9, "ready", () => this.#command(this.#anyAgent(), "agent.ready", {})],
      [2, "not ready", () => this.#command(this.#anyAgent(), "agent.not-ready", { reason: "break" })],
      [1, "microphone", () => this.#command(this.#anyAgent(), "agent.microphone", { ready: r.chance(0.6) })],
      [2, "reject", () => this.#reject()],
      [8, "hold or resume", () => this.#holdOrResume()],
      [3, "agent hangs up", () => this.#agentHangsUp()],
      [3, "agent's leg dies", () => this.#agentLegDies()],
      [6, "draft", () => this.#draft()],
      [8, "wrap up", () => this.#wrapUp()],
      [4, "next of list", () => this.#next()],
      [4, "dial", () => this.#dial()],
      [1, "skip", () => this.#skip()],
      ...this.#transfers.weighted(),
      ...this.#monitors.weighted(),
      [1, "configuration", () => this.world.centre.reloadConfiguration()],
      [4, "weather", () => this.#weather()],
      [0.3, "line cut", () => this.world.pbx.disconnect()],
      [8, "line back", () => this.world.pbx.reconnect()],
      [0.1, "PBX restart", () => this.world.pbx.restart()],
      [0.7, "server killed", () => this.#killServer()],
      [1, "time", () => this.world.time.advance(r.between(1_000, 70_000))],
    ];
  }

  /** A softphone as the console's: takes what its view shows; a call brought back or dialled it takes by itself. */
  #agentPhone(): void {
    const ringing = AGENTS.filter((agent) => this.world.pbx.ringingAt(`agent-${agent}`).length > 0);
    const login = this.#random.pick(ringing);
    const [channel] = login ? this.world.pbx.ringingAt(`agent-${login}`) : [];
    if (!login || !channel) return;
    const phase = this.#consoles.get(login)?.views.at(-1)?.contact?.phase;
    const dice = this.#random.next();
    if (phase !== "offered" ? dice < 0.85 : dice < 0.6) this.world.pbx.pickUp(channel);
    else if (dice > 0.9) this.world.pbx.end(channel, this.#random.pick([17, 19, 20, 21, 38]) ?? 21);
  }

  async #comeToDesk(login: string): Promise<void> {
    if (!this.#consoles.has(login)) this.#openConsole(login);
    await this.#command(login, "console.start", {});
    if (this.#random.chance(0.9)) await this.#phoneBack(login);
    else await settled();
    await this.#command(login, "agent.microphone", { ready: true });
    if (this.#random.chance(0.7)) await this.#command(login, "agent.ready", {});
  }

  /** Second sign-in or F5: the new page's socket may come before the old one's end is noticed. */
  async #reload(login: string): Promise<void> {
    if (this.#random.chance(0.5)) this.#loseConsole(login);
    if (this.#random.chance(0.7)) this.world.pbx.register(`agent-${login}`, false);
    this.#openConsole(login);
    await this.#comeToDesk(login);
  }

  /** Only the socket broke: the page is the same and still has the voice. */
  async #samePageAgain(login: string): Promise<void> {
    const view = this.#consoles.get(login)?.views.at(-1);
    const contactInCall = view?.contact?.context.contactId ?? asId<ContactId>(view?.monitor?.monitorId ?? "none");
    this.#loseConsole(login);
    this.#openConsole(login);
    await this.#command(login, "console.start", { contactInCall });
    await this.#command(login, "agent.microphone", { ready: true });
  }

  #openConsole(login: string): void {
    this.#sockets += 1;
    const role = SUPERVISORS.some((each) => each === login) ? "supervisor" : "agent";
    const user = { userId: asId<UserId>(login), login, displayName: login, role, disabled: false } as const;
    const console = new FakeConsole(`socket-${this.#sockets}`, user);
    console.paints = this.#random.chance(0.4) ? (limitMs) => this.#paintSlowly(limitMs) : this.#random.chance(0.9);
    this.#consoles.set(login, console);
    this.world.centre.consoles.connected(console);
  }

  /** In the time a leg is made but not dialled anything may happen to it, the end of the server included. */
  #paintSlowly(limitMs: number): Promise<boolean> {
    const { world } = this;
    const paintMs = this.#random.between(1, 1_200);
    this.#paintings += 1;
    return new Promise((resolve) => {
      world.time.schedule(`paint:${this.#paintings}`, world.time.now() + Math.min(paintMs, limitMs), () => {
        // A server that was killed hears of nothing any more.
        if (world === this.world) resolve(paintMs <= limitMs);
      });
    });
  }

  #loseConsole(login: string): void {
    const console = this.#consoles.get(login);
    if (!console) return;
    this.#consoles.delete(login);
    this.world.centre.consoles.disconnected(console.connectionId);
  }

  async #phoneBack(login: string): Promise<void> {
    if (this.world.pbx.endpoints.has(`agent-${login}`)) this.world.pbx.register(`agent-${login}`, true);
    await this.#command(login, "agent.phone-registered", {});
  }

  /** Not waited for: the PBX may owe the reply until time goes on. */
  #signOut(login: string): void {
    const { world } = this;
    world.centre
      .agentSignedOut(asId<UserId>(login), "signed-out")
      .catch((error: unknown) => world.faults.push({ err: error, fault: "command sign-out" }));
  }

  async #reject(): Promise<void> {
    const login = this.#anyAgent();
    const offerId = this.#contactOf(login)?.offerId;
    if (offerId) await this.#command(login, "offer.reject", { offerId });
  }

  /** Without waiting for the answer now and then: an impatient click. */
  async #holdOrResume(): Promise<void> {
    const login = this.#anyAgent();
    const contact = this.#contactOf(login);
    if (contact?.phase !== "connected") return;
    const { contactId } = contact.context;
    const clicks = this.#random.between(1, 3);
    const work = Array.from({ length: clicks }, (_, n) =>
      this.#command(login, contact.held === (n % 2 === 0) ? "call.resume" : "call.hold", { contactId }),
    );
    // Replies may take until time goes on: not waited for.
    void Promise.all(work);
    await settled();
  }

  async #agentHangsUp(): Promise<void> {
    const login = this.#anyAgent();
    const contact = this.#contactOf(login);
    if (contact) await this.#command(login, "call.hang-up", { contactId: contact.context.contactId });
  }

  #agentLegDies(): void {
    const legs = [...this.world.pbx.channels.keys()].filter((channelId) => /\.a\d+$/.test(channelId));
    const channel = this.#random.pick(legs);
    if (channel) this.world.pbx.end(channel, this.#random.pick([16, 31, 38, 41]) ?? 16);
  }

  async #draft(): Promise<void> {
    const login = this.#anyAgent();
    const contact = this.#contactOf(login);
    if (!contact) return;
    const { contactId } = contact.context;
    await this.#command(login, "wrap-up.save-draft", { contactId, disposition: null, note: `note of ${login}` });
  }

  async #wrapUp(): Promise<void> {
    const login = this.#anyAgent();
    const contact = this.#contactOf(login);
    if (contact?.phase !== "wrap-up") return;
    const notReadyReason = this.#random.chance(0.1) ? "break" : null;
    const { contactId } = contact.context;
    await this.#command(login, "wrap-up.complete", { contactId, disposition: "resolved", note: "ok", notReadyReason });
  }

  async #next(): Promise<void> {
    const login = this.#anyAgent();
    const entry = await this.#command(login, "list.next", { callListId: LIST });
    if (isEntry(entry)) this.#entries.set(login, entry);
  }

  async #dial(): Promise<void> {
    const login = this.#anyAgent();
    const entry = this.#entries.get(login);
    if (!entry) return;
    // Two impatient clicks: one call.
    const work = [this.#command(login, "list.dial", { entryId: entry.entryId })];
    if (this.#random.chance(0.3)) work.push(this.#command(login, "list.dial", { entryId: entry.entryId }));
    void Promise.all(work);
    await settled();
  }

  async #skip(): Promise<void> {
    const login = this.#anyAgent();
    const entry = this.#entries.get(login);
    if (entry) await this.#command(login, "list.skip", { entryId: entry.entryId });
  }

  #weather(): void {
    this.#faults.shares = this.#random.pick([NO_FAULTS, NO_FAULTS, MILD, HARSH]) ?? NO_FAULTS;
  }

  async #killServer(): Promise<void> {
    this.#faults.shares = NO_FAULTS;
    this.#consoles.clear();
    this.world = new CentreInMemory(this.world, AGENTS, this.#settings);
    await this.world.time.advance(this.#random.between(0, 20_000));
    // Nobody tells the next server who gave up meanwhile.
    for (const channelId of [...this.world.pbx.channels.keys()])
      if (this.#random.chance(0.25)) this.world.pbx.end(channelId);
    await this.world.start();
    for (const login of PEOPLE) {
      if (!this.#random.chance(0.8)) continue;
      this.#openConsole(login);
      const contact = this.world.centre.parts.registry.ofAgent(asId<UserId>(login));
      const contactInCall = this.#random.chance(0.5) ? (contact?.record.contactId ?? null) : null;
      await this.#command(login, "console.start", { contactInCall });
      await this.#phoneBack(login);
      await this.#command(login, "agent.microphone", { ready: true });
    }
  }

  /** A refused command is an answer; anything but the table's codes, or a fault of ours, is not. */
  async #command<N extends CommandName>(login: string, name: N, args: CommandArgs<N>): Promise<unknown> {
    const console = this.#consoles.get(login);
    if (!console) return undefined;
    const { world } = this;
    const answer = world.centre.consoles.command(console.connectionId, name, args);
    // A reply that the PBX owes takes time to come; nobody at a console waits for it.
    let result: unknown;
    answer.then(
      (value) => {
        result = value;
      },
      (error: unknown) => {
        if (!(error instanceof CommandError) || error.code === "internal")
          world.faults.push({ err: error, fault: `command ${name}` });
      },
    );
    await settled();
    return result;
  }

  #contactOf(login: string) {
    return this.#consoles.get(login)?.views.at(-1)?.contact ?? null;
  }

  #anyAgent(): string {
    return this.#random.pick(PEOPLE) ?? "ana";
  }

  #note(what: string): void {
    this.history.push(`${this.world.time.now() % 100_000_000} ${what}`);
    if (this.history.length > 400) this.history.splice(0, 200);
  }

  #collectWarnings(): void {
    for (const fault of this.world.faults.splice(0)) {
      const key = describeFault(fault);
      this.warnings.set(key, (this.warnings.get(key) ?? 0) + 1);
    }
  }
}

function isEntry(value: unknown): value is CallListEntry {
  return typeof value === "object" && value !== null && "entryId" in value;
}
