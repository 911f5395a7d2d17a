import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createScratchRepository } from "./scratch-repository.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** [rule, where, code that breaks it] */
const LINT_VIOLATIONS: readonly (readonly [rule: string, path: string, code: string])[] = [
  ["no-restricted-globals", "server/acd/v-date.ts", "export const v = new Date(0);"],
  ["no-restricted-globals", "shared/domain/v-date.ts", "export const v = new Date(0);"],
  ["no-restricted-globals", "server/app/v-timer.ts", "export const v = () => setTimeout(() => undefined, 1);"],
  ["no-restricted-globals", "ivr-flows/v-process.ts", "export const v = process;"],
  ["no-restricted-properties", "server/adapters/http/v-now.ts", "export const v = Date.now();"],
  ["no-restricted-properties", "server/app/v-random.ts", "export const v = Math.random();"],
  [
    "no-restricted-imports",
    "server/app/v-fs.ts",
    'import { readFileSync } from "node:fs";\nexport const v = readFileSync;',
  ],
  [
    "no-floating-promises",
    "server/app/v-promise.ts",
    "const work = async () => 1;\nexport const v = () => {\n  work();\n};",
  ],
  [
    "no-misused-promises",
    "server/app/v-condition.ts",
    "const work = async () => true;\nexport const v = () => {\n  if (work()) return 1;\n  return 2;\n};",
  ],
  [
    "switch-exhaustiveness-check",
    "server/acd/v-switch.ts",
    'export const v = (s: "a" | "b"): number => {\n  switch (s) {\n    case "a":\n      return 1;\n  }\n  return 0;\n};',
  ],
  ["no-explicit-any", "server/app/v-any.ts", "export const v = (x: any): unknown => x;"],
  [
    "no-unsafe-assignment",
    "server/app/v-parse.ts",
    'export const v = () => {\n  const x = JSON.parse("1");\n  return typeof x;\n};',
  ],
  ["no-non-null-assertion", "server/app/v-null.ts", "export const v = (x: string | null): number => x!.length;"],
  ["only-throw-error", "server/app/v-throw.ts", 'export const v = () => {\n  throw "text";\n};'],
  [
    "no-empty",
    "server/app/v-empty.ts",
    "export const v = () => {\n  try {\n    return 1;\n  } catch (_error) {}\n  return 2;\n};",
  ],
  ["no-console", "server/app/v-console.ts", 'export const v = () => console.log("x");'],
  ["ban-ts-comment", "server/app/v-comment.ts", `// ${"@ts-"}ignore\nexport const v = 1;`],
  ["no-shadow", "server/app/v-shadow.ts", "const a = 1;\nexport const v = (a: number) => a;\nexport const w = a;"],
  [
    "max-lines-per-function",
    "server/app/v-long.ts",
    `export const v = () => {\n  let n = 0;\n${"  n += 1;\n".repeat(81)}  return n;\n};`,
  ],
];

/** What only the project references catch: [path, code, TypeScript's code]. */
const TYPE_VIOLATIONS: readonly (readonly [path: string, code: string, error: string])[] = [
  ["server/acd/t-console.ts", 'export const v = () => console.log("x");', "TS2584"],
  ["server/acd/t-node.ts", 'import { readFileSync } from "node:fs";\nexport const v = readFileSync;', "TS2591"],
  ["server/acd/t-sibling.ts", 'import { target } from "../ports/target.ts";\nexport const v = target;', "TS6307"],
  ["server/dialer/t-sibling.ts", 'import { target } from "../ports/target.ts";\nexport const v = target;', "TS6307"],
  ["shared/domain/t-window.ts", "export const v = () => document.title;", "TS2584"],
  ["desktop/renderer/t-node.ts", "export const v = () => process.pid;", "TS2591"],
  ["desktop/main/t-window.ts", "export const v = () => document.title;", "TS2584"],
  ["server/app/t-enum.ts", "export enum V {\n  a,\n}", "TS1294"],
  ["server/app/t-index.ts", "export const v = (list: string[]): string => list[0];", "TS2322"],
];

const scratch = createScratchRepository(root, {
  ...Object.fromEntries(LINT_VIOLATIONS.map(([, path, code]) => [path, `${code}\n`])),
  ...Object.fromEntries(TYPE_VIOLATIONS.map(([path, code]) => [path, `${code}\n`])),
  "server/ports/target.ts": "export const target = 1;\n",
  "ivr-flows/fine.ts": "export const fine = 1;\n",
  "desktop/main/badly-formatted.ts": "export const x   =  'y'",
});
afterAll(scratch.remove);

const run = (tool: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}node_modules/${tool}`, ...args], {
    cwd: scratch.folder,
    encoding: "utf8",
    timeout: 120_000,
  });
  return { exitCode: status, lines: `${stdout}\n${stderr}`.split("\n") };
};

describe("oxlint", () => {
  const { exitCode, lines } = run("oxlint/bin/oxlint", "-f", "unix", "shared", "server", "ivr-flows", "desktop");

  it("fails", () => {
    expect(exitCode).toBe(1);
  });

  it.each(LINT_VIOLATIONS)("%s bites in %s", (rule, path) => {
    expect(lines.some((line) => line.startsWith(`${path}:`) && line.includes(`(${rule})`))).toBe(true);
  });
});

describe("tsc -b", () => {
  const { exitCode, lines } = run("@typescript/native/bin/tsc", "-b", "--pretty", "false");

  it("fails", () => {
    expect(exitCode).not.toBe(0);
  });

  it.each(TYPE_VIOLATIONS)("refuses %s", (path, _code, error) => {
    expect(lines.some((line) => line.startsWith(`${path}(`) && line.includes(error))).toBe(true);
  });
});

describe("Biome", () => {
  it("refuses another format", () => {
    const { exitCode, lines } = run("@biomejs/biome/bin/biome", "format", "--vcs-enabled=false", "desktop");
    expect(exitCode).not.toBe(0);
    expect(lines.join("\n")).toContain("badly-formatted.ts");
  });
});
