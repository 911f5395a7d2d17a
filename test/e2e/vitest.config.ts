import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./longest-first.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const exclude = ["**/node_modules/**", "dist/**"];
/** Look at pages and hear nothing: may share the machine with those that do. */
const VIEWS = ["test/e2e/accessibility.test.ts", "test/e2e/not-started.test.ts"];

/** Of `real`. Two take nothing from each other and halve the stage: README of test, 2026-11-23. */
const FILES_AT_ONCE = 2;

/**
 * Tests on the real parts (PBX, browser, child processes): each file starts and stops its own, the longest first. `views` needs no
 * exchange and no sound, one file after the other, and runs beside `real` in `npm test`.
 */
export default defineConfig({
  root,
  test: {
    environment: "node",
    maxWorkers: FILES_AT_ONCE,
    sequence: { sequencer: LongestFirst },
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
          globalSetup: "test/e2e/prepare-machine.ts",
        },
      },
      // Two views are looked at side by side.
      {
        extends: true,
        test: {
          name: "views",
          include: VIEWS,
          exclude,
          maxConcurrency: 2,
          fileParallelism: false,
          // The calls go first: see test/stages.mjs.
          testTimeout: 300_000,
        },
      },
    ],
  },
});
