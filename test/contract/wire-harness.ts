import { randomBytes } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { createHttpServer } from "../../server/adapters/http/http-server.ts";
import { createSocketServer } from "../../server/adapters/socket/socket-server.ts";
import { openDatabase } from "../../server/adapters/sqlite/open-database.ts";
import { openStores } from "../../server/adapters/sqlite/open-stores.ts";
import { sha256TokenDigest } from "../../server/adapters/system/sha256-token-digest.ts";
import { withTimeout } from "../../server/adapters/system/with-timeout.ts";
import { DoNotCall } from "../../server/app/do-not-call.ts";
import { Agenda } from "../../server/app/agenda.ts";
import { VoicemailInbox } from "../../server/app/voicemail/voicemail-inbox.ts";
import { MonitorRulesOf } from "../../server/app/monitoring/monitor-rules-of.ts";
import { WaitingAdmin } from "../../server/app/waiting/waiting-admin.ts";
import { promiseScore } from "../../server/estimates/promise-score.ts";
import { CommandError } from "../../server/ports/console-app.ts";
import { asId, type QueueId, type UserId } from "../../shared/domain/ids.ts";
import { ALERT_DEFAULTS, type QueueAlerts } from "../../shared/domain/queue-alerts.ts";
import { WAITING_DEFAULTS } from "../../shared/domain/waiting.ts";
import { MemoryVoicemailFiles } from "../fakes/memory-voicemail-files.ts";
import { FLOW_IDS } from "../../ivr-flows/flow-catalogue.ts";
import { RoutingAdmin } from "../../server/app/routing-admin/routing-admin.ts";
import { PromptAdmin } from "../../server/app/prompts/prompt-admin.ts";
import { SessionService } from "../../server/app/sessions/session-service.ts";
import { UserAdmin } from "../../server/app/sessions/user-admin.ts";
import { WebphoneService } from "../../server/app/webphone/webphone-service.ts";
import { DEMO_LOGINS } from "../../server/demo/demo-logins.ts";
import { seedDemo } from "../../server/demo/seed-demo.ts";
import { ALL_PROMPTS } from "../../ivr-flows/prompt-catalogue.ts";
import type { WithTimeout } from "../../server/ports/clock.ts";
import type { PasswordHasher } from "../../server/ports/password-hasher.ts";
import type { EndpointStatus, SipEndpoint } from "../../server/ports/telephony.ts";
import type { Language } from "../../shared/domain/contact.ts";
import type { Role } from "../../shared/domain/user.ts";
import { PROTOCOL_VERSION } from "../../shared/wire/console.ts";
import { ManualTime } from "../fakes/manual-time.ts";
import { FakeConsoleApp } from "./fake-console-app.ts";

/** As built pages have them. */
export const ENTRY_SCRIPTS = ["index-Ab12Cd34.js", "wallboard-Ef56Gh78.js"];
export const PASSWORD = "a-password-of-the-test";
const NOON = Date.UTC(2026, 10, 21, 4);
/** Midnight in China. */
const DAY_STARTED_AT = Date.UTC(2026, 10, 20, 16);
/** One login of the demonstration company for each role. */
export const LOGIN_OF: Readonly<Record<Role, string>> = { agent: "ana", supervisor: "sofia", admin: "admin" };

/** Argon2 without its cost. */
export const plainHasher: PasswordHasher = {
  hash: async (secret) => `plain:${secret}`,
  verify: async (stored, secret) => stored === `plain:${secret}`,
};

class FakeEndpoints {
  readonly pushed = new Map<string, SipEndpoint>();
  registered = new Set<string>();
  failWith: Error | null = null;

  async pushEndpoint(endpoint: SipEndpoint): Promise<void> {
    if (this.failWith) throw this.failWith;
    this.pushed.set(endpoint.name, endpoint);
  }
  async revokeEndpoint(name: string): Promise<void> {
    this.pushed.delete(name);
  }
  async listEndpoints(): Promise<readonly EndpointStatus[]> {
    return [...this.pushed.keys()].map((name) => ({ name, registered: this.registered.has(name) }));
  }
}

class FakeRecordings {
  readonly saved = new Map<string, { readonly id: string; readonly language: Language }>();
  async list() {
    return [...this.saved.values()];
  }
  async save(id: string, language: Language): Promise<void> {
    this.saved.set(`${language}/${id}`, { id, language });
  }
  async sound(id: string, language: Language) {
    return new TextEncoder().encode(`RIFF ${language}/${id}`);
  }
  async remove(id: string, language: Language): Promise<void> {
    this.saved.delete(`${language}/${id}`);
  }
}

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface WireOptions {
  readonly rendererFolder?: string;
  /** Other scripts than `ENTRY_SCRIPTS`. */
  readonly entryScripts?: readonly string[];
  /** Replaces the real time-out of commands. */
  readonly withTimeout?: WithTimeout;
  readonly strict?: boolean;
  /** Customers, queues and contacts of the demonstration too, not its logins only. */
  readonly wholeCompany?: boolean;
  /** 0, the default: any free one. */
  readonly port?: number;
}

export type Wire = Awaited<ReturnType<typeof startWire>>;

/** The real HTTP and socket adapters over real sessions and SQLite in memory; the application behind them is the test's. */
export async function startWire(options: WireOptions = {}) {
  const time = new ManualTime(NOON);
  const lines: LogLine[] = [];
  const logAt = (level: LogLine["level"]) => (fields: LogLine["fields"], message: string) =>
    void lines.push({ level, fields, message });
  const log = { info: logAt("info"), warn: logAt("warn"), error: logAt("error") };
  const random = {
    id: (prefix: string) => `${prefix}-${randomBytes(8).toString("hex")}`,
    secret: (bytes: number) => randomBytes(bytes).toString("base64url"),
  };
  const database = openDatabase({ path: ":memory:" });
  const stores = openStores(database, { passwordHasher: plainHasher });
  if (options.wholeCompany) {
    const passwords = Object.fromEntries(DEMO_LOGINS.map(({ login }) => [login, PASSWORD]));
    await seedDemo({ stores, passwordHasher: plainHasher, passwords, now: NOON });
  } else {
    for (const login of DEMO_LOGINS)
      await stores.users.create({ ...login, passwordHash: await plainHasher.hash(PASSWORD, "password") });
  }
  const base = {
    journal: stores.journal,
    records: database,
    clock: time,
    random,
    log,
    users: stores.users,
    hasher: plainHasher,
  };
  const sessions = new SessionService({ ...base, digest: sha256TokenDigest });
  const app = new FakeConsoleApp();
  const endpoints = new FakeEndpoints();
  const recordings = new FakeRecordings();
  const offDuty: string[] = [];
  const applied: number[] = [];
  let alertsInForce: QueueAlerts | undefined;
  const health = { pbx: true, database: true };
  const callers = [{ number: "+8613800138001", label: "VIP", hint: "Gold" }];
  const webphones = new WebphoneService({
    ...base,
    telephony: endpoints,
    routingConfig: stores.routing,
    scheduler: time,
    settings: { sipWsUrl: "ws://127.0.0.1:8088/ws", sipDomain: "127.0.0.1", demo: true, callers },
  });
  /** Every agent serves the queue of the tests. */
  const agents = {
    config: (agentId: UserId) => ({
      agentId,
      displayName: agentId,
      skills: {},
      memberships: [{ queueId: asId<QueueId>("service"), preference: 1, reserve: false }],
    }),
    signedIn: () => [],
  };
  const sounds = new MemoryVoicemailFiles();
  const voicemailInbox = new VoicemailInbox({
    ...base,
    scheduler: time,
    waitingStore: stores.waiting,
    voicemailFiles: sounds,
    waitingOptions: { of: (queueId) => ({ ...WAITING_DEFAULTS, queueId }) },
    agents,
    wallboard: { touch: () => undefined },
    views: { push: () => undefined },
  });
  const http = await createHttpServer({
    ...base,
    sessions,
    users: new UserAdmin({ ...base, sessions }),
    customers: stores.customers,
    contacts: stores.contacts,
    callQuality: stores.callQuality,
    routingConfig: stores.routing,
    routing: new RoutingAdmin({
      ...base,
      store: stores.routing,
      calendars: async () => [],
      flowIds: FLOW_IDS,
      waitingOptions: () => stores.waiting.waitingOptions(),
      apply: async () => void applied.push(stores.routing.revision()),
    }),
    waiting: new WaitingAdmin({
      ...base,
      hoursStore: stores.hours,
      waitingStore: stores.waiting,
      settingRevisions: stores.settingRevisions,
      routingConfig: stores.routing,
      voicemailInbox,
      agents,
      callbacks: {
        list: () => [],
        cancel: () => {
          throw new CommandError("not-found");
        },
      },
      openingHours: { isOpen: () => true, changesAt: () => null },
      waitPromises: { score: () => promiseScore([]) },
      queueIds: () => [asId<QueueId>("service")],
      apply: async () => void applied.push(stores.routing.revision()),
      alertsOf: () => alertsInForce ?? ALERT_DEFAULTS,
      applyAlerts: async () => {
        alertsInForce = (await stores.waiting.alerts()).get(asId<QueueId>("service"));
      },
    }),
    monitoring: new MonitorRulesOf({
      ...base,
      monitorRulesStore: stores.monitorRules,
      settings: { monitorShownToAgent: true },
      monitors: { all: () => [][Symbol.iterator]() },
      views: { push: () => undefined },
    }),
    callLists: stores.callLists,
    doNotCall: new DoNotCall({
      ...base,
      doNotCallStore: stores.doNotCall,
      settings: { country: "CN" },
      registry: { all: () => [][Symbol.iterator]() },
      views: { push: () => undefined },
    }),
    listWork: {
      outlook: async () => ({
        callable: 3,
        outOfHours: 2,
        hoursFrom: NOON + 3_600_000,
        pausing: 1,
        pausingUntil: NOON + 60_000,
        held: 1,
        doNotCall: 1,
      }),
    },
    mayCall: (number) => number.startsWith("+86"),
    missedOffers: stores.missedOffers,
    agenda: new Agenda({
      ...base,
      agendaStore: stores.agenda,
      scheduler: time,
      settings: { country: "CN" },
      agents: { connection: () => null },
    }),
    prompts: new PromptAdmin({ ...base, prompts: ALL_PROMPTS, recordings }),
    webphones,
    health: () => health,
    dayStartedAt: () => DAY_STARTED_AT,
    settings: {
      version: "1.2.3",
      demo: true,
      rendererFolder: options.rendererFolder ?? null,
      sipOrigins: ["ws://127.0.0.1:8088"],
      timeZone: "Asia/Shanghai",
      strictReplies: options.strict ?? true,
    },
  });
  const sockets = createSocketServer({
    ...base,
    server: http.server,
    sessions,
    app,
    withTimeout: options.withTimeout ?? withTimeout,
    onOffDuty: (userId, because) => offDuty.push(`${userId} ${because}`),
    settings: {
      strictPushes: options.strict ?? true,
      timeZone: "Asia/Shanghai",
      entryScripts: options.entryScripts ?? ENTRY_SCRIPTS,
    },
  });
  const port = await http.listen("127.0.0.1", options.port ?? 0).catch(async (error: unknown) => {
    await sockets.close();
    await http.close();
    database.close();
    throw error;
  });
  const origin = `http://127.0.0.1:${port}`;
  const clients = new Set<Socket>();

  const tokenOf = async (role: Role): Promise<string> => (await sessions.signIn(LOGIN_OF[role], PASSWORD)).token;

  /** A socket that does not connect again by itself; `auth` replaces parts of a good handshake. */
  const client = (auth: Record<string, unknown>, how: Parameters<typeof io>[1] = {}): Socket => {
    const socket = io(origin, {
      auth: { protocolVersion: PROTOCOL_VERSION, clientKind: "console", ...auth },
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      ...how,
    });
    clients.add(socket);
    return socket;
  };

  const connected = async (role: Role, auth: Record<string, unknown> = {}): Promise<Socket> => {
    const socket = client({ token: await tokenOf(role), ...auth });
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    await app.until(() => app.connections.has(socket.id ?? ""));
    return socket;
  };

  const stop = async (): Promise<void> => {
    for (const socket of clients) socket.disconnect();
    await sockets.close();
    await http.close();
    database.close();
  };

  return {
    time,
    lines,
    /** Messages' sounds. */
    sounds,
    stores,
    sessions,
    app,
    endpoints,
    recordings,
    health,
    offDuty,
    /** Revisions of the routing plan that were put into force. */
    applied,
    webphones,
    database,
    http,
    sockets,
    port,
    origin,
    tokenOf,
    client,
    connected,
    stop,
  };
}

/** Why a socket was refused: the code of the connect error, or its message where the transport refused it. */
export function refusal(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once("connect", () => {
      reject(new Error("it was let in"));
    });
    socket.once("connect_error", (error: Error & { data?: { code?: string } }) => {
      resolve(error.data?.code ?? error.message);
    });
  });
}
