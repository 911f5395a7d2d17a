import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { FileLog } from "../adapters/log/file-log.ts";
import { checkExternalPbx } from "../adapters/pbx/external-pbx.ts";
import { findAsterisk } from "../adapters/pbx/find-asterisk.ts";
import { keepPbx } from "../adapters/pbx/keep-pbx.ts";
import type { PbxOptions, TrunkOptions } from "../adapters/pbx/pbx-options.ts";
import { startPbx } from "../adapters/pbx/start-pbx.ts";
import { plainMusic } from "../adapters/speech/plain-music.ts";
import { soundFolder } from "../adapters/speech/speech-prompt-library.ts";
import type { Clock } from "../ports/clock.ts";
import type { Config } from "../up/config.ts";
import type { StartOptions } from "../up/cordboard.ts";
import type { Started } from "./started.ts";

export const APP_NAME = "cordboard";
export const TRUNK_NAME = "carrier";
/** RFC 1918 and loopback: whoever calls from there is told the address of this network, not the public one. */
const LOCAL_NETWORKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8"];

/** The exchange this server talks to: its own, or somebody else's. */
export interface Exchange {
  readonly httpUrl: string;
  readonly wsUrl: string;
  readonly ariUser: string;
  readonly ariSecret: string;
  readonly own: boolean;
  /** It can play what it has to fetch over HTTP first. */
  readonly fetchesSounds: boolean;
  stop(): Promise<void>;
  /** Calls `listener` when the exchange has ended and will not come back by itself. */
  onGone(listener: (error: unknown) => void): void;
}

interface ExchangeRequest extends Pick<StartOptions, "config" | "secrets" | "report"> {
  readonly started: Started;
  readonly log: FileLog;
  readonly clock: Clock;
}

export async function openExchange({
  config,
  secrets,
  report,
  started,
  log,
  clock,
}: ExchangeRequest): Promise<Exchange> {
  if (config.pbxUrl) {
    const external = await checkExternalPbx(config.pbxUrl);
    for (const warning of external.warnings) report(`warning: ${warning}`);
    report(`exchange: Asterisk ${external.version} at ${new URL(external.httpUrl).host}`);
    return { ...external, own: false, stop: async () => undefined, onGone: () => undefined };
  }
  const installation = await findAsterisk({
    onProgress: report,
    ...(config.pbxImage === null ? {} : { dockerImage: config.pbxImage }),
  });
  const ariSecret = secrets.secret("ari-password");
  const runDir = join(config.dataDir, "pbx");
  await mkdir(runDir, { recursive: true, mode: 0o700 });
  const options: PbxOptions = {
    role: "cordboard",
    runDir,
    ports: {
      http: config.pbxHttpPort,
      sipUdp: config.sipPort,
      rtpStart: config.rtpPortMin,
      rtpEnd: config.rtpPortMax,
    },
    ariUser: APP_NAME,
    ariSecret,
    appName: APP_NAME,
    trunks: trunksOf(config),
    soundDirs: [soundFolder(config.dataDir)],
    ...(installation.mohDir === undefined ? { mohDir: await plainMusic(join(config.dataDir, "music")) } : {}),
    sipBindAddress: config.sipHost,
    mediaAddress: config.sipHost,
    ...(config.publicAddress === null
      ? {}
      : { external: { address: config.publicAddress, localNetworks: LOCAL_NETWORKS } }),
    wss: { enabled: false },
    // A server that is killed leaves the exchange to the survival dial plan; the next start takes it over with its calls.
    dieWithParent: false,
  };
  const pbx = await keepPbx({
    start: () => startPbx(options, { installation, onProgress: report }),
    pause: (durationMs, signal) => pause(durationMs, undefined, { signal }),
    clock,
    onEnd: ({ detail, againInMs }) => {
      log.error({ detail, againInMs }, "the exchange ended by itself");
      if (againInMs !== null)
        report("The exchange has ended by itself; it is started again. Its log says why it ended.");
    },
    onStartedAgain: ({ pid }) => log.warn({ pid }, "the exchange is up again; agents' logins are pushed anew"),
  });
  started.add("exchange", () => pbx.stop());
  return {
    httpUrl: pbx.httpUrl,
    wsUrl: pbx.wsUrl,
    ariUser: APP_NAME,
    ariSecret,
    own: true,
    fetchesSounds: false,
    stop: () => pbx.stop(),
    onGone: (listener) => pbx.onGivenUp(listener),
  };
}

function trunksOf(config: Config): readonly TrunkOptions[] {
  if (!config.trunkHost) return [];
  const allowed = config.trunkAllowFrom?.split(",").map((address) => address.trim()) ?? [config.trunkHost];
  return [
    {
      name: TRUNK_NAME,
      host: config.trunkHost,
      port: config.trunkPort,
      matchIps: allowed,
      register: config.trunkRegister,
      ...(config.trunkUser === null ? {} : { username: config.trunkUser }),
      ...(config.trunkSecret === null ? {} : { secret: config.trunkSecret }),
    },
  ];
}
