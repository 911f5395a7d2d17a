// Plain JavaScript without packages: it runs before there are any.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const INSTALL_LIMIT_MS = 15 * 60_000;
const PROGRESS_EVERY_MS = 15_000;

/** The database driver is fetched finished from github.com; where that is not reached, npm compiles it. */
const NO_COMPILER =
  "a package's finished build could not be fetched from github.com, and to compile it python3, make and g++ are missing";

/**
 * Makes node_modules what package-lock.json says, by `npm ci`, only when it is not so already.
 * @param {string} root folder with package.json
 * @param {(line: string) => void} report one line of progress
 * @returns {Promise<boolean>} whether something was installed
 * @throws {Error & { code: "install-failed" }}
 */
export async function ensurePackages(root, report) {
  const platform = `abi${process.versions.modules} ${process.platform}-${process.arch}\n`;
  const stamp = `${lockDigest(root)} ${platform}`;
  const stampFile = join(root, "node_modules", ".cordboard-packages");
  const found = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : null;
  if (found === stamp) return false;
  // Somebody ran `npm ci` or `npm install` by hand: the same result. Another Node needs its own build of the database driver.
  if ((found === null || found.endsWith(` ${platform}`)) && installedAsLocked(root)) {
    writeFileSync(stampFile, stamp);
    return false;
  }
  report("Installing packages (npm ci); this happens once and takes a minute or two");
  await npmCi(root, report);
  writeFileSync(stampFile, stamp);
  return true;
}

function lockDigest(root) {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/** npm notes what it installed in node_modules/.package-lock.json; packages of other systems are missing there. */
function installedAsLocked(root) {
  const noteFile = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(noteFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages ?? {};
  const installed = JSON.parse(readFileSync(noteFile, "utf8")).packages ?? {};
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === "") return true;
    const found = installed[path];
    return found === undefined ? optional === true || peer === true : found.version === version;
  });
}

function npmCi(root, report) {
  // npm tells its scripts how it was started, so the same npm is used again.
  const npmCli = process.env["npm_execpath"];
  const viaNode = npmCli !== undefined && /npm-cli\.c?js$/u.test(npmCli);
  const args = ["ci", "--no-audit", "--no-fund", "--include=dev"];
  const options = { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...headersOfThisNode() } };
  return new Promise((resolve, reject) => {
    const child = viaNode
      ? spawn(process.execPath, [npmCli, ...args], options)
      : spawn("npm", args, { ...options, shell: process.platform === "win32" });
    let tail = "";
    const keep = (chunk) => {
      tail = (tail + chunk).slice(-4_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const startedAt = performance.now();
    const ticking = setInterval(() => {
      report(`  still installing, ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    }, PROGRESS_EVERY_MS);
    const limit = setTimeout(() => child.kill("SIGTERM"), INSTALL_LIMIT_MS);
    const finish = (problem) => {
      clearInterval(ticking);
      clearTimeout(limit);
      if (problem === null) return resolve();
      const said = tail
        .split("\n")
        .filter((line) => !line.startsWith("npm warn"))
        .map((line) => line.replace(/^npm (?:error|ERR!)\s*/u, "").trim())
        .filter((line) => line !== "");
      const why = causes(said).slice(0, 3).join(" | ");
      reject(Object.assign(new Error(`npm ci ${problem}: ${why}`), { code: "install-failed" }));
    };
    child.on("error", (error) => finish(`could not be run (${error.message})`));
    child.on("close", (exitCode, signal) => finish(exitCode === 0 ? null : `ended with ${exitCode ?? signal}`));
  });
}

/**
 * A native package whose finished build cannot be fetched is compiled. node-gyp would fetch Node's headers from the internet
 * although most installations of Node bring them along.
 */
function headersOfThisNode() {
  if (process.env["npm_config_nodedir"] !== undefined) return {};
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, "include", "node", "node_version.h")) ? { npm_config_nodedir: prefix } : {};
}

/** The lines that name a cause come first: npm's own begin with where and what it ran. */
function causes(lines) {
  if (lines.some((line) => /gyp ERR! (?:find Python|stack Error: not found: )|: (?:make|g\+\+): not found/u.test(line)))
    return [NO_COMPILER];
  const telling = /\b(?:ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ENOSPC|EACCES|E404|E401|ERR!|gyp ERR|not found|No space)\b/u;
  return [...lines.filter((line) => telling.test(line)), ...lines.filter((line) => !telling.test(line))];
}
