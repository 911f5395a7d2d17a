// `npm run desktop`: builds the shell and starts Electron on the server's console. Where Electron cannot run it says why and
// points to (and where possible opens) the browser version, which can do the same.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePackages } from "../server/up/installed-packages.mjs";

const FETCH_LIMIT_MS = 5 * 60_000;
const PROBE_LIMIT_MS = 2_500;

const root = fileURLToPath(new URL("../", import.meta.url));
const electronDir = join(root, "node_modules", "electron");
const serverUrl = process.env["CORDBOARD_SERVER_URL"] ?? "http://127.0.0.1:8440/";

process.exitCode = await run();

async function run() {
  await ensurePackages(root, console.log);
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) {
    return pointToBrowser("there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set)");
  }
  const { binary, why } = findBinary();
  if (binary === null) return pointToBrowser(why);
  console.log("Building the desktop shell");
  const built = spawnSync(process.execPath, [join(root, "desktop", "build-shell.mjs")], {
    cwd: root,
    stdio: "inherit",
  });
  if (built.status !== 0) return 1;
  return startElectron(binary);
}

/** Path of the unpacked program, or null. electron/install.js notes it in path.txt. */
function installedBinary() {
  const note = join(electronDir, "path.txt");
  if (!existsSync(note)) return null;
  const binary = join(electronDir, "dist", readFileSync(note, "utf8").trim());
  return existsSync(binary) ? binary : null;
}

function findBinary() {
  // A program that came another way, e.g. an administrator's copy on a machine without that download site.
  const given = process.env["CORDBOARD_ELECTRON"] ?? "";
  if (given !== "") return existsSync(given) ? { binary: given } : { binary: null, why: `${given} is not there` };
  const installed = installedBinary();
  if (installed !== null) return { binary: installed };
  console.log("Fetching the Electron program (once, about 120 MB)");
  const { status, stderr } = spawnSync(process.execPath, [join(electronDir, "install.js")], {
    stdio: ["ignore", "inherit", "pipe"],
    encoding: "utf8",
    timeout: FETCH_LIMIT_MS,
  });
  const fetched = status === 0 ? installedBinary() : null;
  const said = /^\w*Error: .{1,200}/mu.exec(stderr ?? "")?.[0] ?? "it took too long";
  return {
    binary: fetched,
    why: `the Electron program could not be fetched (is the network open to its download site? ${said})`,
  };
}

function startElectron(binary) {
  return new Promise((resolve) => {
    // A process group of its own: a terminal's Ctrl-C would reach it twice, from the terminal and from here, and a second one in a
    // call means "quit anyway".
    const child = spawn(binary, [join(root, "dist", "desktop")], {
      stdio: "inherit",
      detached: process.platform !== "win32",
    });
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    child.once("error", (error) => resolve(pointToBrowser(`Electron could not be started: ${error.message}`)));
    child.once("close", (exitCode) =>
      resolve(exitCode === 0 ? 0 : pointToBrowser(`Electron ended with ${exitCode ?? "a signal"}`)),
    );
  });
}

async function pointToBrowser(why) {
  const isServed = await answers(serverUrl);
  console.error(
    `cordboard: [desktop-unavailable] The desktop application cannot run here: ${why}. Use the console in a browser, it can do the same: ${serverUrl}`,
  );
  if (!isServed) {
    console.error(`cordboard: [server-unreachable] No server answers there. Start it with: npm run up`);
    return 1;
  }
  const opener = { darwin: ["open"], win32: ["rundll32", "url.dll,FileProtocolHandler"], linux: ["xdg-open"] }[
    process.platform
  ];
  const hasScreen = process.platform !== "linux" || process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"];
  if (opener !== undefined && hasScreen && process.env["CORDBOARD_OPEN"] !== "0") {
    const browser = spawn(opener[0], [...opener.slice(1), serverUrl], { detached: true, stdio: "ignore" });
    browser.once("error", () => console.error("The browser could not be opened either: open the address yourself."));
    browser.unref();
  }
  return 1;
}

async function answers(url) {
  try {
    return (await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(PROBE_LIMIT_MS) })).ok;
  } catch {
    // Refused, unknown name, too slow: for a person it is the same.
    return false;
  }
}
