// `npm run test:electron`: the shell in the real Electron, driven by Playwright. Where there is no Electron program it says so
// and ends with 0; `npm test` passes --skipped-code=77 (automake's word for "skipped") to tell that from a run that passed.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findElectron } from "./electron-binary.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const skippedCode = Number(/^--skipped-code=(\d+)$/u.exec(process.argv[2] ?? "")?.[1] ?? 0);
const { program, missing } = findElectron(root, process.env);
if (program === undefined) {
  console.log(`skipped: ${missing}`);
  process.exit(skippedCode);
}
const child = spawn(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--config",
    "test/electron/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    "--outputFile.json=test-results/electron.json",
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, CORDBOARD_ELECTRON: program } },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.once("error", (error) => {
  console.error(`could not be started: ${error.message}`);
  process.exit(1);
});
child.once("close", (exitCode) => process.exit(exitCode ?? 1));
