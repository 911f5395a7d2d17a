import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "undici";
import { build } from "vite";
import { ServerApi } from "../../e2e/server-api.ts";
import { type StartedProgram, startProgram } from "../../fakes/started-program.ts";
import { pointAtSipp } from "./rig.ts";
import { AGENT_ADDRESS, agentId, CALLER_ADDRESS } from "./rig-addresses.ts";
import { RigConsole } from "./rig-console.ts";
import { ARI_SECRET, ARI_USER, startRigPbx } from "./rig-pbx.ts";
import { makeMixedData, RINGING_AGENTS } from "./mixed-data.ts";
import { ended, sipp } from "./sipp.ts";
import { agentScenario, callerScenario, ringingScenario } from "./sipp-scenarios.ts";

const PORTS = { callers: 25_060, answering: 25_070, ringing: 25_071, http: 28_441 } as const;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 25_000;
const PHONE_LANES = 8;
const PROJECT = join(import.meta.dirname, "..", "..", "..");

export interface CallersWanted {
  readonly dnis: string;
  readonly numbers: readonly string[];
  readonly callsPerSecond: number;
  /** Hang up so long after they were answered; null: stay until they are told to go. */
  readonly hangUpAfterMs: number | null;
  readonly limitMs: number;
}

/** The built server on its PBX with people in every stage of a call; can be killed and started again. */
export class MixedCentre {
  readonly dataDir: string;
  readonly url = `http://127.0.0.1:${PORTS.http}`;
  readonly #folder: string;
  readonly #stops: (() => Promise<unknown>)[] = [];
  readonly consoles = new Map<string, RigConsole>();
  readonly #sipPort: number;
  readonly #pbxUrl: string;
  readonly pbxPid: number;
  readonly #phoneLanes: Promise<void>[] = [];
  #server: StartedProgram | null = null;
  #callers = 0;
  api: ServerApi;

  private constructor(
    folder: string,
    pbx: { readonly httpUrl: string; readonly pid: number },
    sipPort: number,
    supervisor: string,
  ) {
    this.#folder = folder;
    this.dataDir = join(folder, "data");
    this.#pbxUrl = pbx.httpUrl;
    this.pbxPid = pbx.pid;
    this.#sipPort = sipPort;
    this.api = new ServerApi(this.url, supervisor);
  }

  static async start(
    options: { readonly agents: number; readonly announceEveryMs: number },
    report: (line: string) => void,
  ): Promise<MixedCentre> {
    const folder = mkdtempSync(join(tmpdir(), "cordboard-bench-"));
    const data = await makeMixedData(join(folder, "data"), options.agents, options.announceEveryMs);
    await build({ configFile: join(PROJECT, "server", "vite.config.ts"), logLevel: "warn" });
    const { pbx, sipPort } = await startRigPbx(folder, { callers: PORTS.callers, agents: PORTS.answering }, report);
    const centre = new MixedCentre(folder, pbx, sipPort, data.supervisor);
    centre.#stops.push(() => pbx.stop());
    try {
      await centre.#agentPhones("answering", agentScenario(900_000), PORTS.answering);
      await centre.#agentPhones("ringing", ringingScenario(), PORTS.ringing);
      await centre.startServer();
      centre.#stops.push(() => centre.stopServer());
      await Promise.all([...data.agents].map(([id, token]) => centre.#openConsole(id, token).beginWork()));
      report(`${centre.consoles.size} agents ready`);
      return centre;
    } catch (error) {
      await centre.stop();
      throw error;
    }
  }

  async #agentPhones(name: string, scenario: string, port: number): Promise<void> {
    const file = join(this.#folder, `${name}.xml`);
    writeFileSync(file, scenario);
    const media = String(port + 1_000);
    const child = await sipp(this.#folder, [
      ...["-sf", file, "-i", AGENT_ADDRESS, "-p", String(port)],
      ...["-mi", AGENT_ADDRESS, "-mp", media, "-aa"],
    ]);
    this.#stops.push(() => ended(child, "SIGTERM"));
  }

  #openConsole(id: string, token: string): RigConsole {
    const index = Number(id.slice(id.lastIndexOf("-") + 1));
    const port = index < RINGING_AGENTS ? PORTS.ringing : PORTS.answering;
    const console = new RigConsole(this.url, token, (name) =>
      this.#inTurn(index, () => pointAtSipp(this.#pbxUrl, name, port)),
    );
    this.consoles.set(id, console);
    this.#stops.push(() => Promise.resolve(console.close()));
    return console;
  }

  /** A few at a time: Asterisk refuses what comes on more connections than it has threads for. */
  #inTurn(index: number, work: () => Promise<void>): Promise<void> {
    const lane = index % PHONE_LANES;
    const done = (this.#phoneLanes[lane] ?? Promise.resolve()).then(work);
    // The console that asked is told; the next in the lane goes on.
    this.#phoneLanes[lane] = done.catch(() => undefined);
    return done;
  }

  console(index: number): RigConsole {
    const found = this.consoles.get(agentId(index));
    if (found === undefined) throw new Error(`no console ${index}`);
    return found;
  }

  /** Resolves when the server says that it is ready; the time is that of the new process's start. */
  async startServer(): Promise<number> {
    const url = new URL(this.#pbxUrl);
    url.username = ARI_USER;
    url.password = ARI_SECRET;
    const startedAt = Date.now();
    this.#server = startProgram(
      process.execPath,
      [join(PROJECT, "dist", "server", "up.js")],
      {
        ...process.env,
        CORDBOARD_DATA_DIR: this.dataDir,
        CORDBOARD_HTTP_PORT: String(PORTS.http),
        CORDBOARD_PBX_URL: url.href,
        CORDBOARD_PBX_MEDIA_URL: "files",
        CORDBOARD_DEMO: "false",
        CORDBOARD_OPEN: "false",
      },
      PROJECT,
    );
    await this.#server.says(/Cordboard is ready/u, START_LIMIT_MS);
    return startedAt;
  }

  get serverPid(): number {
    return this.#server?.child.pid ?? 0;
  }

  get serverOutput(): string {
    return this.#server?.output() ?? "";
  }

  async killServer(): Promise<void> {
    await this.#server?.ends(STOP_LIMIT_MS, "SIGKILL");
  }

  async stopServer(): Promise<void> {
    const server = this.#server;
    if (server !== null && server.child.exitCode === null && server.child.signalCode === null)
      await server.ends(STOP_LIMIT_MS, "SIGTERM");
  }

  /** Places the calls from ports of their own; they live until they are over or the centre is stopped. */
  async call({ dnis, numbers, callsPerSecond, hangUpAfterMs, limitMs }: CallersWanted): Promise<ChildProcess> {
    this.#callers += 1;
    const name = `callers-${this.#callers}`;
    const [scenario, injected] = [join(this.#folder, `${name}.xml`), join(this.#folder, `${name}.csv`)];
    writeFileSync(scenario, callerScenario(hangUpAfterMs, limitMs));
    writeFileSync(injected, `SEQUENTIAL\n${numbers.join("\n")}\n`);
    const port = PORTS.callers + 100 * this.#callers;
    const count = String(numbers.length);
    const child = await sipp(this.#folder, [
      ...["-sf", scenario, "-inf", injected, "-s", dnis, `127.0.0.1:${this.#sipPort}`],
      ...["-i", CALLER_ADDRESS, "-p", String(port), "-mi", CALLER_ADDRESS, "-mp", String(port + 10)],
      ...["-m", count, "-l", count, "-r", String(callsPerSecond)],
    ]);
    this.#stops.push(() => ended(child, "SIGKILL"));
    return child;
  }

  /** The PBX ends every leg, as if all callers hung up at once. */
  async hangUpAll(): Promise<void> {
    const authorization = `Basic ${Buffer.from(`${ARI_USER}:${ARI_SECRET}`).toString("base64")}`;
    const list = await request(`${this.#pbxUrl}/ari/channels`, { headers: { authorization } });
    const channels = (await list.body.json()) as readonly { readonly id: string; readonly name: string }[];
    for (const { id, name } of channels.filter((channel) => channel.name.startsWith("PJSIP/carrier"))) {
      const reply = await request(`${this.#pbxUrl}/ari/channels/${id}`, {
        method: "DELETE",
        headers: { authorization },
      });
      await reply.body.dump();
      if (reply.statusCode >= 300 && reply.statusCode !== 404) throw new Error(`${name} cannot be ended`);
    }
  }

  async stop(): Promise<void> {
    for (let last = this.#stops.pop(); last !== undefined; last = this.#stops.pop()) await last();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
