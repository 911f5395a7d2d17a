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
    const LOOKED = { ...STAGE, secondLook: {} };
    /** `tests`: name to outcome; `error`: outside of them. */
    const run = (tests: Record<string, "passed" | "failed" | "pending">, error = "") => {
      const assertionResults = Object.entries(tests).map(([fullName, status]) => ({
        status,
        fullName,
        failureMessages: status === "failed" ? ["no sound\n  at walk"] : [],
      }));
      const of = (wanted: string) => assertionResults.filter(({ status }) => status === wanted).length;
      const success = of("failed") === 0 && error === "";
      const report = {
        numPassedTests: of("passed"),
        numFailedTests: of("failed"),
        numPendingTests: of("pending"),
        numTodoTests: 0,
        success,
        testResults: [
          { name: join(folder, "walk"), status: success ? "passed" : "failed", message: error, assertionResults },
        ],
      };
      writeFileSync(join(folder, STAGE.report), JSON.stringify(report));
      return { stage: LOOKED, ...countResults(folder, LOOKED, { ok: success }) };
    };
    type Outcomes = Parameters<typeof run>[0];
    const look = (first: ReturnType<typeof run>, second: ReturnType<typeof run>) => {
      const {
        ok,
        passed,
        failed,
        skipped,
        failures = [],
        unsteady = [],
      } = afterSecondLook({ ...first, tookMs: 400 }, second, 100);
      const names = (list: typeof failures) => list.map(({ test }) => test.replace("/walk > ", "")).join(" ");
      return [ok, `${passed} ${failed} ${skipped}`, `failed: ${names(failures)}`, `unsteady: ${names(unsteady)}`];
    };

    it.each<[string, Outcomes, Outcomes, ReturnType<typeof look>]>([
      [
        "passes then is unsteady",
        { a: "failed", b: "passed" },
        { a: "passed", b: "passed" },
        [true, "2 0 0", "failed: ", "unsteady: a"],
      ],
      [
        "fails again has failed",
        { a: "failed", b: "passed" },
        { a: "failed", b: "passed" },
        [false, "1 1 0", "failed: a", "unsteady: "],
      ],
      [
        "fails only then is unsteady too",
        { a: "failed", b: "passed" },
        { a: "passed", b: "failed" },
        [true, "2 0 0", "failed: ", "unsteady: b a"],
      ],
      [
        "fails then and never ran before has failed",
        { a: "failed", b: "pending" },
        { a: "passed", b: "failed" },
        [false, "1 1 0", "failed: b", "unsteady: a"],
      ],
    ])("what %s", (_name, first, second, expected) => {
      expect(look(run(first), run(second))).toEqual(expected);
    });

    it("takes a file that could not begin at its second word", () => {
      const broken = run({ a: "pending", b: "pending" }, "no exchange");
      expect(look(broken, run({ a: "passed", b: "passed" }))).toEqual([true, "2 0 0", "failed: ", "unsteady: /walk"]);
      expect(look(broken, broken)).toEqual([false, "0 1 2", "failed: /walk", "unsteady: "]);
    });

    it("stays as it was when nothing could be run, with the time of both", () => {
      const first = { ...run({ a: "failed", b: "passed" }), tookMs: 400 };
      const nothing = countResults(join(folder, "elsewhere"), LOOKED, { ok: false });
      expect(afterSecondLook(first, nothing, 100)).toEqual({ ...first, tookMs: 500 });
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
