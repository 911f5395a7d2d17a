import { spawn, spawnSync } from "node:child_process";
import { constants, setPriority } from "node:os";

const OUTPUT_MAX_CHARS = 400_000;
const running = new Set();

/**
 * Runs one stage in its own process group, so that its end (or its time limit) takes along whatever it started and
 * nothing else. Shows its output live, or as one block at its end.
 */
export function runStage(root, stage, live) {
  const startedAt = performance.now();
  if (live) console.log(`\n=== ${stage.title}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, stage.command, {
      cwd: root,
      detached: process.platform !== "win32",
      stdio: ["ignore", live ? "inherit" : "pipe", live ? "inherit" : "pipe"],
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? "1" : "0", CI: process.env["CI"] ?? "1" },
    });
    running.add(child);
    if (stage.isInBackground && child.pid !== undefined) leaveTheProcessorToOthers(child.pid);
    let output = "";
    const keep = (chunk) => {
      if (output.length < OUTPUT_MAX_CHARS) output += chunk;
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    let why;
    const limit = setTimeout(() => {
      why = `took longer than ${stage.limitMs / 60_000} min`;
      endGroup(child, "SIGTERM");
      setTimeout(() => endGroup(child, "SIGKILL"), 10_000).unref();
    }, stage.limitMs);
    const finish = (exitCode, reason) => {
      clearTimeout(limit);
      running.delete(child);
      const tookMs = performance.now() - startedAt;
      if (!live) console.log(`\n=== ${stage.title} (${(tookMs / 1_000).toFixed(1)} s)\n${output.trim() || "ok"}`);
      resolve({ ok: exitCode === 0 && reason === undefined, exitCode, why: reason, tookMs });
    };
    child.once("error", (error) => finish(1, `could not be started: ${error.message}`));
    child.once("close", (exitCode, signal) =>
      finish(exitCode, why ?? (signal === null ? undefined : `ended by ${signal}`)),
    );
  });
}

/**
 * Whatever else has something to do goes first. Not by niceness alone: a browser started by root gives its processes the one it
 * wants; the scheduling class of idle work (Linux, sched(7)) stays with all it starts.
 */
function leaveTheProcessorToOthers(pid) {
  setPriority(pid, constants.priority.PRIORITY_LOW);
  // Not on every system: the niceness has to do there.
  spawnSync("chrt", ["--idle", "--pid", "0", String(pid)], { stdio: "ignore", timeout: 2_000 });
}

export function stopRunningStages(signal) {
  for (const child of running) endGroup(child, signal);
}

function endGroup(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch (error) {
    // Gone between the check and the call.
    if (error.code !== "ESRCH") throw error;
  }
}
