import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { afterSecondLook, countResults } from "../count-results.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const STAGE = { name: "unit", title: "Unit tests", report: "test-results/unit.json" };
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-count-"));
  mkdirSync(join(folder, "test-results"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const count = (ok: boolean, report?: Record<string, unknown>) => {
  if (report !== undefined) {
    const whole = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, success: ok, ...report };
    writeFileSync(join(folder, STAGE.report), JSON.stringify(whole));
  }
  return countResults(folder, STAGE, { ok });
};

describe("counting what npm test ran", () => {
  it("counts tests one by one", () => {
    expect(count(true, { numPassedTests: 12, numPendingTests: 1 })).toEqual({
      ok: true,
      passed: 12,
      failed: 0,
      skipped: 1,
    });
    expect(count(false, { numPassedTests: 3, numFailedTests: 2 })).toMatchObject({ ok: false, passed: 3, failed: 2 });
  });

  it.each([
    ["no report", () => count(true)],
    ["no test", () => count(true, {})],
    ["only skipped tests", () => count(true, { numPendingTests: 9 })],
    ["an error outside the tests", () => count(false, { numPassedTests: 5 })],
    ["a file that cannot be read", () => count(true, { numPassedTests: 5, success: false })],
  ])("counts %s as a failure", (_name, run) => {
    expect(run()).toMatchObject({ ok: false, failed: 1 });
  });

  it("tells which tests failed, with the beginning of their message, for whoever sees only the end of a log", () => {
    const message = ["AssertionError: expected 1 to be 2", ...Array.from({ length: 40 }, () => "    at somewhere")];
    const results = [
      { status: "passed", fullName: "adds", failureMessages: [] },
      { status: "failed", fullName: "subtracts", failureMessages: [message.join("\n")] },
    ];
    const file = { name: join(folder, "sums.test.ts"), status: "failed", message: "", assertionResults: results };
    const { failures, failedFiles } = count(false, { numPassedTests: 1, numFailedTests: 1, testResults: [file] });
    expect(failures).toEqual([{ test: "/sums.test.ts > subtracts", message: message.slice(0, 12).join("\n") }]);
    expect(failedFiles).toEqual([join(folder, "sums.test.ts")]);
  });

  describe("after a second look at the files that failed", () => {
    const failures = [{ test: "walk > a VIP", message: "no sound" }];
    const first = { ok: false, passed: 70, failed: 1, skipped: 0, failures, failedFiles: ["walk"], tookMs: 400 };

    it("counts what passed then as passed, and names it as unsteady", () => {
      const whole = afterSecondLook(first, { ok: true, passed: 3, failed: 0, skipped: 0 }, 100);
      expect(whole).toEqual({ ok: true, passed: 71, failed: 0, skipped: 0, unsteady: failures, tookMs: 500 });
    });

    it.each([
      ["a test failed again", { ok: false, passed: 2, failed: 1, skipped: 0 }],
      ["nothing could be run", { ok: false, passed: 0, failed: 1, skipped: 0, why: "no test was run" }],
    ])("stays as it was when %s", (_name, second) => {
      expect(afterSecondLook(first, second, 100)).toEqual({ ...first, tookMs: 500 });
    });
  });

  it("counts what cannot run on this machine as skipped, with the reason, and nothing else", () => {
    const stage = { ...STAGE, skipped: { code: 77, why: "no Electron here" } };
    const skipped = { ok: true, passed: 0, failed: 0, skipped: 1, why: "no Electron here" };
    expect(countResults(folder, stage, { ok: false, exitCode: 77 })).toEqual(skipped);
    expect(countResults(folder, stage, { ok: false, exitCode: 1 })).toMatchObject({ ok: false, failed: 1 });
    expect(countResults(folder, STAGE, { ok: false, exitCode: 77 })).toMatchObject({ ok: false, failed: 1 });
  });

  it("counts any other stage as one test", () => {
    const stage = { name: "lint", title: "Lint" };
    expect(countResults(folder, stage, { ok: true })).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countResults(folder, stage, { ok: false })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe("the last line", () => {
  const npmTest = (...args: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, ["test/run.mjs", ...args], {
      cwd: root,
      encoding: "utf8",
      timeout: 60_000,
    });
    return { exitCode: status, lastLine: stdout.trimEnd().split("\n").at(-1) };
  };

  it("sums up a run, and only that", () => {
    expect(npmTest("build-desktop")).toEqual({ exitCode: 0, lastLine: "1 passed, 0 failed" });
  });

  it("does not let a misspelt stage look like a success", () => {
    expect(npmTest("untit").exitCode).toBe(2);
  });
});
