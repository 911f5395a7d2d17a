import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { freePbxPorts } from "../../../test/fakes/free-pbx-ports.ts";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { findAsterisk } from "./find-asterisk.ts";
import type { PbxOptions } from "./pbx-options.ts";
import { startPbx } from "./start-pbx.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function fresh() {
  const folder = await mkdtemp(join(tmpdir(), "cordboard-pbx-"));
  folders.push(folder);
  const options: PbxOptions = {
    role: "cordboard",
    runDir: join(folder, "pbx"),
    ports: await freePbxPorts(),
    ariUser: "cordboard",
    ariSecret: "real-test-secret-0123456789",
    appName: "cordboard",
    trunks: [],
    wss: { enabled: false },
  };
  return { options, installation: await findAsterisk() };
}

describe("running the PBX", () => {
  it("refuses a taken port by its number, before anything is started", async () => {
    const { options, installation } = await fresh();
    const taken = createServer().listen(options.ports.http, "127.0.0.1");
    await once(taken, "listening");
    const failure = await startPbx(options, { installation }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartUpError);
    expect(failure).toMatchObject({
      code: "port-in-use",
      detail: expect.stringContaining(String(options.ports.http)),
    });
    await expect(readdir(options.runDir)).rejects.toThrow();
    taken.close();
  });

  it("tells that it crashed, with its last words, and leaves nothing that stops the next start", async () => {
    const { options, installation } = await fresh();
    const pbx = await startPbx(options, { installation });
    const crash = new Promise<{ readonly signal: string | null }>((resolve) => pbx.onCrash(resolve));
    process.kill(pbx.pid, "SIGKILL");
    expect(await crash).toMatchObject({ signal: "SIGKILL" });
    const again = await startPbx(options, { installation });
    await again.stop();
    await again.stop();
  });
});
