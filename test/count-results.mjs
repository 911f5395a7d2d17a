import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FAILURES_SHOWN_MAX = 20;
const MESSAGE_LINES_MAX = 12;

/**
 * Tests of a vitest run one by one, any other stage as one. A run that failed without a failed test (a file that cannot be
 * read, an error outside a test, no report) and a run without any test count as one failure: neither may look green.
 */
export function countResults(root, stage, outcome) {
  if (stage.skipped !== undefined && outcome.exitCode === stage.skipped.code)
    return { ok: true, passed: 0, failed: 0, skipped: 1, why: stage.skipped.why };
  if (stage.report === undefined) return { passed: outcome.ok ? 1 : 0, failed: outcome.ok ? 0 : 1, skipped: 0 };
  const path = join(root, stage.report);
  if (!existsSync(path)) return { ok: false, passed: 0, failed: 1, skipped: 0, why: outcome.why ?? "no test report" };
  const report = JSON.parse(readFileSync(path, "utf8"));
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  let failed = report.numFailedTests;
  let why = outcome.why;
  if (passed + failed === 0) {
    failed = 1;
    why ??= "no test was run";
  } else if (failed === 0 && (!outcome.ok || report.success === false)) {
    failed = 1;
    why ??= "an error outside the tests";
  }
  const failures = failuresOf(report, root);
  return {
    ok: failed === 0,
    passed,
    failed,
    skipped,
    ...(failures.length === 0 ? {} : { failures, failedFiles: failedFilesOf(report) }),
    ...(stage.secondLook === undefined ? {} : { statuses: statusesOf(report, root) }),
    ...(why === undefined ? {} : { why }),
  };
}

/**
 * The whole after the files that failed were run once more. Each of their tests stands for itself: what passed in one of the
 * two runs is unsteady, what passed in neither has failed. A second run that was cut short or has no report leaves the first
 * as it is.
 */
export function afterSecondLook(first, second, tookMs) {
  const tookAllMs = first.tookMs + tookMs;
  if (second.statuses === undefined || second.why !== undefined) return { ...first, tookMs: tookAllMs };
  const statuses = new Map(first.statuses);
  for (const [test, status] of second.statuses) if (statuses.get(test) !== "passed") statuses.set(test, status);
  const count = (wanted) => [...statuses.values()].filter((status) => status === wanted).length;
  const failures = [
    ...new Map([...(second.failures ?? []), ...first.failures].map((failure) => [failure.test, failure])).values(),
  ];
  const hasFailed = ({ test }) => statuses.get(test) === "failed";
  return {
    stage: first.stage,
    ok: count("failed") === 0,
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    failures: failures.filter(hasFailed),
    unsteady: failures.filter((failure) => !hasFailed(failure)),
    tookMs: tookAllMs,
  };
}

function failedFilesOf(report) {
  return (report.testResults ?? []).filter(({ status }) => status === "failed").map(({ name }) => name);
}

/** Each test's outcome by its name; a file's own error (one outside its tests) by the file's. */
function statusesOf(report, root) {
  const statuses = new Map();
  for (const file of report.testResults ?? []) {
    const path = pathOf(file, root);
    statuses.set(path, file.status === "failed" && file.message ? "failed" : "file");
    for (const { status, fullName } of file.assertionResults) {
      statuses.set(`${path} > ${fullName}`, status === "passed" || status === "failed" ? status : "skipped");
    }
  }
  return statuses;
}

function pathOf(file, root) {
  return file.name.startsWith(root) ? file.name.slice(root.length) : file.name;
}

/** What failed, for the summary: whoever sees only the end of a log shall know what to look at. */
function failuresOf(report, root) {
  const failures = [];
  for (const file of report.testResults ?? []) {
    const path = pathOf(file, root);
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      if (status === "failed") failures.push({ test: `${path} > ${fullName}`, message: beginning(failureMessages[0]) });
    }
    if (file.status === "failed" && file.message) failures.push({ test: path, message: beginning(file.message) });
  }
  return failures.slice(0, FAILURES_SHOWN_MAX);
}

function beginning(message) {
  return (message ?? "").split("\n").slice(0, MESSAGE_LINES_MAX).join("\n");
}
