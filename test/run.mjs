// `npm test`: installs what is missing, runs every stage, prints `N passed, N failed` as its last line.
// `npm test -- lint types` runs only the stages named; `npm test -- --list` names them.
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ensurePackages } from "../server/up/installed-packages.mjs";
import { afterSecondLook, countResults } from "./count-results.mjs";
import { runStage, stopRunningStages } from "./run-stage.mjs";
import { GROUPS } from "./stages.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const SIDE_BY_SIDE = 2;
/** More than these is no unsteadiness. */
const SECOND_LOOK_FILES_MAX = 3;

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const known = GROUPS.flat().map((stage) => stage.name);
if (process.argv.includes("--list")) {
  console.log(known.join("\n"));
  process.exit(0);
}
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no stage called ${unknown.join(", ")}; there are: ${known.join(", ")}`);
  process.exit(2);
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    stopRunningStages(signal);
    process.exitCode = 130;
  });
}

const chosenStages = GROUPS.flat().filter((stage) => wanted.length === 0 || wanted.includes(stage.name));
const results = [];
try {
  await ensurePackages(root, console.log);
  mkdirSync(`${root}test-results`, { recursive: true });
  for (const { report, secondLook } of chosenStages) {
    for (const path of [report, secondLook?.report]) if (path !== undefined) rmSync(`${root}${path}`, { force: true });
  }
  for (const group of GROUPS) {
    results.push(...(await runGroup(group.filter((stage) => chosenStages.includes(stage)))));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  results.push({
    stage: { name: "install", title: "Installing the packages" },
    ok: false,
    passed: 0,
    failed: 1,
    skipped: 0,
    tookMs: 0,
  });
}
summarize(results);

/**
 * Two stages at a time; the output of a stage that is not alone (in front of those in the background) is shown when it has ended,
 * so lines never mix.
 */
async function runGroup(stages) {
  const waiting = [...stages];
  const inFront = stages.filter(({ isInBackground }) => !isInBackground);
  const done = [];
  const work = async () => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) {
      const outcome = await runStage(
        root,
        stage,
        stages.length === 1 || (inFront.length === 1 && inFront[0] === stage),
      );
      const counts = { stage, ...outcome, ...countResults(root, stage, outcome) };
      done.push(counts.failed > 0 && stage.secondLook !== undefined ? await lookAgain(counts) : counts);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return done;
}

/** Runs the files that failed once more, on their own: what passes then is counted as passed, and named as unsteady. */
async function lookAgain(first) {
  const { secondLook, limitMs } = first.stage;
  const files = first.failedFiles ?? [];
  if (files.length === 0 || files.length > SECOND_LOOK_FILES_MAX) return first;
  const { name, title } = first.stage;
  const stage = { name, title: `${title}: a second look at what failed`, limitMs, secondLook };
  const again = { ...stage, command: secondLook.command(files), report: secondLook.report };
  const outcome = await runStage(root, again, true);
  return afterSecondLook(first, countResults(root, again, outcome), outcome.tookMs);
}

function summarize(all) {
  for (const { failures = [], unsteady = [] } of all) {
    for (const { test, message } of failures) console.log(`\n=== Failed: ${test}\n${message}`);
    for (const { test, message } of unsteady)
      console.log(`\n=== Unsteady (failed in one of two runs; find the race): ${test}\n${message}`);
  }
  console.log("\n=== Summary");
  // Once more without messages, last of all: of a long log often only the end is kept.
  for (const { failures = [], unsteady = [] } of all) {
    for (const [word, { test, message }] of [
      ...unsteady.map((failure) => ["Unsteady", failure]),
      ...failures.map((failure) => ["Failed  ", failure]),
    ])
      console.log(`${word}  ${test}: ${message.split("\n", 1)[0]}`);
  }
  const sum = (key) => all.reduce((total, result) => total + result[key], 0);
  for (const { stage, ok, passed, failed, skipped, tookMs, why, unsteady = [] } of all) {
    const counts =
      stage.report === undefined
        ? ""
        : `  ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}${unsteady.length > 0 ? `, ${unsteady.length} unsteady` : ""}`;
    console.log(
      `${ok ? (passed === 0 ? "SKIP  " : "ok    ") : "FAILED"}  ${stage.title}${counts}  (${(tookMs / 1_000).toFixed(1)} s)${why === undefined ? "" : `  ${why}`}`,
    );
  }
  const failed = sum("failed");
  const passed = sum("passed");
  if (failed > 0 || passed === 0) process.exitCode = process.exitCode || 1;
  console.log(`${passed} passed, ${failed} failed`);
}
