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

/**
 * Records a few seconds of what the rig's callers are sent. To count it takes longer than to record it (tshark: 20 s of a core for a
 * thousand callers), so that is asked for when the machine is free again.
 * @returns voice packets a second to each caller, once; who got none counts as 0
 */
export async function recordMusic(callers: number): Promise<() => Promise<readonly number[]>> {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-music-"));
  const file = join(folder, "music.pcapng");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await run("dumpcap", [
      ...["-q", "-i", "lo", "-s", "64", "-B", "64", "-a", `duration:${SECONDS}`, "-w", file],
      ...["-f", `udp and dst host ${CALLER_ADDRESS} and udp[4:2] = ${RTP_BYTES}`],
    ]);
  } catch (error) {
    remove();
    throw error;
  }
  return async () => {
    // Each caller has a port of the exchange of their own.
    const fields = ["-T", "fields", "-e", "frame.time_epoch", "-e", "udp.srcport"];
    const { stdout } = await run("tshark", ["-n", "-r", file, ...fields], { maxBuffer: OUTPUT_BYTES_MAX }).finally(
      remove,
    );
    return ratesOf(stdout, callers);
  };
}

/** Of each caller in the whole time from the first packet to the last, of whomever: dumpcap ends a little later than it was told. */
export function ratesOf(fields: string, callers: number): readonly number[] {
  const packets = new Map<string, number>();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const line of fields.split("\n")) {
    const [time, port] = line.split("\t");
    if (time === undefined || port === undefined) continue;
    packets.set(port, (packets.get(port) ?? 0) + 1);
    first = Math.min(first, Number(time));
    last = Math.max(last, Number(time));
  }
  const seconds = last - first;
  const rates = [...packets.values()].map((count) => count / seconds);
  return [...rates, ...Array.from({ length: Math.max(0, callers - rates.length) }, () => 0)];
}
