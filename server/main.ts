import { ALL_PROMPTS } from "../ivr-flows/prompt-catalogue.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AriTelephony } from "./adapters/ari/ari-telephony.ts";
import type { HttpSettings } from "./adapters/http/http-deps.ts";
import { createHttpServer } from "./adapters/http/http-server.ts";
import { type FileLog, openFileLog } from "./adapters/log/file-log.ts";
import { SURVIVAL_AGENTS_VARIABLE } from "./adapters/pbx/pbx-options.ts";
import { createSocketServer } from "./adapters/socket/socket-server.ts";
import { promptRecordings } from "./adapters/speech/prompt-recordings.ts";
import { Argon2PasswordHasher } from "./adapters/system/argon2-password-hasher.ts";
import { sha256TokenDigest } from "./adapters/system/sha256-token-digest.ts";
import { SystemClock } from "./adapters/system/system-clock.ts";
import { SystemRandom } from "./adapters/system/system-random.ts";
import { SystemScheduler } from "./adapters/system/system-scheduler.ts";
import { VoicemailFolder } from "./adapters/voicemail/voicemail-folder.ts";
import { withTimeout } from "./adapters/system/with-timeout.ts";
import { type ContactCentre, createContactCentre } from "./app/contact-centre.ts";
import { FLOW_IDS } from "../ivr-flows/flow-catalogue.ts";
import { RoutingAdmin } from "./app/routing-admin/routing-admin.ts";
import { PromptAdmin } from "./app/prompts/prompt-admin.ts";
import { SessionService } from "./app/sessions/session-service.ts";
import { UserAdmin } from "./app/sessions/user-admin.ts";
import { WaitingAdmin } from "./app/waiting/waiting-admin.ts";
import { WebphoneService } from "./app/webphone/webphone-service.ts";
import { entryScripts, packageVersion, rendererFolder } from "./composition/built-files.ts";
import { centreSettings, demoCallers } from "./composition/centre-settings.ts";
import { openData, seatNewUser } from "./composition/open-data.ts";
import { APP_NAME, type Exchange, openExchange } from "./composition/open-exchange.ts";
import { openPrompts, warmUpPrompts } from "./composition/open-prompts.ts";
import { soundsFor, type Sounds } from "./composition/served-sounds.ts";
import type { SpeechPromptLibrary } from "./adapters/speech/speech-prompt-library.ts";
import type { Stores } from "./adapters/sqlite/open-stores.ts";
import type { CentreSettings } from "./app/centre.ts";
import type { UserId } from "../shared/domain/ids.ts";
import type { User } from "../shared/domain/user.ts";
import { Started } from "./composition/started.ts";
import { StartUpError } from "../shared/errors/start-up-error.ts";
import type { Config } from "./up/config.ts";
import type { RecordKeeping } from "./ports/record-keeping.ts";
import type { RunningCordboard, StartCordboard, StartOptions } from "./up/cordboard.ts";

/** The composition root: makes every part and hands each only what it needs. */
export const startCordboard: StartCordboard = async (options) => {
  const started = new Started();
  try {
    return await start(options, started);
  } catch (error) {
    await started.stopAll();
    throw error;
  }
};

/** What both halves of the server are made from. */
interface Base {
  readonly options: StartOptions;
  readonly started: Started;
  readonly clock: SystemClock;
  readonly random: SystemRandom;
  readonly scheduler: SystemScheduler;
  readonly log: FileLog;
  readonly hasher: Argon2PasswordHasher;
  readonly stores: Stores;
  readonly records: RecordKeeping;
  readonly promptLibrary: SpeechPromptLibrary;
  readonly sounds: Sounds;
}

/** The half that handles calls. */
interface Calls {
  readonly centre: ContactCentre;
  readonly webphones: WebphoneService;
  readonly settings: CentreSettings;
}

async function start(options: StartOptions, started: Started): Promise<RunningCordboard> {
  const { config, report, signal } = options;
  const clock = new SystemClock();
  const random = new SystemRandom(clock);
  const log = openFileLog(join(config.dataDir, "log"), config.logLevel);
  started.add("log", () => log.close());
  const scheduler = new SystemScheduler(clock, {
    onError: (err, timerId) => log.error({ err, timerId }, "timer failed"),
  });
  started.add("timers", () => scheduler.stop());
  const hasher = new Argon2PasswordHasher();
  const { stores, records, logins } = await openData({ ...options, started, hasher, clock, log });
  signal.throwIfAborted();
  const promptLibrary = await openPrompts({ ...options, random, clock, log });
  started.add("prompts", () => promptLibrary.stop());
  const exchange = await openExchange({ ...options, started, log, clock });
  signal.throwIfAborted();
  const readyAt = performance.now();
  const sounds = await soundsFor(options, exchange, promptLibrary);
  const base: Base = {
    options,
    started,
    clock,
    random,
    scheduler,
    log,
    hasher,
    stores,
    records,
    promptLibrary,
    sounds,
  };
  const calls = await startCalls(base, exchange);
  const port = await startNetwork(base, exchange, calls);
  report(`server ready ${Math.round(performance.now() - readyAt)} ms after the exchange`);
  warmUpPrompts(promptLibrary, log);
  const url = `${config.tlsCert === null ? "http" : "https"}://${config.host}:${port}`;
  return {
    stop: () => started.stopAll(),
    urls: { console: `${url}/`, wallboard: `${url}/wallboard`, phone: `${url}/phone` },
    logins,
    survivalOk: exchange.own,
    onFatal: (listener) => exchange.onGone(listener),
  };
}

async function startCalls(
  { options, started, clock, random, scheduler, log, stores, records, sounds }: Base,
  exchange: Exchange,
): Promise<Calls> {
  const { config } = options;
  const telephony = new AriTelephony({
    httpUrl: exchange.httpUrl,
    user: exchange.ariUser,
    secret: exchange.ariSecret,
    app: APP_NAME,
    log,
    records,
    random: () => random.fraction(),
    mediaAddress: config.sipHost,
    survivalVariable: SURVIVAL_AGENTS_VARIABLE,
  });
  const settings = await centreSettings(config, exchange, stores);
  const parts = { telephony, journal: stores.journal, clock, scheduler, random, log };
  const webphones = new WebphoneService({
    ...parts,
    routingConfig: stores.routing,
    settings: {
      sipWsUrl: settings.sipWsUrl,
      sipDomain: settings.sipDomain,
      demo: config.demo,
      callers: demoCallers(config),
    },
  });
  const centre = createContactCentre({
    ...parts,
    customers: stores.customers,
    contacts: stores.contacts,
    callQualityStore: stores.callQuality,
    lines: telephony,
    callLists: stores.callLists,
    agendaStore: stores.agenda,
    missedOffers: stores.missedOffers,
    routingConfig: stores.routing,
    hoursStore: stores.hours,
    monitorRulesStore: stores.monitorRules,
    chosenStateStore: stores.chosenStates,
    doNotCallStore: stores.doNotCall,
    waitingStore: stores.waiting,
    voicemailFiles: new VoicemailFolder(config.dataDir),
    prompts: sounds.prompts,
    webphones,
    withTimeout,
    settings,
  });
  telephony.onEvent((event) => webphones.telephonyEvent(event));
  started.add("exchange connection", () => centre.stop());
  await centre.start();
  started.add("web phones", () => webphones.revokeAll());
  await webphones.reap();
  telephony.onEvent((event) => {
    if (event.type !== "pbx-connected") return;
    webphones.reap().catch((err: unknown) => log.warn({ err }, "web phone logins could not be compared"));
  });
  return { centre, webphones, settings };
}

async function startNetwork(base: Base, exchange: Exchange, { centre, webphones, settings }: Calls): Promise<number> {
  const { started, clock, random, log, hasher, stores, records, promptLibrary, sounds } = base;
  const { config } = base.options;
  const { users, journal } = stores;
  const strict = config.strictWire;
  const sessions = new SessionService({ users, hasher, digest: sha256TokenDigest, journal, clock, random, log });
  const onOffDuty = (userId: UserId, because: "signed-out" | "disabled") => {
    centre
      .agentSignedOut(userId, because)
      .catch((err: unknown) => log.error({ err, userId }, "sign-out could not be finished"));
  };
  const onCreated = (user: User) => {
    seatNewUser(stores, user)
      .then(() => centre.reloadConfiguration())
      .catch((err: unknown) => log.error({ err, userId: user.userId }, "new user has no queues"));
  };
  const http = await createHttpServer({
    sessions,
    users: new UserAdmin({ users, sessions, hasher, journal, clock, random, onCreated }),
    customers: stores.customers,
    contacts: stores.contacts,
    callQuality: stores.callQuality,
    routingConfig: stores.routing,
    routing: routingAdmin(base, centre),
    waiting: new WaitingAdmin({
      ...centre.parts,
      settingRevisions: stores.settingRevisions,
      queueIds: () => [...centre.parts.queues.keys()],
      apply: () => centre.reloadConfiguration(),
      alertsOf: (queueId) => centre.parts.queueAlerts.of(queueId),
      applyAlerts: () => centre.parts.queueAlerts.changed(),
    }),
    monitoring: centre.parts.monitorRules,
    callLists: stores.callLists,
    listWork: centre.parts.listWork,
    doNotCall: centre.parts.doNotCall,
    mayCall: (number) => centre.parts.dialPolicy.callable(number) !== null,
    missedOffers: stores.missedOffers,
    agenda: centre.agenda,
    journal,
    records,
    prompts: new PromptAdmin({
      prompts: ALL_PROMPTS,
      recordings: promptRecordings(config.dataDir, promptLibrary),
      journal,
      clock,
    }),
    webphones,
    health: () => ({ pbx: centre.pbxConnected(), database: databaseAnswers(stores, log) }),
    dayStartedAt: () => centre.parts.figures.dayStartedAt,
    clock,
    random,
    log,
    settings: {
      version: packageVersion(),
      demo: config.demo,
      timeZone: settings.timeZone,
      rendererFolder: rendererFolder(),
      sipOrigins: [new URL(settings.sipWsUrl).origin],
      strictReplies: strict,
      ...(sounds.pbxMedia === undefined ? {} : { pbxMedia: sounds.pbxMedia }),
      ...tlsSettings(config, exchange),
    },
  });
  const sockets = createSocketServer({
    server: http.server,
    sessions,
    app: centre.consoles,
    onOffDuty,
    journal,
    records,
    clock,
    withTimeout,
    log,
    settings: { strictPushes: strict, timeZone: settings.timeZone, entryScripts: entryScripts(rendererFolder()) },
  });
  started.add("HTTP", () => http.close());
  started.add("sockets", () => sockets.close());
  return http.listen(config.host, config.httpPort);
}

function routingAdmin({ stores, clock }: Base, centre: ContactCentre): RoutingAdmin {
  return new RoutingAdmin({
    store: stores.routing,
    users: stores.users,
    calendars: () => stores.hours.calendars(),
    flowIds: FLOW_IDS,
    waitingOptions: () => stores.waiting.waitingOptions(),
    journal: stores.journal,
    clock,
    apply: () => centre.reloadConfiguration(),
  });
}

function databaseAnswers(stores: Stores, log: FileLog): boolean {
  try {
    return stores.journal.lastSeq() >= 0;
  } catch (err) {
    log.error({ err }, "the database does not answer");
    return false;
  }
}

/** With a certificate the server speaks https and publishes SIP itself; without one it is reached on this machine only, or through a proxy. */
function tlsSettings(config: Config, exchange: Exchange): Pick<HttpSettings, "tls" | "sipTunnel"> {
  if (config.tlsCert === null || config.tlsKey === null) return {};
  const { hostname, port } = new URL(exchange.httpUrl);
  try {
    return {
      tls: { cert: readFileSync(config.tlsCert, "utf8"), key: readFileSync(config.tlsKey, "utf8") },
      sipTunnel: { host: hostname, port: Number(port || 80) },
    };
  } catch (error) {
    throw new StartUpError("config-invalid", `CORDBOARD_TLS_CERT, CORDBOARD_TLS_KEY: ${String(error)}`);
  }
}
