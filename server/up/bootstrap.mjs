// `npm run up`. Plain JavaScript that only needs Node: installs and builds what is missing or out of date, then starts.
// It starts in this same process: one process to signal, nothing left behind when it ends.
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const NODE_NEEDED = [20, 19];
const [major, minor] = process.versions.node.split(".").map(Number);
const nodeTooOld = major < NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor < NODE_NEEDED[1]);
if (nodeTooOld) {
  fail(
    `[node-too-old] Node.js ${process.versions.node} is too old: Cordboard needs ${NODE_NEEDED.join(".")} or later. Install a newer Node.js.`,
  );
}

/** As in shared/errors/start-up-errors.ts, which cannot be read yet; test/house compares them. */
const REMEDIES = new Map([
  ["install-failed", "Check the network and npm's registry setting, then run `npm ci` to see npm's own message."],
  ["build-failed", "Undo local changes (`git status`), then start again; the place is named."],
]);

async function run() {
  // Imported only now: an older Node could not even read them.
  const { ensurePackages } = await import("./installed-packages.mjs");
  const { ensureBuilt } = await import("./built-parts.mjs");
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const report = (line) => console.log(`  ${line}`);
  try {
    await ensurePackages(root, report);
    await ensureBuilt(root, report);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && "code" in error ? String(error.code) : "start-up-failed";
    fail(
      /ENOSPC|no space left/iu.test(`${code} ${what}`)
        ? "[disk-full] There is no room left on the disk to install or build Cordboard. Make room and start again."
        : `[${code}] ${what.replace(/\.$/u, "")}. ${REMEDIES.get(code) ?? "The reason is named; correct it and start again."}`,
    );
    return;
  }
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(`${root}dist/server/up.js`).href);
}

function fail(line) {
  console.error(`cordboard: ${line}`);
  process.exitCode = 1;
}

if (!nodeTooOld) await run();
