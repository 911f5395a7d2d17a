// Plain JavaScript: runs before anything is built. Builds a part when its sources differ from those of the last build.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const BUILD_LIMIT_MS = 10 * 60_000;

const PARTS = [
  {
    name: "server",
    title: "the server",
    folders: ["server", "ivr-flows", "shared"],
    config: "server/vite.config.ts",
    made: "dist/server/up.js",
  },
  {
    name: "renderer",
    title: "the console",
    folders: ["desktop/renderer", "shared"],
    config: "desktop/vite.config.ts",
    made: "dist/renderer/index.html",
  },
];

/**
 * @param {string} root folder with package.json
 * @param {(line: string) => void} report one line of progress
 * @throws {Error & { code: "build-failed" }}
 */
export async function ensureBuilt(root, report) {
  const stale = PARTS.filter(({ name, made, ...part }) => {
    const stampFile = stampFileOf(root, name);
    return (
      !existsSync(join(root, made)) || !existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stampOf(root, part)
    );
  });
  // One after the other: on a small machine two bundlers side by side are no faster and need twice the memory.
  for (const { name, title } of stale) {
    report(`Building ${title}`);
    await buildPart(root, name);
  }
}

/**
 * Builds the part, whether its sources have changed or not, and notes what it was made of: nothing builds it again before they do.
 *
 * @param {string} root folder with package.json
 * @param {"server" | "renderer"} name
 * @throws {Error & { code: "build-failed" }}
 */
export async function buildPart(root, name) {
  const part = PARTS.find((each) => each.name === name);
  if (part === undefined) throw new Error(`There is no part called ${name}`);
  const stamp = stampOf(root, part);
  await build(root, part.config);
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stampFileOf(root, name), stamp);
}

const stampFileOf = (root, name) => join(root, "dist", `.${name}-stamp`);

/** Digest of every source a part is made of, and of what makes it (all that lies beside its configuration); tests are none. */
function stampOf(root, { folders, config }) {
  const digest = createHash("sha256");
  const sourcesIn = (folder, recursive) =>
    readdirSync(join(root, folder), { recursive, withFileTypes: true })
      .filter((found) => found.isFile() && !/\.test\.tsx?$|\.md$/u.test(found.name))
      .map((found) => join(found.parentPath, found.name));
  const files = [...folders.map((folder) => sourcesIn(folder, true)), sourcesIn(dirname(config), false)]
    .flat()
    .sort((one, other) => (one < other ? -1 : 1));
  for (const path of [...files, join(root, "package-lock.json")]) {
    digest.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  return digest.digest("hex");
}

function build(root, config) {
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, "build", "--config", config, "--logLevel", "warn"], {
      cwd: root,
      // Whoever starts this: a test's NODE_ENV would make React's development half of it, and leave it to the next start.
      env: { ...process.env, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: BUILD_LIMIT_MS,
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(0, 20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const refuse = (why) =>
      reject(Object.assign(new Error(`Building by ${config} failed: ${why}`), { code: "build-failed" }));
    child.on("error", (error) => refuse(error.message));
    child.on("close", (exitCode, signal) => {
      if (exitCode === 0) resolve();
      else refuse(reasonIn(output) || String(exitCode ?? signal));
    });
  });
}

/** The first lines that tell something: neither a stack nor colours nor an empty frame. */
function reasonIn(output) {
  return output
    .replaceAll(/\u001b\[[\d;]*m/gu, "")
    .split("\n")
    .map((line) => line.trim())
    .filter(
      (line) =>
        line !== "" && !/^(?:at |[{}]|errors: |✗ Build failed|error during build|Build failed with)/u.test(line),
    )
    .slice(0, 4)
    .join(" | ");
}
