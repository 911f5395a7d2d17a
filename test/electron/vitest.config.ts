import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The desktop application in the real Electron: run by run.mjs, which knows whether there is one. */
export default defineConfig({
  root: fileURLToPath(new URL("../../", import.meta.url)),
  test: {
    name: "electron",
    environment: "node",
    include: ["test/electron/**/*.electron.ts"],
    fileParallelism: false,
    passWithNoTests: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
    teardownTimeout: 30_000,
  },
});
