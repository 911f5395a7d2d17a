import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ensureBuilt } from "./built-parts.mjs";
import { ensurePackages } from "./installed-packages.mjs";

let root = "";
const reported: string[] = [];
const report = (line: string) => reported.push(line);
const write = (path: string, content: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
const lock = (packages: Record<string, object>) => JSON.stringify({ packages: { "": {}, ...packages } });
/** How often a stand-in program has run: each run adds a line. */
const runs = (name: string) =>
  existsSync(join(root, name)) ? readFileSync(join(root, name), "utf8").trim().split("\n") : [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cordboard-before-"));
  reported.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

describe("packages", () => {
  beforeEach(() => {
    write(
      "package-lock.json",
      lock({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0", optional: true } }),
    );
    write(
      "npm-cli.js",
      `const fs = require("node:fs");
       fs.appendFileSync("npm-runs", process.argv.slice(2).join(" ") + "\\n");
       if (fs.existsSync("npm-fails")) { console.error(fs.readFileSync("npm-fails", "utf8")); process.exit(1); }
       fs.mkdirSync("node_modules", { recursive: true });`,
    );
    vi.stubEnv("npm_execpath", join(root, "npm-cli.js"));
  });

  it("are installed once", async () => {
    expect(await ensurePackages(root, report)).toBe(true);
    expect(await ensurePackages(root, report)).toBe(false);
    expect(runs("npm-runs")).toEqual(["ci --no-audit --no-fund --include=dev"]);
    expect(reported[0]).toContain("npm ci");
  });

  it("are installed again when the lock file or Node's binary interface changes", async () => {
    await ensurePackages(root, report);
    write("package-lock.json", lock({ "node_modules/a": { version: "1.0.1" } }));
    await ensurePackages(root, report);
    const stamp = join(root, "node_modules", ".cordboard-packages");
    writeFileSync(stamp, readFileSync(stamp, "utf8").replace(/abi\d+/u, "abi1"));
    await ensurePackages(root, report);
    expect(runs("npm-runs")).toHaveLength(3);
  });

  it("installed by hand are taken as they are; those of other systems may be missing", async () => {
    write("node_modules/.package-lock.json", lock({ "node_modules/a": { version: "1.0.0" } }));
    expect(await ensurePackages(root, report)).toBe(false);
    expect(runs("npm-runs")).toEqual([]);
  });

  it("of another version are not", async () => {
    write("node_modules/.package-lock.json", lock({ "node_modules/a": { version: "0.9.0" } }));
    expect(await ensurePackages(root, report)).toBe(true);
  });

  it("that cannot be installed leave a reason and no stamp", async () => {
    write("npm-fails", "npm error code ENOTFOUND\nnpm error network is away");
    await expect(ensurePackages(root, report)).rejects.toMatchObject({
      code: "install-failed",
      message: "npm ci ended with 1: code ENOTFOUND | network is away",
    });
    expect(existsSync(join(root, "node_modules", ".cordboard-packages"))).toBe(false);
  });

  it.each([
    "gyp ERR! find Python --python was not set on the command line",
    "gyp ERR! stack Error: not found: make",
    "make: g++: not found",
  ])("that nothing here can compile say what is missing: %s", async (said) => {
    write("npm-fails", `prebuild-install warn install getaddrinfo ENOTFOUND github.com\n${said}`);
    await expect(ensurePackages(root, report)).rejects.toMatchObject({
      message: expect.stringMatching(
        /ended with 1: a package's finished build .*github\.com.*python3, make and g\+\+ are missing$/u,
      ),
    });
  });
});

describe("built parts", () => {
  beforeEach(() => {
    write(
      "node_modules/vite/bin/vite.js",
      `const fs = require("node:fs");
       const config = process.argv[process.argv.indexOf("--config") + 1];
       fs.appendFileSync("vite-runs", config + "\\n");
       fs.writeFileSync("node-env", process.env.NODE_ENV);
       if (fs.existsSync("vite-fails")) { console.error("main.ts: unexpected token"); process.exit(1); }
       const made = config.startsWith("server") ? "dist/server/up.js" : "dist/renderer/index.html";
       fs.mkdirSync(require("node:path").dirname(made), { recursive: true });
       fs.writeFileSync(made, "");`,
    );
    write("node_modules/vite/package.json", '{ "type": "commonjs" }');
    write("package-lock.json", "{}");
    for (const path of ["server/main.ts", "server/vite.config.ts", "ivr-flows/flow.ts", "shared/a.ts"])
      write(path, "1");
    for (const path of ["desktop/renderer/main.tsx", "desktop/vite.config.ts"]) write(path, "1");
  });
  const both = ["server/vite.config.ts", "desktop/vite.config.ts"];

  it("are built once", async () => {
    await ensureBuilt(root, report);
    await ensureBuilt(root, report);
    expect(runs("vite-runs")).toEqual(both);
  });

  it.each([
    ["shared/a.ts", both],
    ["server/main.ts", both.slice(0, 1)],
    ["ivr-flows/new-flow.ts", both.slice(0, 1)],
    ["desktop/renderer/main.tsx", both.slice(1)],
    ["desktop/vite.config.ts", both.slice(1)],
    ["desktop/words-of-the-page.json", both.slice(1)],
    ["server/main.test.ts", []],
    ["server/README.md", []],
  ])("after a change of %s: %s", async (path, rebuilt) => {
    await ensureBuilt(root, report);
    write(path, "2");
    await ensureBuilt(root, report);
    expect(runs("vite-runs").slice(2)).toEqual(rebuilt);
  });

  it("are those of production, whoever starts them", async () => {
    expect(process.env["NODE_ENV"]).toBe("test");
    await ensureBuilt(root, report);
    expect(runs("node-env")).toEqual(["production"]);
  });

  it("that were deleted are built again", async () => {
    await ensureBuilt(root, report);
    rmSync(join(root, "dist/renderer"), { recursive: true });
    await ensureBuilt(root, report);
    expect(runs("vite-runs").slice(2)).toEqual(both.slice(1));
  });

  it("that cannot be built say why, and are tried again", async () => {
    write("vite-fails", "");
    const refused = { code: "build-failed", message: expect.stringContaining("main.ts: unexpected token") };
    await expect(ensureBuilt(root, report)).rejects.toMatchObject(refused);
    rmSync(join(root, "vite-fails"));
    await ensureBuilt(root, report);
    expect(runs("vite-runs")).toHaveLength(3);
  });
});
