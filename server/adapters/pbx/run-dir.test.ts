import { mkdtemp, readFile, readdir, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { AsteriskInstallation } from "./asterisk-installation.ts";
import { REQUIRED_MODULE_FILES } from "./modules-conf.ts";
import type { PbxOptions } from "./pbx-options.ts";
import { prepareRunDir, socketDirFor } from "./run-dir.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "cordboard-run-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const options = (): PbxOptions => ({
  role: "cordboard",
  runDir: join(dir, "pbx"),
  ports: { http: 8088, sipUdp: 5060, rtpStart: 10_000, rtpEnd: 10_999 },
  ariUser: "cordboard",
  ariSecret: "0123456789abcdef",
  appName: "cordboard",
  trunks: [],
  wss: { enabled: false },
});

function installation(): AsteriskInstallation {
  return {
    kind: "system",
    version: "22.10.1",
    where: "x",
    launch: { command: "x", args: [], env: {} },
    modulesDir: "/m",
    moduleFiles: REQUIRED_MODULE_FILES,
    dataDir: "/data",
    soundsEnDir: "/data/sounds/en_US",
    mohDir: undefined,
  };
}

it("writes private files in private folders and links the installation's data", async () => {
  const prepared = await prepareRunDir(options(), installation());
  const etc = join(dir, "pbx", "etc");
  for (const name of await readdir(etc)) expect((await stat(join(etc, name))).mode & 0o777, name).toBe(0o600);
  for (const folder of ["pbx", "pbx/etc", "pbx/lib", "pbx/spool/recording", "pbx/log"]) {
    expect((await stat(join(dir, folder))).mode & 0o777, folder).toBe(0o700);
  }
  expect(await readlink(join(dir, "pbx/data/sounds/en"))).toBe("/data/sounds/en_US");
  expect(await readFile(prepared.configFile, "utf8")).toContain(`astetcdir = ${etc}`);
});

it("forgets the configuration of the run before, keeps its log and starts a new one when it has grown", async () => {
  await prepareRunDir(options(), installation());
  await writeFile(join(dir, "pbx/etc/old.conf"), "x");
  const log = join(dir, "pbx/log/messages.log");
  await writeFile(log, "short");
  expect((await prepareRunDir(options(), installation())).logStart).toBe(5);
  expect(await readdir(join(dir, "pbx/etc"))).not.toContain("old.conf");
  await writeFile(log, Buffer.alloc(10_000_001));
  expect((await prepareRunDir(options(), installation())).logStart).toBe(0);
  expect(await readdir(join(dir, "pbx/log"))).toEqual(["messages.log.1"]);
});

it("puts the control socket elsewhere when its path would be too long for one", () => {
  expect(socketDirFor("/srv/cordboard/pbx")).toBe("/srv/cordboard/pbx/run");
  expect(socketDirFor(`/${"x".repeat(100)}`)).toMatch(/cordboard-[0-9a-f]{16}$/);
});

it("says that a folder cannot be written to", async () => {
  await writeFile(join(dir, "pbx"), "a file in the way");
  await expect(prepareRunDir(options(), installation())).rejects.toMatchObject({ code: "data-folder-unusable" });
});
