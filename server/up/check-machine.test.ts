import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkMachine, openDataFolder } from "./check-machine.ts";
import { readConfig } from "./config.ts";
import { takeRunLock } from "./run-lock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-machine-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const config = (httpPort: number) => readConfig({ CORDBOARD_DATA_DIR: folder, CORDBOARD_HTTP_PORT: String(httpPort) });

/** A port taken by a listener of this test. */
async function takenPort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}

describe("the machine before the start", () => {
  it("gets a private data folder, also below folders that do not exist yet", async () => {
    const deep = join(folder, "a", "b");
    await openDataFolder(deep);
    expect(statSync(deep).mode & 0o777).toBe(0o700);
  });

  it("cannot have a data folder where a file stands", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(openDataFolder(join(folder, "file"))).rejects.toMatchObject({ code: "data-folder-unusable" });
  });

  it("cannot have one where the system takes none, and says so instead of trying for ever", async () => {
    await expect(openDataFolder("/proc/cordboard/data")).rejects.toMatchObject({ code: "data-folder-unusable" });
  });

  it("names the port that is taken and the variable that moves it", async () => {
    const { port, release } = await takenPort();
    await expect(checkMachine(config(port))).rejects.toMatchObject({
      code: "port-in-use",
      detail: `127.0.0.1:${port} (CORDBOARD_HTTP_PORT)`,
    });
    await release();
    await expect(checkMachine(config(port))).resolves.toBeUndefined();
  });

  it("refuses a disk that is nearly full before anything is written to it", async () => {
    const { port, release } = await takenPort();
    await release();
    await expect(checkMachine(config(port), async () => 5 * 1024 * 1024)).rejects.toMatchObject({
      code: "disk-full",
      detail: expect.stringContaining("5 MB free and needs 100 MB"),
    });
  });
});

describe("one Cordboard per data folder", () => {
  const living = (alive: Record<number, string>) => async (pid: number) => alive[pid];

  it("refuses the second, lets it in after the first has gone", async () => {
    const identity = living({ [process.pid]: "boot:1" });
    const unlock = await takeRunLock(folder, identity);
    await expect(takeRunLock(folder, identity)).rejects.toMatchObject({ code: "already-running" });
    unlock();
    (await takeRunLock(folder, identity))();
  });

  it.each([
    ["the process is gone", "4711 boot:7", {}],
    ["its number belongs to another program now", "4711 boot:7", { 4711: "boot:99" }],
    ["the file is empty", "", {}],
    ["the file holds nonsense", "x y z", {}],
  ])("takes over what a crash left: %s", async (_name, content, alive) => {
    writeFileSync(join(folder, "cordboard.lock"), content);
    const unlock = await takeRunLock(folder, living({ ...alive, [process.pid]: "boot:1" }));
    unlock();
  });

  it("does not remove a lock that became somebody else's", async () => {
    const unlock = await takeRunLock(folder, living({ [process.pid]: "boot:1" }));
    const path = join(folder, "cordboard.lock");
    rmSync(path);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, "1 other");
    unlock();
    expect(statSync(path).size).toBeGreaterThan(0);
  });
});
