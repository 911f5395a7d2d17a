// What `npm test` runs, in order. Plain JavaScript without packages: it is read before anything is installed.

const MINUTE_MS = 60_000;
const vitest = (config, report, ...projects) => [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--config",
  config,
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...projects.map((project) => `--project=${project}`),
];

const REAL = "test/e2e/vitest.config.ts";

/** Sound, browsers and three more programs on somebody's busy machine: see README, "A second look". */
function lookedAtTwice(name, stage) {
  const [report, second] = [`test-results/${name}.json`, `test-results/${name}-second-look.json`];
  const command = (files) => [...vitest(REAL, second, name), "--no-file-parallelism", ...files];
  const secondLook = { command, report: second };
  return { name, ...stage, command: vitest(REAL, report, name), report, secondLook };
}

/** Folders that hold sources; everything else is configuration or made. */
export const SOURCE_FOLDERS = ["shared", "server", "ivr-flows", "desktop", "test"];

/**
 * A group's stages run side by side (two at a time), groups one after the other. `report` names the JSON report of a vitest
 * run, whose tests are counted one by one; any other stage counts as one test. `secondLook`: how files that failed are run
 * once more. `isInBackground`: whatever else runs goes first.
 */
export const GROUPS = [
  [
    {
      name: "types",
      title: "Types (tsc -b)",
      command: ["node_modules/@typescript/native/bin/tsc", "-b"],
      limitMs: 5 * MINUTE_MS,
    },
    {
      name: "lint",
      title: "Lint (oxlint, type-aware)",
      command: [
        "node_modules/oxlint/bin/oxlint",
        "--deny-warnings",
        "--report-unused-disable-directives-severity=error",
      ],
      limitMs: 5 * MINUTE_MS,
    },
    {
      name: "format",
      title: "Format (Biome)",
      command: ["node_modules/@biomejs/biome/bin/biome", "ci", "--linter-enabled=false", "."],
      limitMs: 2 * MINUTE_MS,
    },
    {
      name: "dependencies",
      title: "Dependency rule (dependency-cruiser)",
      command: ["test/house/check-dependencies.mjs", ...SOURCE_FOLDERS],
      limitMs: 5 * MINUTE_MS,
    },
    {
      name: "dead-code",
      title: "Dead code (knip)",
      command: ["node_modules/knip/bin/knip.js", "--no-progress"],
      limitMs: 5 * MINUTE_MS,
    },
    {
      name: "build-server",
      title: "Build of the server",
      command: ["server/up/build-part.mjs", "server"],
      limitMs: 5 * MINUTE_MS,
    },
    {
      name: "build-renderer",
      title: "Build of the renderer",
      command: ["server/up/build-part.mjs", "renderer"],
      limitMs: 5 * MINUTE_MS,
    },
    {
      name: "build-desktop",
      title: "Build of the desktop shell",
      command: ["desktop/build-shell.mjs"],
      limitMs: 5 * MINUTE_MS,
    },
  ],
  [
    {
      name: "unit",
      title: "Unit and contract tests",
      // Every core: of two, vitest takes one by itself.
      command: [
        ...vitest("test/vitest.config.ts", "test-results/unit.json", "node", "shell", "dom"),
        "--maxWorkers=100%",
      ],
      report: "test-results/unit.json",
      limitMs: 15 * MINUTE_MS,
    },
  ],
  [
    {
      name: "simulation",
      title: "Simulation: a million calls, replay, queueing theory",
      command: vitest("test/vitest.config.ts", "test-results/simulation.json", "simulation"),
      report: "test-results/simulation.json",
      limitMs: 10 * MINUTE_MS,
    },
  ],
  [
    lookedAtTwice("real", {
      title: "Tests on the real parts (PBX, browser)",
      limitMs: 30 * MINUTE_MS,
    }),
    // Takes what processor time the calls leave: they wait for sound most of the time.
    lookedAtTwice("views", {
      title: "Every view: accessibility, and what stands there without its program (browser)",
      limitMs: 30 * MINUTE_MS,
      isInBackground: true,
    }),
  ],
  [
    {
      name: "electron",
      title: "Desktop application in Electron",
      command: ["test/electron/run.mjs", "--skipped-code=77"],
      report: "test-results/electron.json",
      // The program is not in its npm package: a machine that could not fetch it has nothing to run here, and says so.
      skipped: { code: 77, why: "no Electron program or no screen on this machine: npm run test:electron says which" },
      limitMs: 10 * MINUTE_MS,
    },
  ],
];
