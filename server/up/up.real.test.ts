import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freePbxPorts } from "../../test/fakes/free-pbx-ports.ts";
import { startProgram, type StartedProgram } from "../../test/fakes/started-program.ts";
import { processIdentity } from "../adapters/pbx/process-identity.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The first start of all may fetch and unpack the exchange and build both parts. */
const FIRST_START_LIMIT_MS = 280_000;
const SECOND_START_LIMIT_MS = 10_000;
const REFUSAL_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 20_000;

const scratch = mkdtempSync(join(tmpdir(), "cordboard-up-"));
const programs = new Set<StartedProgram>();
let env: NodeJS.ProcessEnv = {};
let httpPort = 0;

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

function up(change: NodeJS.ProcessEnv = {}): StartedProgram {
  const program = startProgram(process.execPath, ["server/up/bootstrap.mjs"], { ...env, ...change }, root);
  programs.add(program);
  return program;
}

/** The program must refuse to start with one line that holds the code; resolves with that line. */
async function refusal(code: string, change: NodeJS.ProcessEnv): Promise<string> {
  const program = up(change);
  expect(await program.ends(REFUSAL_LIMIT_MS)).toEqual({ exitCode: 1, signal: null });
  const lines = program
    .output()
    .split("\n")
    .filter((line) => line.startsWith("cordboard: "));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`[${code}]`);
  expect(program.output()).not.toMatch(/^\s+at /mu);
  return lines[0] ?? "";
}

beforeAll(async () => {
  const { http, sipUdp, rtpStart, rtpEnd, server } = await freePbxPorts();
  httpPort = server;
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(CORDBOARD_(?!CACHE_DIR)|VITEST|NODE_OPTIONS)/u.test(name),
  );
  env = {
    ...Object.fromEntries(inherited),
    CORDBOARD_DATA_DIR: join(scratch, "data"),
    CORDBOARD_HTTP_PORT: String(httpPort),
    CORDBOARD_PBX_HTTP_PORT: String(http),
    CORDBOARD_SIP_PORT: String(sipUdp),
    CORDBOARD_RTP_PORT_MIN: String(rtpStart),
    CORDBOARD_RTP_PORT_MAX: String(rtpEnd),
    CORDBOARD_OPEN: "0",
  };
});

afterEach(async () => {
  for (const program of programs) {
    if (program.child.exitCode === null) await program.ends(STOP_LIMIT_MS, "SIGINT");
  }
  programs.clear();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("npm run up", () => {
  it("starts everything, refuses a second one on the same folder or port, and Ctrl-C ends it all", async () => {
    const program = up();
    const output = await program.says(/Cordboard is ready[\s\S]*╰/u, FIRST_START_LIMIT_MS);
    const consoleUrl = /Agent console\s+(\S+)/u.exec(output)?.[1] ?? "";
    expect(new URL(consoleUrl).port).toBe(String(httpPort));
    const health = await fetch(new URL("/api/health", consoleUrl), { signal: AbortSignal.timeout(5_000) });
    expect(await health.json()).toEqual({ ok: true, pbx: true, database: true });
    const dataDir = join(scratch, "data");
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
    const [, login, password] = /^│\s+(\w+)\s+([a-z0-9-]{14})\s+agent/mu.exec(output) ?? [];
    const session = await fetch(new URL("/api/session", consoleUrl), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password }),
      signal: AbortSignal.timeout(5_000),
    });
    expect(session.status).toBe(200);

    expect(await refusal("already-running", {})).toContain(`process ${program.child.pid}`);
    expect(await refusal("port-in-use", { CORDBOARD_DATA_DIR: join(scratch, "other") })).toContain(
      "CORDBOARD_HTTP_PORT",
    );

    const { pid: pbxPid }: { pid: number } = JSON.parse(readFileSync(join(dataDir, "pbx", "pbx.json"), "utf8"));
    expect(await processIdentity(pbxPid)).toBeDefined();
    expect(await program.ends(STOP_LIMIT_MS, "SIGINT")).toEqual({ exitCode: 0, signal: null });
    expect(program.output()).toContain("Stopped.");
    expect(await processIdentity(pbxPid)).toBeUndefined();
    expect(existsSync(join(dataDir, "cordboard.lock"))).toBe(false);
    await close(await listen(httpPort));
  });

  it("is ready within 10 s the second time, and takes SIGTERM as well", async () => {
    const program = up();
    await program.says(/Cordboard is ready/u, SECOND_START_LIMIT_MS);
    expect(await program.ends(STOP_LIMIT_MS, "SIGTERM")).toEqual({ exitCode: 0, signal: null });
  });

  it("leaves a broken database as it is", async () => {
    const dataDir = join(scratch, "broken");
    mkdirSync(dataDir);
    const junk = "this is no database ".repeat(500);
    writeFileSync(join(dataDir, "cordboard.db"), junk);
    expect(await refusal("database-broken", { CORDBOARD_DATA_DIR: dataDir })).toContain("cordboard.db");
    expect(readFileSync(join(dataDir, "cordboard.db"), "utf8")).toBe(junk);
  });

  it("names an exchange that does not answer", async () => {
    const line = await refusal("pbx-unavailable", {
      CORDBOARD_DATA_DIR: join(scratch, "no-pbx"),
      CORDBOARD_PBX_URL: `http://ari:secret-word@127.0.0.1:${httpPort}`,
    });
    expect(line).not.toContain("secret-word");
  });

  it("names a wrong setting", async () => {
    expect(await refusal("config-invalid", { CORDBOARD_HTTP_PORT: "http" })).toContain("CORDBOARD_HTTP_PORT");
  });

  it("tells a port that another program holds", async () => {
    const other = await listen(0);
    const { port } = other.address() as AddressInfo;
    expect(await refusal("port-in-use", { CORDBOARD_HTTP_PORT: String(port) })).toContain(String(port));
    await close(other);
  });

  // A full disk without root: a tiny file system in a name space of our own. Not every machine allows that.
  const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;
  it.skipIf(!canMount)("tells a full disk before anything is written", async () => {
    const mountPoint = join(scratch, "full");
    mkdirSync(mountPoint);
    const script = `mount -t tmpfs -o size=1m tmpfs "$1" && exec "$2" server/up/bootstrap.mjs`;
    const program = startProgram(
      "unshare",
      ["-rm", "sh", "-c", script, "sh", mountPoint, process.execPath],
      { ...env, CORDBOARD_DATA_DIR: join(mountPoint, "data") },
      root,
    );
    programs.add(program);
    expect((await program.ends(REFUSAL_LIMIT_MS)).exitCode).toBe(1);
    expect(program.output()).toContain("[disk-full]");
  });
});
