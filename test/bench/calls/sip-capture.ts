import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { findOnPath } from "../../../server/adapters/pbx/find-on-path.ts";
import { AGENT_ADDRESS, CALLER_ADDRESS } from "./rig-addresses.ts";

const run = promisify(execFile);

const WRITTEN_LIMIT_MS = 5_000;
const LOOK_AGAIN_MS = 20;

/** Answered calls as they stood on the wire, in the order of their INVITEs. Times in milliseconds. */
export interface CapturedCall {
  readonly invitedAt: number;
  readonly answeredAt: number;
  /** When the first BYE between the exchange and the caller was seen. */
  readonly endedAt: number;
}

export interface CapturedLoad {
  readonly calls: readonly CapturedCall[];
  /** From each BYE of an agent to the next INVITE at the same agent's phone. */
  readonly idleGapsMs: readonly number[];
}

interface SipPorts {
  readonly callers: number;
  readonly agents: number;
}

/** Packet capture of the callers' and the agents' SIP: SIPp's own timer steps in 4 ms, too coarse for calls set up in 3. */
export async function captureSip(file: string, ports: SipPorts): Promise<{ stop(): Promise<CapturedLoad> }> {
  for (const program of ["dumpcap", "tshark"]) {
    if ((await findOnPath(program)) === undefined)
      throw new Error(`the bench needs ${program}: apt-get install tshark`);
  }
  const child = spawn(
    "dumpcap",
    [
      "-i",
      "lo",
      "-f",
      `(udp port ${ports.callers} and host ${CALLER_ADDRESS}) or (udp port ${ports.agents} and host ${AGENT_ADDRESS})`,
      "-w",
      file,
      "-B",
      "64",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  await capturing(child);
  return {
    async stop() {
      await everythingWritten(file, ports.callers);
      const exit = once(child, "exit");
      child.kill("SIGINT");
      await exit;
      const messages = await readMessages(file, ports);
      return {
        calls: callsOf(messages.filter((message) => !message.ofAgent)),
        idleGapsMs: idleGapsOf(messages.filter((message) => message.ofAgent)),
      };
    },
  };
}

/**
 * The kernel hands packets on in blocks, up to a quarter of a second late, and a capture that is stopped loses the last one. So
 * a packet of our own goes last, and the capture is complete when the file has it.
 */
async function everythingWritten(file: string, port: number): Promise<void> {
  const mark = randomBytes(16);
  const socket = createSocket("udp4");
  await new Promise<void>((resolve, reject) => {
    socket.send(mark, port, CALLER_ADDRESS, (error) => (error ? reject(error) : resolve()));
  });
  socket.close();
  const until = Date.now() + WRITTEN_LIMIT_MS;
  while (!(await readFile(file)).includes(mark)) {
    if (Date.now() > until) throw new Error("the capture did not write the last packets in time");
    await pause(LOOK_AGAIN_MS);
  }
}

/** dumpcap names its file once it captures. */
function capturing(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += String(chunk);
      if (said.includes("File:")) resolve();
    });
    child.once("exit", () =>
      reject(new Error(`no packet capture on the loopback interface (root or cap_net_raw is needed): ${said.trim()}`)),
    );
  });
}

interface SipMessage {
  readonly at: number;
  readonly callId: string;
  /** Empty for a reply. */
  readonly method: string;
  readonly status: string;
  readonly cseqMethod: string;
  /** User of the request URI. */
  readonly user: string;
  /** On the wire between PBX and agents, else between callers and PBX. */
  readonly ofAgent: boolean;
}

async function readMessages(file: string, ports: SipPorts): Promise<readonly SipMessage[]> {
  const fields = [
    "frame.time_epoch",
    "sip.Call-ID",
    "sip.Method",
    "sip.Status-Code",
    "sip.CSeq.method",
    "sip.r-uri.user",
    "udp.srcport",
    "udp.dstport",
  ].flatMap((field) => ["-e", field]);
  const decode = [ports.callers, ports.agents].flatMap((port) => ["-d", `udp.port==${port},sip`]);
  const { stdout } = await run("tshark", ["-r", file, ...decode, "-Y", "sip", "-T", "fields", ...fields], {
    maxBuffer: 512 * 1024 * 1024,
  });
  return stdout.split("\n").flatMap((line) => {
    const [time = "", callId = "", method = "", status = "", cseqMethod = "", user = "", from = "", to = ""] =
      line.split("\t");
    if (callId === "") return [];
    const ofAgent = [from, to].includes(String(ports.agents));
    return [{ at: Number(time) * 1_000, callId, method, status, cseqMethod, user, ofAgent }];
  });
}

function callsOf(messages: readonly SipMessage[]): readonly CapturedCall[] {
  const invited = new Map<string, number>();
  const answered = new Map<string, number>();
  const ended = new Map<string, number>();
  for (const { at, callId, method, status, cseqMethod } of messages) {
    if (method === "INVITE" && !invited.has(callId)) invited.set(callId, at);
    if (status === "200" && cseqMethod === "INVITE" && !answered.has(callId)) answered.set(callId, at);
    if (method === "BYE" && !ended.has(callId)) ended.set(callId, at);
  }
  return [...answered].flatMap(([callId, answeredAt]) => {
    const invitedAt = invited.get(callId);
    const endedAt = ended.get(callId);
    if (invitedAt === undefined || endedAt === undefined) throw new Error(`the capture lacks a part of call ${callId}`);
    return [{ invitedAt, answeredAt, endedAt }];
  });
}

function idleGapsOf(messages: readonly SipMessage[]): readonly number[] {
  const agentOf = new Map<string, string>();
  const freeSince = new Map<string, number>();
  const gaps: number[] = [];
  for (const { at, callId, method, user } of messages) {
    if (method === "INVITE" && !agentOf.has(callId)) {
      agentOf.set(callId, user);
      const since = freeSince.get(user);
      if (since !== undefined) gaps.push(at - since);
      freeSince.delete(user);
    }
    const agent = agentOf.get(callId);
    if (method === "BYE" && agent !== undefined && !freeSince.has(agent)) freeSince.set(agent, at);
  }
  return gaps;
}
