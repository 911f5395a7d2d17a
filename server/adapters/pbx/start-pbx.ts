import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { asteriskVersionWarning, type AsteriskInstallation } from "./asterisk-installation.ts";
import { checkPorts, type PortToCheck } from "./check-ports.ts";
import { dockerRunArguments, removeContainer } from "./docker-asterisk.ts";
import { findOnPath } from "./find-on-path.ts";
import type { PbxOptions } from "./pbx-options.ts";
import { adoptPbx, type AdoptedProcess } from "./adopt-pbx.ts";
import { readPidFile, stopStalePbx, writePidFile } from "./pid-file.ts";
import { LOOPBACK } from "./pjsip-conf.ts";
import { prepareRunDir, type PreparedRunDir } from "./run-dir.ts";

/** Raised when the generated configuration changes in a way a running PBX does not have. */
const CONFIG_GENERATION = 1;
const READY_POLL_MS = 40;
const READY_TIMEOUT_MS = 40_000;
const STOP_GRACE_MS = 2_500;
const OUTPUT_CHARS_MAX = 8_000;

/** A PBX this process started. */
export interface RunningPbx {
  /** `http://127.0.0.1:<port>`: base of `/ari` and of `/ws`. */
  readonly httpUrl: string;
  /** SIP over WebSocket, for agents on this machine or for a proxy. */
  readonly wsUrl: string;
  readonly wssUrl: string | undefined;
  readonly ariUser: string;
  readonly ariSecret: string;
  readonly appName: string;
  readonly version: string;
  readonly pid: number;
  readonly runDir: string;
  /** Ends it (calls are cut) and resolves when the process is gone. Safe to call twice. */
  stop(): Promise<void>;
  /** Called once when it ends without `stop()`; `detail` holds the last lines it wrote. */
  onCrash(
    listener: (crash: {
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly detail: string;
    }) => void,
  ): void;
  /** Last lines of its log. */
  logTail(): Promise<string>;
}

export interface StartPbxContext {
  readonly installation: AsteriskInstallation;
  readonly onProgress?: (line: string) => void;
}

/**
 * Writes the configuration, starts Asterisk in the foreground as a child and waits until ARI answers.
 * Throws StartUpError: port-in-use, already-running, config-invalid, disk-full, data-folder-unusable, pbx-start-failed.
 */
export async function startPbx(options: PbxOptions, context: StartPbxContext): Promise<RunningPbx> {
  const { installation } = context;
  const progress = context.onProgress ?? (() => undefined);
  const warning = asteriskVersionWarning(installation.version);
  if (warning !== undefined) progress(`warning: ${warning}`);
  const pidFile = join(options.runDir, "pbx.json");
  const configHash = configHashOf(options, installation);
  const left = options.dieWithParent === false ? await adoptPbx(await readPidFile(pidFile), options, configHash) : null;
  if (left !== null) {
    await writePidFile(pidFile, left.pid, left.container, configHash);
    progress(`the PBX of the earlier run is still up (process ${left.pid}): its calls go on`);
    return adopted(left, options, installation, pidFile);
  }
  await stopStalePbx(pidFile, progress);
  await checkPorts(portsOf(options));
  const prepared = await prepareRunDir(options, installation);
  const container =
    installation.kind === "docker"
      ? `cordboard-${basename(dirname(options.runDir))}-${basename(options.runDir)}-${process.pid}`.replace(
          /[^A-Za-z0-9_.-]/g,
          "-",
        )
      : null;
  const child = await launch(options, installation, prepared, container);
  const output = collectOutput(child);
  const logTail = async (): Promise<string> =>
    tailOf(
      `${output()}\n${(await readFile(prepared.logFile).catch(() => Buffer.alloc(0))).subarray(prepared.logStart).toString("utf8")}`,
    );
  const ended = endOf(child);
  const pid = child.pid;
  if (pid === undefined)
    throw new StartUpError("pbx-start-failed", `${installation.where} cannot be executed: ${(await ended).reason}`);
  await writePidFile(pidFile, pid, container, configHash);

  let stopping = false;
  const crashListeners = new Set<Parameters<RunningPbx["onCrash"]>[0]>();
  const stop = async (): Promise<void> => {
    stopping = true;
    await terminate(child, ended, container);
    await rm(pidFile, { force: true });
  };
  try {
    await untilAriAnswers(options, ended, logTail);
  } catch (error) {
    await stop();
    throw error;
  }
  const watching = ended.then(async ({ exitCode, signal }) => {
    if (stopping) return;
    // Its client has ended: what is left of it would keep the ports from the next one.
    if (container !== null) await removeContainer(container);
    await rm(pidFile, { force: true });
    const detail = await logTail();
    for (const listener of crashListeners) listener({ exitCode, signal, detail });
  });
  watching.catch((error: unknown) => progress(`watching the PBX failed: ${String(error)}`));
  progress(`PBX ready: Asterisk ${installation.version} (${installation.kind}), process ${pid}`);
  return {
    ...placeOf(options, installation),
    pid,
    stop,
    onCrash: (listener) => void crashListeners.add(listener),
    logTail,
  };
}

/** What is the same for a PBX that was started and one that was taken over. */
function placeOf(options: PbxOptions, installation: AsteriskInstallation) {
  const { ports } = options;
  const secure = options.wss.enabled && ports.https !== undefined;
  return {
    httpUrl: `http://${LOOPBACK}:${ports.http}`,
    wsUrl: `ws://${LOOPBACK}:${ports.http}/ws`,
    wssUrl: secure ? `wss://${LOOPBACK}:${ports.https}/ws` : undefined,
    ariUser: options.ariUser,
    ariSecret: options.ariSecret,
    appName: options.appName,
    version: installation.version,
    runDir: options.runDir,
  };
}

function adopted(
  left: AdoptedProcess,
  options: PbxOptions,
  installation: AsteriskInstallation,
  pidFile: string,
): RunningPbx {
  const log = join(options.runDir, "log", "messages.log");
  const logTail = async () => tailOf((await readFile(log).catch(() => Buffer.alloc(0))).toString("utf8"));
  return {
    ...placeOf(options, installation),
    pid: left.pid,
    async stop() {
      await left.stop();
      await rm(pidFile, { force: true });
    },
    onCrash(listener) {
      left.gone
        .then(async () => {
          if (left.container !== null) await removeContainer(left.container);
          listener({ exitCode: null, signal: null, detail: await logTail() });
        })
        .catch((error: unknown) => listener({ exitCode: null, signal: null, detail: String(error) }));
    },
    logTail,
  };
}

/** A PBX started with other options, or of another program version, is not the one that is wanted. */
function configHashOf(options: PbxOptions, installation: AsteriskInstallation): string {
  return createHash("sha256")
    .update(JSON.stringify([options, installation.version, installation.dockerImage ?? null, CONFIG_GENERATION]))
    .digest("hex");
}

function portsOf(options: PbxOptions): PortToCheck[] {
  const { ports } = options;
  return [
    { protocol: "tcp", address: LOOPBACK, port: ports.http, purpose: "PBX control and agents’ WebSocket" },
    ...(ports.https === undefined
      ? []
      : [{ protocol: "tcp" as const, address: LOOPBACK, port: ports.https, purpose: "agents’ secure WebSocket" }]),
    { protocol: "udp", address: options.sipBindAddress ?? LOOPBACK, port: ports.sipUdp, purpose: "SIP trunk" },
    { protocol: "udp", address: options.mediaAddress ?? LOOPBACK, port: ports.rtpStart, purpose: "first media port" },
  ];
}

async function launch(
  options: PbxOptions,
  installation: AsteriskInstallation,
  { configFile, socketDir }: PreparedRunDir,
  container: string | null,
): Promise<ChildProcess> {
  const own =
    installation.dockerImage !== undefined && container !== null
      ? dockerRunArguments({
          image: installation.dockerImage,
          name: container,
          folders: [options.runDir, ...(socketDir.startsWith(join(options.runDir, "/")) ? [] : [socketDir])],
          readOnlyFolders: await foldersToRead(options),
          configFile,
        })
      : ["-f", "-C", configFile];
  const { command, args, env } = installation.launch;
  // A parent that is killed takes its PBX along: the kernel sends SIGTERM (prctl(2) PR_SET_PDEATHSIG) through util-linux.
  const setpriv =
    options.dieWithParent !== false && process.platform === "linux" ? await findOnPath("setpriv") : undefined;
  const wrapped =
    setpriv === undefined
      ? [command, ...args, ...own]
      : [setpriv, "--pdeathsig", "TERM", "--", command, ...args, ...own];
  return spawn(wrapped[0] ?? command, wrapped.slice(1), {
    cwd: options.runDir,
    env: { ...process.env, ...env, HOME: options.runDir, LC_ALL: "C.UTF-8" },
    // One that is to outlive us must not write into a pipe nobody reads.
    stdio: options.dieWithParent === false ? ["ignore", "ignore", "ignore"] : ["ignore", "pipe", "pipe"],
    detached: options.dieWithParent === false,
  });
}

/** Docker would make a folder that is missing, as its own user. */
async function foldersToRead({ soundDirs = [], mohDir }: PbxOptions): Promise<string[]> {
  const folders = [...soundDirs, ...(mohDir === undefined ? [] : [mohDir])];
  for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 });
  return folders;
}

interface Ended {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly reason: string;
}

function endOf(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ exitCode: null, signal: null, reason: error.message }));
    child.once("exit", (exitCode, signal) =>
      resolve({ exitCode, signal, reason: signal === null ? `exit status ${String(exitCode)}` : `signal ${signal}` }),
    );
  });
}

function collectOutput(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => {
      text = (text + chunk).slice(-OUTPUT_CHARS_MAX);
    });
  }
  return () => text;
}

function tailOf(text: string): string {
  return text.trim().split("\n").slice(-15).join("\n").slice(-3_000);
}

async function untilAriAnswers(
  options: PbxOptions,
  ended: Promise<Ended>,
  logTail: () => Promise<string>,
): Promise<void> {
  const deadline = AbortSignal.timeout(READY_TIMEOUT_MS);
  let end: Ended | undefined;
  const noted = ended.then((value) => {
    end = value;
  });
  const url = `http://${LOOPBACK}:${options.ports.http}/ari/asterisk/info?only=system`;
  const authorization = `Basic ${Buffer.from(`${options.ariUser}:${options.ariSecret}`).toString("base64")}`;
  let last = "no answer";
  while (!deadline.aborted) {
    if (end !== undefined)
      throw new StartUpError(
        "pbx-start-failed",
        `it ended at once (${end.reason}); it says: ${lastLine(await logTail())}`,
        { cause: new Error(await logTail()) },
      );
    const status = await request(url, { headers: { authorization }, headersTimeout: 2_000, bodyTimeout: 2_000 }).then(
      async (response) => {
        await response.body.dump();
        return response.statusCode;
      },
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
    // 503 until fully booted.
    if (status === 200) return;
    last = String(status);
    await Promise.race([delay(READY_POLL_MS), noted]);
  }
  throw new StartUpError(
    "pbx-start-failed",
    `ARI did not answer within ${READY_TIMEOUT_MS / 1_000} s (${last}); it says: ${lastLine(await logTail())}`,
    { cause: new Error(await logTail()) },
  );
}

/** The first error is the cause; Asterisk repeats its consequences after it. */
function lastLine(text: string): string {
  const lines = text.split("\n");
  return lines.find((line) => line.includes(" ERROR[")) ?? (lines.at(-1) || "none");
}

async function terminate(child: ChildProcess, ended: Promise<Ended>, container: string | null): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    // SIGTERM is `core stop now`.
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
    await ended;
    clearTimeout(timer);
  }
  if (container !== null) await removeContainer(container);
}
