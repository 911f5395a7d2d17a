import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { findOnPath } from "../../../server/adapters/pbx/find-on-path.ts";
import { CALLER_ADDRESS } from "./rig-addresses.ts";

const run = promisify(execFile);

/** Answered calls as they stood on the wire, in the order of their INVITEs. Times in milliseconds. */
export interface CapturedCall {
  readonly invitedAt: number;
  readonly answeredAt: number;
  /** When the caller's BYE was seen. */
  readonly endedAt: number;
}

/** Packet capture of the callers' SIP: SIPp's own timer steps in 4 ms, too coarse for calls set up in 3. */
export async function captureSip(
  file: string,
  callerPort: number,
): Promise<{ stop(): Promise<readonly CapturedCall[]> }> {
  for (const program of ["dumpcap", "tshark"]) {
    if ((await findOnPath(program)) === undefined)
      throw new Error(`the bench needs ${program}: apt-get install tshark`);
  }
  const child = spawn(
    "dumpcap",
    ["-i", "lo", "-f", `udp port ${callerPort} and host ${CALLER_ADDRESS}`, "-w", file, "-B", "64"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  await capturing(child);
  return {
    async stop() {
      const exit = once(child, "exit");
      child.kill("SIGINT");
      await exit;
      return readCalls(file, callerPort);
    },
  };
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

async function readCalls(file: string, callerPort: number): Promise<readonly CapturedCall[]> {
  const fields = ["frame.time_epoch", "sip.Call-ID", "sip.Method", "sip.Status-Code", "sip.CSeq.method"].flatMap(
    (field) => ["-e", field],
  );
  const { stdout } = await run(
    "tshark",
    ["-r", file, "-d", `udp.port==${callerPort},sip`, "-Y", "sip", "-T", "fields", ...fields],
    { maxBuffer: 512 * 1024 * 1024 },
  );
  const invited = new Map<string, number>();
  const answered = new Map<string, number>();
  const ended = new Map<string, number>();
  for (const line of stdout.split("\n")) {
    const [time = "", callId = "", method = "", status = "", cseq = ""] = line.split("\t");
    const at = Number(time) * 1_000;
    if (method === "INVITE" && !invited.has(callId)) invited.set(callId, at);
    if (status === "200" && cseq === "INVITE" && !answered.has(callId)) answered.set(callId, at);
    if (method === "BYE" && !ended.has(callId)) ended.set(callId, at);
  }
  return [...answered].flatMap(([callId, answeredAt]) => {
    const invitedAt = invited.get(callId);
    return invitedAt === undefined ? [] : [{ invitedAt, answeredAt, endedAt: ended.get(callId) ?? answeredAt }];
  });
}
