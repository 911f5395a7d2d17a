import { ALL_PROMPTS } from "../ivr-flows/prompt-catalogue.ts";
import { join } from "node:path";
import { AriTelephony } from "./adapters/ari/ari-telephony.ts";
import { createHttpServer } from "./adapters/http/http-server.ts";
import { openFileLog } from "./adapters/log/file-log.ts";
import { SURVIVAL_AGENTS_VARIABLE } from "./adapters/pbx/pbx-options.ts";
import { createSocketServer } from "./adapters/socket/socket-server.ts";
import { promptRecordings } from "./adapters/speech/prompt-recordings.ts";
import { Argon2PasswordHasher } from "./adapters/system/argon2-password-hasher.ts";
import { sha256TokenDigest } from "./adapters/system/sha256-token-digest.ts";
import { SystemClock } from "./adapters/system/system-clock.ts";
import { SystemRandom } from "./adapters/system/system-random.ts";
import { SystemScheduler } from "./adapters/system/system-scheduler.ts";
import { withTimeout } from "./adapters/system/with-timeout.ts";
import { createContactCentre } from "./app/contact-centre.ts";
import { PromptAdmin } from "./app/prompts/prompt-admin.ts";
import { SessionService } from "./app/sessions/session-service.ts";
import { UserAdmin } from "./app/sessions/user-admin.ts";
import { WebphoneService } from "./app/webphone/webphone-service.ts";
import { packageVersion, rendererFolder } from "./composition/built-files.ts";
import { centreSettings, demoCallers } from "./composition/centre-settings.ts";
import { openData, seatNewUser } from "./composition/open-data.ts";
import { APP_NAME, openExchange } from "./composition/open-exchange.ts";
import { openPrompts, warmUpPrompts } from "./composition/open-prompts.ts";
import { Started } from "./composition/started.ts";
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

async function start({ config, secrets, report, signal }: StartOptions, started: Started): Promise<RunningCordboard> {
  const clock = new SystemClock();
  const random = new SystemRandom(clock);
  const log = openFileLog(join(config.dataDir, "log"), config.logLevel);
  started.add("log", () => log.close());
  const scheduler = new SystemScheduler(clock, { onError: (err, timerId) => log.error({ err, timerId }, "timer failed") });
  started.add("timers", () => scheduler.stop());
  const hasher = new Argon2PasswordHasher();

  const { stores, logins } = await openData({ config, secrets, report, started, hasher, clock });
  signal.throwIfAborted();
  const promptLibrary = await openPrompts({ config, random, clock, log, report });
  started.add("prompts", () => promptLibrary.stop());
  const exchange = await openExchange({ config, secrets, report, started, log });
  signal.throwIfAborted();
  const readyAt = performance.now();

  const telephony = new AriTelephony({
    httpUrl: exchange.httpUrl,
    user: exchange.ariUser,
    secret: exchange.ariSecret,
    app: APP_NAME,
    log,
    random: Math.random,
    mediaAddress: config.sipHost,
    survivalVariable: SURVIVAL_AGENTS_VARIABLE,
  });
  const settings = await centreSettings(config, exchange, stores);
  const webphones = new WebphoneService({
    telephony,
    routingConfig: stores.routing,
    journal: stores.journal,
    clock,
    scheduler,
    random,
    log,
    settings: { sipWsUrl: settings.sipWsUrl, sipDomain: settings.sipDomain, demo: config.demo, callers: demoCallers(config) },
  });
  const centre = createContactCentre({
    telephony,
    journal: stores.journal,
    customers: stores.customers,
    contacts: stores.contacts,
    callLists: stores.callLists,
    routingConfig: stores.routing,
    prompts: promptLibrary,
    webphones,
    clock,
    scheduler,
    random,
    withTimeout,
    log,
    settings,
  });
  telephony.onEvent((event) => webphones.telephonyEvent(event));
  started.add("PBX connection", () => centre.stop());
  await centre.start();
  await webphones.reap();
  started.add("web phones", () => webphones.revokeAll());
  telephony.onEvent((event) => {
    if (event.type === "pbx-connected") webphones.reap().catch((err: unknown) => log.warn({ err }, "web phone logins could not be compared"));
  });

  const sessions = new SessionService({ users: stores.users, hasher, digest: sha256TokenDigest, journal: stores.journal, clock, random, log });
  sessions.onEnded((userId, because) => {
    centre.agentSignedOut(userId, because).catch((err: unknown) => log.error({ err, userId }, "sign-out could not be finished"));
  });
  const users = new UserAdmin({
    users: stores.users,
    sessions,
    hasher,
    journal: stores.journal,
    clock,
    random,
    onCreated: (user) => {
      seatNewUser(stores, user).then(() => centre.reloadConfiguration()).catch((err: unknown) => log.error({ err, userId: user.userId }, "new user has no queues"));
    },
  });
  const http = await createHttpServer({
    sessions,
    users,
    customers: stores.customers,
    contacts: stores.contacts,
    routingConfig: stores.routing,
    callLists: stores.callLists,
    journal: stores.journal,
    prompts: new PromptAdmin({ prompts: ALL_PROMPTS, recordings: promptRecordings(config.dataDir, promptLibrary), journal: stores.journal, clock }),
    webphones,
    health: () => ({ pbx: centre.board().pbxConnected, database: true }),
    clock,
    random,
    log,
    settings: { version: packageVersion(), demo: config.demo, rendererFolder: rendererFolder(), sipOrigins: [new URL(settings.sipWsUrl).origin], strictReplies: false },
  });
  const sockets = createSocketServer({
    server: http.server,
    sessions,
    app: centre.consoles,
    journal: stores.journal,
    clock,
    withTimeout,
    log,
    settings: { strictPushes: false },
  });
  started.add("HTTP", () => http.close());
  started.add("sockets", () => sockets.close());
  const port = await http.listen(config.host, config.httpPort);
  report(`server ready ${Math.round(performance.now() - readyAt)} ms after the PBX: http://${config.host}:${port}`);
  warmUpPrompts(promptLibrary, log);

  const base = `http://${config.host}:${port}`;
  return {
    stop: () => started.stopAll(),
    urls: { console: `${base}/`, wallboard: `${base}/wallboard`, phone: `${base}/phone` },
    logins,
    survivalOk: exchange.own,
    onFatal: (listener) => exchange.onCrash(listener),
  };
}
