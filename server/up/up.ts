/** Entry of dist/server/up.js: started by bootstrap.mjs once packages and builds are in place. */
import { processIdentity } from "../adapters/pbx/process-identity.ts";
import { startCordboard } from "../main.ts";
import { checkMachine, openDataFolder } from "./check-machine.ts";
import { outliveReaders } from "./closed-terminal.ts";
import { type Config, readConfig } from "./config.ts";
import type { RunningCordboard, StartCordboard } from "./cordboard.ts";
import { asStartUpError, explainError } from "./explain-error.ts";
import { helpText } from "./help-text.ts";
import { openBrowser } from "./open-browser.ts";
import { takeRunLock } from "./run-lock.ts";
import { runUntilStopped, type Terminal } from "./run-until-stopped.ts";
import { SecretStore } from "./secret-store.ts";
import { welcomeBox } from "./welcome-box.ts";

const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const LINGER_LIMIT_MS = 3_000;

outliveReaders([process.stdout, process.stderr]);
const startedAtMs = performance.now();
const print = (line: string) => process.stdout.write(`${line}\n`);
const terminal: Terminal = {
  report: (line) => print(`  ${((performance.now() - startedAtMs) / 1_000).toFixed(1).padStart(5)} s  ${line}`),
  complain: (line) => process.stderr.write(`${line}\n`),
  uptimeMs: () => performance.now(),
  onStopSignal: (listener) => {
    for (const signal of STOP_SIGNALS) process.on(signal, listener);
    return () => {
      for (const signal of STOP_SIGNALS) process.off(signal, listener);
    };
  },
  onUncaught: (listener) => {
    process.on("uncaughtException", listener);
    process.on("unhandledRejection", listener);
    return () => {
      process.off("uncaughtException", listener);
      process.off("unhandledRejection", listener);
    };
  },
  exitNow: (code) => process.exit(code),
};

/** Reads, checks, locks, starts, stays. Resolves with the exit code. */
async function up(config: Config, start: StartCordboard): Promise<number> {
  await openDataFolder(config.dataDir);
  const unlock = await takeRunLock(config.dataDir, processIdentity);
  try {
    await checkMachine(config);
    const secrets = new SecretStore(config.dataDir);
    const ready = (running: RunningCordboard) => {
      print(`\n${welcomeBox(running)}\n`);
      if (config.openBrowser) openBrowser(running.urls.console, process.platform, process.env, terminal.report);
    };
    return await runUntilStopped(
      terminal,
      (signal) => start({ config, secrets, report: terminal.report, signal }),
      ready,
    );
  } finally {
    unlock();
  }
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    print(helpText());
    return 0;
  }
  try {
    const config = readConfig(process.env);
    return await up(config, startCordboard);
  } catch (error) {
    terminal.complain(`cordboard: ${explainError(asStartUpError(error))}`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
// Everything has been stopped; should a library hold a handle all the same, the terminal is given back nevertheless.
setTimeout(() => process.exit(), LINGER_LIMIT_MS).unref();
