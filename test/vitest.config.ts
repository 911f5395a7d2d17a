import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../", import.meta.url));

const SHELL = "desktop/{main,preload}/**/*.test.ts";

/**
 * Unit, contract and simulation tests. Those that need the real PBX, the real browser or the network's tools are
 * `*.real.test.ts` or live in test/e2e and run by test/e2e/vitest.config.ts.
 */
export default defineConfig({
  root,
  test: {
    passWithNoTests: false,
    testTimeout: 15_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: ["{shared,server,ivr-flows,desktop,test}/**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            "dist/**",
            "**/*.real.test.ts",
            "test/e2e/**",
            "test/simulation/**",
            "test/replay/**",
            "test/house/fixtures/**",
            "desktop/renderer/**/*.dom.test.ts",
            SHELL,
          ],
          // One process for many files: to start one and read the same modules for each took longer than the tests.
          isolate: false,
        },
      },
      {
        // Electron is a stand-in here, and the clock too: each file has a process of its own.
        extends: true,
        test: { name: "shell", environment: "node", include: [SHELL] },
      },
      {
        extends: true,
        test: { name: "simulation", environment: "node", include: ["test/{simulation,replay}/**/*.test.ts"] },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "jsdom",
          include: ["desktop/renderer/**/*.test.tsx", "desktop/renderer/**/*.dom.test.ts"],
          css: { modules: { classNameStrategy: "non-scoped" } },
        },
      },
    ],
  },
});
