import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startProgram, type StartedProgram } from "../test/fakes/started-program.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const LIMIT_MS = 60_000;

let server: Server;
let url = "";
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-run-"));
  server = createServer((_request, reply) => reply.end("a page"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

function run(env: NodeJS.ProcessEnv): StartedProgram {
  const rest = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CORDBOARD_|DISPLAY$|WAYLAND_DISPLAY$)/u.test(name)),
  );
  return startProgram(process.execPath, ["desktop/run.mjs"], { ...rest, CORDBOARD_OPEN: "0", ...env }, root);
}

/** Stands for the program: says how it was started, and what signals reach it. */
function fakeElectron(): string {
  const path = join(folder, "electron");
  const lines = [
    `#!${process.execPath}`,
    `process.on("SIGINT", () => { console.log("a signal"); setTimeout(() => process.exit(0), 200); });`,
    `console.log("started with " + process.argv[2]);`,
    "setTimeout(() => process.exit(3), 60_000);",
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe.runIf(process.platform === "linux")("npm run desktop", () => {
  it("without a screen says so and points to the browser's address", async () => {
    const program = run({ CORDBOARD_SERVER_URL: url });
    const { exitCode } = await program.ends(LIMIT_MS);
    expect([exitCode, program.output()]).toEqual([
      1,
      expect.stringMatching(/no screen here.*in a browser.*127\.0\.0\.1/su),
    ]);
    expect(program.output()).not.toContain("server-unreachable");
  });

  it("without Electron says so, and says what else is missing", async () => {
    const program = run({
      DISPLAY: ":99",
      CORDBOARD_ELECTRON: join(folder, "none"),
      CORDBOARD_SERVER_URL: "http://127.0.0.1:9/",
    });
    const { exitCode } = await program.ends(LIMIT_MS);
    expect([exitCode, program.output()]).toEqual([1, expect.stringMatching(/is not there.*npm run up/su)]);
  });

  it("with Electron starts it on the built shell, and passes Ctrl-C on once", async () => {
    const program = run({ DISPLAY: ":99", CORDBOARD_ELECTRON: fakeElectron(), CORDBOARD_SERVER_URL: url });
    await program.says(/started with .*dist\/desktop/u, LIMIT_MS);
    const { exitCode } = await program.ends(LIMIT_MS, "SIGINT");
    expect(exitCode).toBe(0);
    expect(program.output().match(/a signal/gu)).toHaveLength(1);
  });
});
