import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** What electron-builder itself uses: it is not ours to depend on. */
const builderRequire = createRequire(createRequire(import.meta.url).resolve("app-builder-lib"));
const fuses: {
  FuseV1Options: Record<string, number>;
  getCurrentFuseWire(path: string): Promise<Record<string, number>>;
} = builderRequire("@electron/fuses");
const asar: { listPackage(path: string): string[] } = builderRequire("@electron/asar");

/** Where Electron keeps its fuses in the program (electron/fuses, `SENTINEL`); then a version, a length and one byte a fuse. */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const AS_SHIPPED = "10110001";
const ENABLED = 49;
const DISABLED = 48;

let folder = "";
let unpacked = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-package-"));
  const electronDist = join(folder, "electron");
  mkdirSync(join(electronDist, "resources"), { recursive: true });
  // Stands for the program, which is fetched where the network allows it: its fuses are as Electron ships them.
  const program = Buffer.concat([Buffer.from(`\0${SENTINEL}`), Buffer.from([1, 8]), Buffer.from(`${AS_SHIPPED}\0`)]);
  writeFileSync(join(electronDist, "electron"), program);
  chmodSync(join(electronDist, "electron"), 0o755);
  for (const name of ["LICENSE", "LICENSES.chromium.html", "version"])
    writeFileSync(join(electronDist, name), "45.4.1");
  const run = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, encoding: "utf8", timeout: 110_000 });
  // Its own: whoever starts the shell meanwhile builds the other one anew.
  const shell = join(folder, "shell");
  const built = run("desktop/build-shell.mjs", shell);
  expect(built.status, built.stderr).toBe(0);
  const packed = run(
    "node_modules/electron-builder/cli.js",
    "--linux",
    "dir",
    `-c.electronDist=${electronDist}`,
    `-c.directories.app=${shell}`,
    `-c.directories.output=${join(folder, "out")}`,
  );
  expect(packed.status, packed.stdout + packed.stderr).toBe(0);
  unpacked = join(folder, "out", "linux-unpacked");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packaged shell", () => {
  it("has every fuse set, and set as decided", async () => {
    const wire = await fuses.getCurrentFuseWire(join(unpacked, "cordboard"));
    const states = Object.fromEntries(
      Object.entries(fuses.FuseV1Options)
        .filter(([, index]) => typeof index === "number")
        .map(([name, index]) => [name, wire[index]]),
    );
    expect(states).toEqual({
      RunAsNode: DISABLED,
      EnableCookieEncryption: ENABLED,
      EnableNodeOptionsEnvironmentVariable: DISABLED,
      EnableNodeCliInspectArguments: DISABLED,
      EnableEmbeddedAsarIntegrityValidation: ENABLED,
      OnlyLoadAppFromAsar: ENABLED,
      LoadBrowserProcessSpecificV8Snapshot: DISABLED,
      GrantFileProtocolExtraPrivileges: DISABLED,
    });
  });

  it("holds the shell and nothing else: no module folder, no sources, no maps", () => {
    expect(asar.listPackage(join(unpacked, "resources", "app.asar")).toSorted()).toEqual([
      "/main.mjs",
      "/offline.css",
      "/offline.html",
      "/offline.js",
      "/package.json",
      "/preload.cjs",
    ]);
    expect(existsSync(join(unpacked, "resources", "app"))).toBe(false);
    expect(existsSync(join(unpacked, "resources", "app-update.yml"))).toBe(false);
  });
});

describe("the builder's configuration", () => {
  const text = readFileSync(join(root, "electron-builder.yml"), "utf8");

  it("packages the Electron that is tested", () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(/^electronVersion: (\S+)$/mu.exec(text)?.[1]).toBe(dependencies.electron);
  });

  it("hardens the program on macOS with no more rights than it needs", () => {
    expect(text).toMatch(/^ {2}hardenedRuntime: true$/mu);
    const path = /^ {2}entitlements: (\S+)$/mu.exec(text)?.[1] ?? "";
    const keys = [...readFileSync(join(root, path), "utf8").matchAll(/<key>(.+)<\/key>/gu)].map(([, key]) => key);
    expect(keys).toEqual(["com.apple.security.cs.allow-jit", "com.apple.security.device.audio-input"]);
  });

  it("names what the program may be asked to open", () => {
    expect([...text.matchAll(/^ {6}- (\w+)$/gmu)].map(([, scheme]) => scheme)).toEqual(["tel", "callto"]);
  });
});
