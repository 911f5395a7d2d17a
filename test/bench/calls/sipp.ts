import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureTool } from "../../../server/adapters/pbx/ensure-tool.ts";
import { AGENT_ADDRESS, CALLER_ADDRESS } from "./rig-addresses.ts";
import { agentScenario, callerScenario } from "./sipp-scenarios.ts";

export interface SippPlace {
  readonly folder: string;
  readonly port: number;
  readonly mediaPort: number;
}

export interface CallLoad {
  readonly service: string;
  readonly pbxSipPort: number;
  readonly calls: number;
  readonly callsPerSecond: number;
  readonly callers: readonly string[];
}

/** SIPp answering for all agents at one address; runs until stopped. */
export async function startSippAgents(
  { folder, port, mediaPort }: SippPlace,
  talkMs: number,
): Promise<{ stop(): Promise<void> }> {
  const scenario = join(folder, "agent.xml");
  writeFileSync(scenario, agentScenario(talkMs));
  const child = await sipp(folder, [
    "-sf",
    scenario,
    "-i",
    AGENT_ADDRESS,
    "-p",
    String(port),
    "-mi",
    AGENT_ADDRESS,
    "-mp",
    String(mediaPort),
    "-aa",
  ]);
  return { stop: () => ended(child, "SIGTERM") };
}

/** Places the calls and resolves when every one is over. Rejects when calls failed. */
export async function placeCalls(place: SippPlace, load: CallLoad, limitMs: number): Promise<void> {
  const scenario = join(place.folder, `caller-${load.service}.xml`);
  const numbers = join(place.folder, "callers.csv");
  writeFileSync(scenario, callerScenario());
  writeFileSync(numbers, `SEQUENTIAL\n${load.callers.join("\n")}\n`);
  const child = await sipp(place.folder, [
    "-sf",
    scenario,
    "-inf",
    numbers,
    "-s",
    load.service,
    `127.0.0.1:${load.pbxSipPort}`,
    "-i",
    CALLER_ADDRESS,
    "-p",
    String(place.port),
    "-mi",
    CALLER_ADDRESS,
    "-mp",
    String(place.mediaPort),
    "-m",
    String(load.calls),
    "-r",
    String(load.callsPerSecond),
    "-l",
    String(load.calls),
    "-timeout",
    `${Math.ceil(limitMs / 1000)}s`,
    "-recv_timeout",
    "120000",
  ]);
  const [code] = await once(child, "exit");
  if (code !== 0)
    throw new Error(`SIPp: calls to ${load.service} failed (exit status ${String(code)}): ${firstError(place.folder)}`);
}

function firstError(folder: string): string {
  const file = join(folder, "sipp-errors.log");
  return existsSync(file) ? readFileSync(file, "utf8").slice(0, 1_200) : "no error was written";
}

export async function sipp(folder: string, args: readonly string[]): Promise<ChildProcess> {
  const tool = await ensureTool("sipp", { onProgress: (line) => process.stderr.write(`${line}\n`) });
  const child = spawn(
    tool.command,
    [...tool.args, ...args, "-nostdin", "-trace_err", "-error_file", join(folder, "sipp-errors.log")],
    {
      cwd: folder,
      env: { ...process.env, ...tool.env, TERM: "dumb" },
      stdio: "ignore",
    },
  );
  await once(child, "spawn");
  return child;
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  const force = setTimeout(() => child.kill("SIGKILL"), 3_000);
  await exit;
  clearTimeout(force);
}
