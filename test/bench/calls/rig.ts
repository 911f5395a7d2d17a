import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { request } from "undici";
import { DEMO_NORMAL, DEMO_VIP } from "../../../server/demo/demo-cases.ts";
import { AGENT_ADDRESS, AGENTS } from "./rig-addresses.ts";
import { makeRigData } from "./rig-data.ts";
import { ARI_SECRET, ARI_USER, startRigPbx } from "./rig-pbx.ts";
import { type CapturedLoad, captureSip } from "./sip-capture.ts";
import { placeCalls, startSippAgents } from "./sipp.ts";

const CALLER_PORT = 25_060;
const AGENT_PORT = 25_070;
const START_LIMIT_MS = 90_000;

export interface Rig {
  /** Places calls and tells what the wire saw. */
  load(calls: {
    readonly service: string;
    readonly calls: number;
    readonly callsPerSecond: number;
  }): Promise<CapturedLoad>;
  stop(): Promise<void>;
}

/** The real server (as `npm run up` starts it) on one PBX with its peer, real consoles' sockets, SIPp on both sides. */
export async function startRig(talkMs: number, report: (line: string) => void): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-bench-"));
  const stops: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (let last = stops.pop(); last; last = stops.pop()) await last();
  };
  try {
    const dataDir = join(folder, "data");
    const tokens = await makeRigData(dataDir);
    const { pbx, sipPort } = await startRigPbx(folder, { callers: CALLER_PORT, agents: AGENT_PORT }, report);
    stops.push(() => pbx.stop());
    const agents = await startSippAgents({ folder, port: AGENT_PORT, mediaPort: 26_000 }, talkMs);
    stops.push(() => agents.stop());
    const httpPort = 28_440;
    const server = await startServer(dataDir, httpPort, pbx.httpUrl);
    stops.push(() => end(server));
    const tokensFile = join(folder, "tokens.json");
    writeFileSync(tokensFile, JSON.stringify(Object.fromEntries(tokens)), { mode: 0o600 });
    const consoles = await startConsoles(`http://127.0.0.1:${httpPort}`, tokensFile, (name) =>
      pointAtSipp(pbx.httpUrl, name),
    );
    stops.push(() => end(consoles));
    // Made once in the life of a data folder; app_queue's peer is not measured on its first minute either.
    await logged(join(dataDir, "log", "server.log"), /prompts (?:prepared|could not be prepared)/);
    report(`${AGENTS} agents ready on both sides`);
    let captures = 0;
    return {
      stop,
      async load(calls) {
        captures += 1;
        const capture = await captureSip(join(folder, `capture-${captures}.pcapng`), {
          callers: CALLER_PORT,
          agents: AGENT_PORT,
        });
        const callers = [
          DEMO_VIP.phone,
          DEMO_NORMAL.phone,
          ...Array.from({ length: 20 }, (_, index) => `+861380013${8010 + index}`),
        ];
        await placeCalls(
          { folder, port: CALLER_PORT, mediaPort: 26_100 },
          { ...calls, pbxSipPort: sipPort, callers },
          180_000,
        );
        return capture.stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServer(dataDir: string, httpPort: number, pbxUrl: string): Promise<ChildProcess> {
  const url = new URL(pbxUrl);
  url.username = ARI_USER;
  url.password = ARI_SECRET;
  const project = join(import.meta.dirname, "..", "..", "..");
  const child = spawn(
    process.execPath,
    [...(process.env["BENCH_NODE_ARGS"]?.split(" ").filter(Boolean) ?? []), join(project, "dist", "server", "up.js")],
    {
      cwd: project,
      env: {
        ...process.env,
        CORDBOARD_DATA_DIR: dataDir,
        CORDBOARD_HTTP_PORT: String(httpPort),
        CORDBOARD_PBX_URL: url.href,
        CORDBOARD_PBX_MEDIA_URL: "files",
        CORDBOARD_DEMO: "false",
        CORDBOARD_OPEN: "false",
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await lineOf(child, (line) => line.includes("Cordboard is ready"));
  return child;
}

async function startConsoles(
  url: string,
  tokensFile: string,
  onStarted: (sipName: string) => Promise<void>,
): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "rig-consoles.ts"), url, tokensFile],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await lineOf(child, (line) => {
    if (line.startsWith("started ")) {
      onStarted(line.slice("started ".length)).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }
    return line === "ready";
  });
  return child;
}

/**
 * SIPp speaks neither DTLS nor ICE: the pushed login becomes a plain one whose contact is SIPp. The server is not told; it
 * sees an endpoint come online as any other.
 */
export async function pointAtSipp(httpUrl: string, name: string, port = AGENT_PORT): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${ARI_USER}:${ARI_SECRET}`).toString("base64")}`;
  const send = async (method: "PUT" | "DELETE", type: string, fields: Readonly<Record<string, string>>) => {
    const { statusCode, body } = await request(`${httpUrl}/ari/asterisk/config/dynamic/res_pjsip/${type}/${name}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      body:
        method === "PUT"
          ? JSON.stringify({ fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })) })
          : null,
    });
    const text = await body.text();
    if (statusCode >= 300) throw new Error(`ARI ${method} ${type} ${name}: ${statusCode} ${text}`);
  };
  await send("DELETE", "endpoint", {});
  await send("DELETE", "aor", {});
  await send("PUT", "aor", { contact: `sip:${name}@${AGENT_ADDRESS}:${port}`, qualify_frequency: "0" });
  await send("PUT", "endpoint", {
    aors: name,
    transport: "transport-udp",
    context: "from-agents",
    disallow: "all",
    allow: "ulaw,alaw",
    direct_media: "no",
    timers: "no",
    // SIPp sends no sound.
    rtp_timeout: "0",
  });
}

/** Waits for a line of the server's log. */
async function logged(file: string, text: RegExp): Promise<void> {
  const until = Date.now() + START_LIMIT_MS;
  while (!text.test(readFileSync(file, "utf8"))) {
    if (Date.now() > until) throw new Error(`the server did not log ${String(text)} in time`);
    await pause(200);
  }
}

function lineOf(child: ChildProcess, isIt: (line: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const limit = setTimeout(
      () => reject(new Error(`the rig did not start in time; last: ${said.slice(-3).join(" | ")}`)),
      START_LIMIT_MS,
    );
    if (!child.stdout) throw new Error("no output");
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      if (!isIt(line)) return;
      clearTimeout(limit);
      resolve();
    });
    child.once("exit", (code) => reject(new Error(`a part of the rig ended: exit status ${String(code)}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}
