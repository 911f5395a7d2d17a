import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Tests on the real parts (PBX, browser, child processes): one file after the other, each starting and stopping its own. */
export default defineConfig({
  root,
  test: {
    name: "real",
    environment: "node",
    include: ["test/e2e/**/*.test.ts", "{shared,server,ivr-flows,desktop,test}/**/*.real.test.ts"],
    exclude: ["**/node_modules/**", "dist/**"],
    fileParallelism: false,
    // Only views of the gallery are looked at side by side (accessibility.test.ts): what makes or hears a call is alone.
    maxConcurrency: 2,
    passWithNoTests: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    teardownTimeout: 30_000,
  },
});
