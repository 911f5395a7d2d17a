import { readFile } from "node:fs/promises";
import { runCommand } from "./run-command.ts";

/**
 * Tells a process from a later one that got the same pid. Linux: start time in clock ticks since boot, field 22 of
 * /proc/PID/stat (proc(5)) with the boot's id; elsewhere what `ps` prints as start time. Undefined when it is gone.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(absentAsUndefined);
    if (stat === undefined) return undefined;
    // The command name may hold spaces and brackets: fields are counted after the last ')'.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return undefined;
    const bootId = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(absentAsUndefined);
    return `${bootId?.trim() ?? ""}:${fields[19] ?? ""}`;
  }
  const ps = await runCommand("ps", ["-o", "lstart=", "-p", String(pid)], { timeoutMs: 5_000 });
  const started = ps.stdout.trim();
  return ps.exitCode === 0 && started !== "" ? started : undefined;
}

function absentAsUndefined(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ESRCH" || error.code === "EACCES") return undefined;
  throw error;
}
