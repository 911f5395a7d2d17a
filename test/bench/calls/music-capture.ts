import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CALLER_ADDRESS } from "./rig-addresses.ts";

const run = promisify(execFile);

const SECONDS = 4;
/** UDP header, RTP header and 20 ms of G.711; RTCP is longer or shorter. */
const RTP_BYTES = 8 + 12 + 160;
const OUTPUT_BYTES_MAX = 64 * 1_024 * 1_024;

/** Voice packets a second to each of the rig's callers, from a few seconds of capture; a caller who got none counts as 0. */
export async function musicOf(callers: number): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-music-"));
  const file = join(folder, "music.pcapng");
  try {
    await run("dumpcap", [
      ...["-q", "-i", "lo", "-s", "64", "-B", "64", "-a", `duration:${SECONDS}`, "-w", file],
      ...["-f", `udp and dst host ${CALLER_ADDRESS} and udp[4:2] = ${RTP_BYTES}`],
    ]);
    // Each caller has a port of the exchange of their own.
    const fields = ["-T", "fields", "-e", "udp.srcport"];
    const { stdout } = await run("tshark", ["-n", "-r", file, ...fields], { maxBuffer: OUTPUT_BYTES_MAX });
    const packets = new Map<string, number>();
    for (const port of stdout.split("\n")) if (port !== "") packets.set(port, (packets.get(port) ?? 0) + 1);
    const rates = [...packets.values()].map((count) => count / SECONDS);
    return [...rates, ...Array.from({ length: Math.max(0, callers - rates.length) }, () => 0)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
