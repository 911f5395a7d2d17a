import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Tests of a vitest run one by one, any other stage as one. A run that failed without a failed test (a file that cannot be
 * read, an error outside a test, no report) and a run without any test count as one failure: neither may look green.
 */
export function countResults(root, stage, outcome) {
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
  return { ok: failed === 0, passed, failed, skipped, ...(why === undefined ? {} : { why }) };
}
