import { open, readFile, rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { processIdentity } from "./process-identity.ts";

const POLL_MS = 300;
const POLLS_MAX = 3_000;

/** Runs `work` while holding a lock file, so that `npm run up` and `npm test` started together unpack once, not twice. */
export async function withProvisionLock<T>(lockFile: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const owner = `${process.pid} ${(await processIdentity(process.pid)) ?? ""}`;
  for (let polls = 0; ; polls += 1) {
    if (await tryCreate(lockFile, owner)) break;
    if (await ownerIsGone(lockFile)) {
      await rm(lockFile, { force: true });
      continue;
    }
    if (polls === 0) onWait();
    if (polls >= POLLS_MAX) throw new StartUpError("no-pbx", `another process has held ${lockFile} for 15 minutes`);
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function tryCreate(lockFile: string, owner: string): Promise<boolean> {
  try {
    const handle = await open(lockFile, "wx", 0o600);
    await handle.writeFile(owner);
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function ownerIsGone(lockFile: string): Promise<boolean> {
  const text = await readFile(lockFile, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const [pid, ...identity] = text.split(" ");
  // Empty: just created by its owner, or just removed; the next poll will see which.
  if (pid === undefined || pid === "") return false;
  return (await processIdentity(Number(pid))) !== identity.join(" ");
}
