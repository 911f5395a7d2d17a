import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../../", import.meta.url));

const exclude = ["**/node_modules/**", "dist/**"];
/** Look at pages and hear nothing: may share the machine with those that do. */
const VIEWS = ["test/e2e/accessibility.test.ts", "test/e2e/not-started.test.ts"];

/**
 * Tests on the real parts (PBX, browser, child processes): one file after the other, each starting and stopping its own.
 * `views` needs no exchange and no sound, and runs beside `real` in `npm test`.
 */
export default defineConfig({
  root,
  test: {
    environment: "node",
    fileParallelism: false,
    passWithNoTests: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    teardownTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: "real",
          include: ["test/e2e/**/*.test.ts", "{shared,server,ivr-flows,desktop,test}/**/*.real.test.ts"],
          exclude: [...exclude, ...VIEWS],
        },
      },
      // Two views are looked at side by side.
      { extends: true, test: { name: "views", include: VIEWS, exclude, maxConcurrency: 2 } },
    ],
  },
});
