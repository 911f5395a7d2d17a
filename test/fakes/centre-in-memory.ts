import type { CentreSettings } from "../../server/app/centre.ts";
import { createContactCentre, type ContactCentre } from "../../server/app/contact-centre.ts";
import { callingHoursBy } from "../../server/composition/calling-rules.ts";
import { openDatabase } from "../../server/adapters/sqlite/open-database.ts";
import { openStores, type OpenStoresOptions, type Stores } from "../../server/adapters/sqlite/open-stores.ts";
import {
  asId,
  type ChannelId,
  type ContactId,
  type CustomerId,
  type QueueId,
  type RecordingId,
  type UserId,
} from "../../shared/domain/ids.ts";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { LineCounters } from "../../server/ports/line-statistics.ts";
import { QUEUE_DEFAULTS } from "../../shared/domain/queue.ts";
import type { Scheduler } from "../../server/ports/clock.ts";
import type { AgentStatus } from "../../shared/domain/agent.ts";
import type { NewCustomer } from "../../server/ports/provisioning.ts";
import type { CommandArgs, CommandName } from "../../shared/wire/console.ts";
import type { WallboardQueue } from "../../shared/wire/wallboard-schemas.ts";
import type { User } from "../../shared/domain/user.ts";
import { FakeConsole } from "./fake-console.ts";
import { FakePbx } from "./fake-pbx.ts";
import { MemoryVoicemailFiles } from "./memory-voicemail-files.ts";
import { ManualTime, settled } from "./manual-time.ts";

export const SERVICE = asId<QueueId>("service");
export const VIP_PHONE = "+8613800138001";
export const NORMAL_PHONE = "+8613800138002";
const NOON = Date.UTC(2026, 10, 21, 4, 0, 0);

/** The whole application over real SQLite (in memory), virtual time, a PBX and consoles played by the test. */
export class CentreInMemory {
  readonly time: ManualTime;
  readonly pbx: FakePbx;
  readonly stores: Stores;
  readonly sounds: MemoryVoicemailFiles;
  readonly centre: ContactCentre;
  readonly faults: unknown[] = [];
  /** What the exchange says of a leg's media; nothing unless the test says something. */
  readonly lineCounters = new Map<ChannelId, LineCounters>();
  readonly #consoles = new Map<string, FakeConsole>();
  readonly #webphones: Map<string, string | null> = new Map();
  readonly #timers: ServerTimers;
  #ids = 0;

  /** `earlier`: the same data and the same PBX after the server was killed. */
  constructor(
    earlier?: CentreInMemory,
    agents: readonly string[] = ["ana", "bo"],
    { placeOf, ...settings }: Partial<CentreSettings> & Pick<OpenStoresOptions, "placeOf"> = {},
  ) {
    this.time = earlier?.time ?? new ManualTime(NOON);
    this.#timers = new ServerTimers(this.time);
    earlier?.kill();
    this.pbx = earlier?.pbx ?? new FakePbx();
    this.pbx.time = this.time;
    this.sounds = earlier?.sounds ?? new MemoryVoicemailFiles();
    this.stores = earlier?.stores ?? seededStores(this.time.now(), agents, placeOf);
    if (earlier) {
      this.#ids = earlier.#ids + 10_000;
      this.#webphones = earlier.#webphones;
    }
    const note = (fields: Readonly<Record<string, unknown>>, message: string) =>
      this.faults.push({ ...fields, message });
    this.centre = createContactCentre({
      telephony: this.pbx,
      journal: this.stores.journal,
      customers: this.stores.customers,
      contacts: this.stores.contacts,
      callQualityStore: this.stores.callQuality,
      lines: {
        lineCounters: async (channelId) => this.lineCounters.get(channelId) ?? null,
        isRegistered: async (name) => this.pbx.endpoints.get(name)?.registered ?? false,
      },
      agendaStore: this.stores.agenda,
      missedOffers: this.stores.missedOffers,
      callLists: this.stores.callLists,
      routingConfig: this.stores.routing,
      hoursStore: this.stores.hours,
      monitorRulesStore: this.stores.monitorRules,
      chosenStateStore: this.stores.chosenStates,
      doNotCallStore: this.stores.doNotCall,
      waitingStore: this.stores.waiting,
      voicemailFiles: this.sounds,
      prompts: {
        media: async (prompt) => [
          `sound:${prompt.id}${prompt.values ? `-${Object.values(prompt.values).join("-")}` : ""}`,
        ],
      },
      webphones: {
        callerOf: (name) => (this.#webphones.has(name) ? { number: this.#webphones.get(name) ?? null } : null),
        endpointFor: (number) => [...this.#webphones].find(([, used]) => used === number)?.[0] ?? null,
      },
      clock: this.time,
      scheduler: this.#timers,
      random: {
        id: (prefix) => {
          this.#ids += 1;
          return `${prefix}-${String(this.#ids).padStart(6, "0")}`;
        },
        secret: () => "secret-of-the-test-000000000000",
      },
      withTimeout: (work) => work,
      log: { info: () => undefined, warn: note, error: note },
      settings: {
        outboundTrunk: "carrier",
        outboundCallerNumber: "4000",
        sipWsUrl: "ws://127.0.0.1:8088/ws",
        sipDomain: "127.0.0.1",
        iceServers: [],
        popWaitMs: 800,
        viewIntervalMs: 0,
        calmAfterMs: 0,
        // Most tests look at each leg of a call: none is to be there before.
        legsAheadMax: 0,
        outboundRingTimeoutMs: 25_000,
        poorVoiceMos: 3.6,
        monitorShownToAgent: true,
        dialing: { role: "agent", allow: null, deny: [] },
        listLeaseMs: 600_000,
        redialRule: { pauseMs: 1_800_000, attemptsPerDayMax: 3 },
        // Most tests are about something else than the hours of people who are called.
        callingHoursOf: callingHoursBy(new Map(), false),
        country: "CN",
        timeZone: "Asia/Shanghai",
        ...settings,
      },
    });
  }

  /** As `kill -9`: no timer fires, no reply arrives any more. The PBX and the disk stay as they are. */
  kill(): void {
    this.#timers.kill();
    this.pbx.abandon();
  }

  /** What the server waits for. */
  get timers(): readonly string[] {
    return this.#timers.pending;
  }

  async start(): Promise<this> {
    await this.centre.start();
    await settled();
    return this;
  }

  /** `contactInCall`: the page is the one that still has this call's voice. */
  async signIn(
    login: string,
    options: { readonly ready?: boolean; readonly contactInCall?: string; readonly role?: User["role"] } = {},
  ): Promise<FakeConsole> {
    const console = await this.opens(login, options);
    this.pbx.register(`agent-${login}`, true);
    // Not waited for, as a page does not.
    this.command(login, "agent.phone-registered", {}).catch((error: unknown) => this.faults.push(error));
    await settled();
    await this.command(login, "agent.microphone", { ready: true });
    if (options.ready !== false) await this.command(login, "agent.ready", {});
    await settled();
    return console;
  }

  /** The page is there and has a login; its phone has not registered with it. */
  async opens(
    login: string,
    { role = "agent", contactInCall }: { readonly contactInCall?: string; readonly role?: User["role"] } = {},
  ): Promise<FakeConsole> {
    const user: User = { userId: asId<UserId>(login), login, displayName: login, role, disabled: false };
    this.#ids += 1;
    const console = new FakeConsole(`socket-${this.#ids}`, user);
    this.#consoles.set(login, console);
    this.centre.consoles.connected(console);
    await this.command(login, "console.start", contactInCall ? { contactInCall: asId<ContactId>(contactInCall) } : {});
    return console;
  }

  console(login: string): FakeConsole {
    const console = this.#consoles.get(login);
    if (!console) throw new Error(`${login} is not signed in`);
    return console;
  }

  async command<N extends CommandName>(login: string, name: N, args: CommandArgs<N>): Promise<unknown> {
    const result = await this.centre.consoles.command(this.console(login).connectionId, name, args);
    await settled();
    return result;
  }

  loseConsole(login: string): void {
    this.centre.consoles.disconnected(this.console(login).connectionId);
  }

  /** Dials the line without IVR; resolves when the application has done all it can at once. */
  async dialDirect(number: string): Promise<ChannelId> {
    const channel = this.pbx.callFrom(number, "4001");
    await settled();
    return channel;
  }

  /** The greeting, then the tone; what comes after it is recorded. */
  async hearsToTheTone(caller: ChannelId): Promise<void> {
    this.pbx.finishPlayback(caller);
    await settled();
    this.pbx.finishPlayback(caller);
    await settled();
  }

  /** Without an agent, presses 2 and speaks after the tone; resolves when the line has fallen silent and the exchange says so. */
  async leaveMessage(
    number: string,
    sound: Uint8Array<ArrayBuffer>,
  ): Promise<{ caller: ChannelId; recordingId: RecordingId }> {
    const caller = await this.dialDirect(number);
    this.pbx.emit({ type: "digit", channelId: caller, digit: "2", durationMs: 80 });
    await settled();
    await this.hearsToTheTone(caller);
    const [recordingId] = [...this.pbx.callerAudio.recording.keys()];
    if (recordingId === undefined) throw new Error("nothing is recorded");
    this.pbx.callerAudio.finishRecording(recordingId, sound);
    await settled();
    return { caller, recordingId };
  }

  /** The record of the only (or newest) contact. */
  async newestRecord(): Promise<ContactRecord> {
    const [record] = await this.stores.contacts.list({ limit: 1 });
    if (!record) throw new Error("no contact was recorded");
    return record;
  }

  webphone(endpointName: string, number: string | null): void {
    this.#webphones.set(endpointName, number);
    this.pbx.endpoints.set(endpointName, {
      endpoint: { name: endpointName, secret: "s", kind: "webphone", callerId: { name: "", number: "" } },
      registered: true,
    });
  }

  statusOf(login: string): AgentStatus | null {
    return this.centre.board().agents.find((agent) => agent.status.agentId === login)?.status ?? null;
  }

  figures(queueId: QueueId): WallboardQueue | null {
    return this.centre.board().queues.find((queue) => queue.queueId === queueId) ?? null;
  }

  /** The phone of an agent that rings now. */
  ringing(login: string): ChannelId {
    const [channel] = this.pbx.ringingAt(`agent-${login}`);
    if (!channel)
      throw new Error(`the phone of ${login} does not ring; requests: ${this.pbx.requests.slice(-8).join(" | ")}`);
    return channel;
  }

  async answer(login: string): Promise<ChannelId> {
    const channel = this.ringing(login);
    this.pbx.pickUp(channel);
    await settled();
    return channel;
  }
}

/** The timers of one server, which end with it while time itself goes on. */
class ServerTimers implements Scheduler {
  static #servers = 0;
  readonly #time: ManualTime;
  readonly #prefix: string;

  constructor(time: ManualTime) {
    this.#time = time;
    ServerTimers.#servers += 1;
    this.#prefix = `server-${ServerTimers.#servers}/`;
  }

  schedule(timerId: string, dueAt: number, fire: () => void): void {
    this.#time.schedule(this.#prefix + timerId, dueAt, fire);
  }

  cancel(timerId: string): void {
    this.#time.cancel(this.#prefix + timerId);
  }

  kill(): void {
    for (const timerId of this.pending) this.cancel(timerId);
  }

  get pending(): readonly string[] {
    return this.#time.pending
      .filter((timerId) => timerId.startsWith(this.#prefix))
      .map((timerId) => timerId.slice(this.#prefix.length));
  }
}

function seededStores(now: number, agents: readonly string[], placeOf: OpenStoresOptions["placeOf"]): Stores {
  const stores = openStores(openDatabase({ path: ":memory:" }), {
    ...(placeOf === undefined ? {} : { placeOf }),
    passwordHasher: {
      hash: async (secret) => `plain:${secret}`,
      verify: async (hash, secret) => hash === `plain:${secret}`,
    },
  });
  stores.routing.saveQueue({
    ...QUEUE_DEFAULTS,
    queueId: SERVICE,
    names: { en: "Service", zh: "客户服务" },
    ringTimeoutMs: 15_000,
    wrapUpTimeoutMs: 60_000,
    waitingMax: 3,
  });
  for (const login of agents) {
    void stores.users.create({
      userId: asId<UserId>(login),
      login,
      displayName: login,
      role: "agent",
      passwordHash: "plain:x",
    });
    stores.routing.saveAgent({
      agentId: asId<UserId>(login),
      displayName: login,
      skills: {},
      memberships: [{ queueId: SERVICE, preference: 1, reserve: false }],
    });
  }
  stores.routing.saveEntryPoint({
    dnis: "4001",
    names: { en: "Direct", zh: "直接转人工" },
    flowId: "direct",
    queueId: SERVICE,
  });
  stores.routing.saveEntryPoint({
    dnis: "4000",
    names: { en: "Service", zh: "客服热线" },
    flowId: "service-line",
    queueId: SERVICE,
  });
  stores.customers.addCustomers(
    [demoCustomer("vip", "Wang Lei", VIP_PHONE, 90_000_00), demoCustomer("normal", "Li Na", NORMAL_PHONE, 100_00)],
    now,
  );
  stores.customers.rescoreAll(now);
  return stores;
}

function demoCustomer(customerId: string, name: string, phone: string, revenue12mMinor: number): NewCustomer {
  return {
    customerId: asId<CustomerId>(customerId),
    kind: "person",
    name,
    company: null,
    language: "en",
    parentId: null,
    identifiers: [{ kind: "phone", display: phone }],
    pinHash: null,
    balance: { amountMinor: 12_850, currency: "CNY", dueAt: null },
    membership: null,
    services: [],
    value: {
      revenue12mMinor,
      customerSince: NOON - 5 * 365 * 86_400_000,
      arrearsMinor: 0,
      churnRisk: 0.1,
      keyAccount: false,
    },
    notes: "",
  };
}
