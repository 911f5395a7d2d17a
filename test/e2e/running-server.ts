import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { processIdentity } from "../../server/adapters/pbx/process-identity.ts";
import type { FreePorts } from "../fakes/free-pbx-ports.ts";
import { type StartedProgram, startProgram } from "../fakes/started-program.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The first start on a machine builds both parts, fetches and unpacks the exchange. */
const START_LIMIT_MS = 280_000;
const STOP_LIMIT_MS = 25_000;

interface ServerOptions {
  readonly dataDir: string;
  readonly ports: FreePorts;
  readonly trunkPort: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The server as `npm run up` runs it: built where it is stale, in a process of its own, with its own exchange. */
export class RunningServer {
  readonly dataDir: string;
  readonly url: string;
  readonly #env: NodeJS.ProcessEnv;
  #program: StartedProgram;

  private constructor(dataDir: string, url: string, env: NodeJS.ProcessEnv) {
    this.dataDir = dataDir;
    this.url = url;
    this.#env = env;
    this.#program = this.#run();
  }

  static async start({ dataDir, ports, trunkPort, env = {} }: ServerOptions): Promise<RunningServer> {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(CORDBOARD_(?!CACHE_DIR|PBX_IMAGE)|VITEST|NODE_OPTIONS)/u.test(name),
    );
    const server = new RunningServer(dataDir, `http://127.0.0.1:${ports.server}`, {
      ...Object.fromEntries(inherited),
      CORDBOARD_DATA_DIR: dataDir,
      CORDBOARD_HTTP_PORT: String(ports.server),
      CORDBOARD_PBX_HTTP_PORT: String(ports.http),
      CORDBOARD_SIP_PORT: String(ports.sipUdp),
      CORDBOARD_RTP_PORT_MIN: String(ports.rtpStart),
      CORDBOARD_RTP_PORT_MAX: String(ports.rtpEnd),
      CORDBOARD_TRUNK_HOST: "127.0.0.1",
      CORDBOARD_TRUNK_PORT: String(trunkPort),
      CORDBOARD_TRUNK_ALLOW_FROM: "127.0.0.1",
      CORDBOARD_OPEN: "false",
      // Tests run at any hour.
      CORDBOARD_CALLING_HOURS: "CN=00:00-24:00",
      ...env,
    });
    await server.ready();
    return server;
  }

  /** Everything the program has written since its last start. */
  get output(): string {
    return this.#program.output();
  }

  get pid(): number {
    return this.#program.child.pid ?? 0;
  }

  /** Resolves when the program says that Cordboard is ready. */
  async ready(): Promise<void> {
    await this.#program.says(/Cordboard is ready/u, START_LIMIT_MS);
  }

  async startAgain(): Promise<void> {
    this.#program = this.#run();
    await this.ready();
  }

  /** As the machine's out-of-memory killer does it; the exchange lives on. */
  async killHard(): Promise<void> {
    await this.#program.ends(STOP_LIMIT_MS, "SIGKILL");
  }

  async stop(): Promise<void> {
    if (this.isRunning) await this.#program.ends(STOP_LIMIT_MS, "SIGINT");
    await this.#stopOrphanedExchange();
  }

  get isRunning(): boolean {
    return this.#program.child.exitCode === null && this.#program.child.signalCode === null;
  }

  /** Password of a demonstration login, as the welcome shows it. */
  password(login: string): string {
    const secrets: Record<string, string> = JSON.parse(readFileSync(join(this.dataDir, "secrets.json"), "utf8"));
    const found = Object.values(secrets).length > 0 ? secrets[`demo:${login}`] : undefined;
    if (found === undefined) throw new Error(`there is no password for ${login}`);
    return found;
  }

  /** After `killHard` the exchange runs on by design; a test must not leave it behind. */
  async #stopOrphanedExchange(): Promise<void> {
    const pid = await this.exchangePid();
    if (pid !== null) process.kill(pid, "SIGTERM");
  }

  /** Process id of the exchange while it lives. */
  async exchangePid(): Promise<number | null> {
    let pid: number;
    try {
      ({ pid } = JSON.parse(readFileSync(join(this.dataDir, "pbx", "pbx.json"), "utf8")));
    } catch (error) {
      // The exchange takes its pid file along when it stops.
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
    return (await processIdentity(pid)) === undefined ? null : pid;
  }

  #run(): StartedProgram {
    return startProgram(process.execPath, ["server/up/bootstrap.mjs"], this.#env, root);
  }
}
