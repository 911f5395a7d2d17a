import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { stopStalePbx, writePidFile } from "./pid-file.ts";
import { processIdentity } from "./process-identity.ts";

let dir = "";
let child: ChildProcess;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "cordboard-pid-"));
  child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
});
afterEach(async () => {
  child.kill("SIGKILL");
  await rm(dir, { recursive: true, force: true });
});

const noProgress = (): void => undefined;
const pidOf = (process: ChildProcess): number => {
  if (process.pid === undefined) throw new Error("not started");
  return process.pid;
};
const record = async (overrides: Readonly<Record<string, unknown>>): Promise<string> => {
  const file = join(dir, "pbx.json");
  const pid = pidOf(child);
  await writeFile(
    file,
    JSON.stringify({
      pid,
      identity: await processIdentity(pid),
      ownerPid: 999_999_999,
      ownerIdentity: "gone",
      container: null,
      configHash: "hash",
      ...overrides,
    }),
  );
  return file;
};

it("ends a PBX that a dead run left behind", async () => {
  const exit = once(child, "exit");
  await stopStalePbx(await record({}), noProgress);
  expect((await exit)[1]).toBe("SIGTERM");
});

it("never ends another process that got the same pid", async () => {
  const file = await record({ identity: "boot:1" });
  await stopStalePbx(file, noProgress);
  expect(await processIdentity(pidOf(child))).toBeDefined();
  await expect(access(file)).rejects.toThrow();
});

it("leaves a PBX alone whose owner still runs", async () => {
  const ownerPid = process.ppid;
  const file = await record({ ownerPid, ownerIdentity: await processIdentity(ownerPid) });
  await expect(stopStalePbx(file, noProgress)).rejects.toMatchObject({ code: "already-running" });
  expect(await processIdentity(pidOf(child))).toBeDefined();
});

it("reads back what it wrote, and ignores a file cut off half-way", async () => {
  const file = join(dir, "pbx.json");
  await writePidFile(file, pidOf(child), null, "hash");
  const exit = once(child, "exit");
  // The owner is this very process: starting again in the same folder replaces its own.
  await stopStalePbx(file, noProgress);
  await exit;
  await writeFile(file, '{"pid": 12');
  await stopStalePbx(file, noProgress);
});

it("tells a process from a later one with the same pid, and knows when it is gone", async () => {
  const pid = pidOf(child);
  const identity = await processIdentity(pid);
  expect(identity).toBe(await processIdentity(pid));
  expect(identity).not.toBe(await processIdentity(process.pid));
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
  expect(await processIdentity(pid)).toBeUndefined();
});
