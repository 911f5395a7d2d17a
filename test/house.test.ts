import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createMachine } from "xstate";
import { FLOWS } from "../ivr-flows/flow-catalogue.ts";
import { ERRORS } from "../shared/errors/errors.ts";
import { incompleteEntries } from "../shared/errors/incomplete-entries.ts";
import { missingEntries } from "./house/complete-lock.mjs";
import { flowProblems } from "./house/flow-problems.ts";
import { foreignText } from "./house/foreign-text.ts";
import { RULES } from "./house/rules.ts";
import { readSourceTree } from "./house/source-tree.ts";
import { VIOLATIONS } from "./house/violations.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const tree = readSourceTree(root);

describe("the house", () => {
  it("was read", () => {
    expect(tree.size).toBeGreaterThan(100);
    expect([...tree.keys()].filter((path) => path.endsWith(".ts")).length).toBeGreaterThan(80);
  });

  it.each(RULES)("keeps $name", ({ check }) => {
    expect(check(tree)).toEqual([]);
  });

  it("has a deliberate violation for every rule", () => {
    expect(Object.keys(VIOLATIONS).toSorted()).toEqual(RULES.map((rule) => rule.name).toSorted());
  });

  it.each(RULES)("$name bites", ({ name, check }) => {
    expect(check(new Map(Object.entries(VIOLATIONS[name] ?? {}))).length).toBeGreaterThan(0);
  });

  it("helps with every error", () => {
    expect(incompleteEntries(ERRORS)).toEqual([]);
  });

  it("gives the same remedies before and after the build", () => {
    const bootstrap = readFileSync(`${root}server/up/bootstrap.mjs`, "utf8");
    for (const code of ["install-failed", "build-failed"] as const) expect(bootstrap).toContain(ERRORS[code].remedy);
  });
});

describe("the lock file", () => {
  it("names the packages of every system, or `npm ci` refuses it (node test/house/complete-lock.mjs --write)", () => {
    const lock: { packages: Record<string, object> } = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));
    expect(Object.keys(missingEntries(lock.packages))).toEqual([]);
  });

  it("is caught when it does not", () => {
    const packages = {
      "": {},
      "node_modules/a": { dev: true, optionalDependencies: { "@a/linux-x64-musl": "1.2.3", there: "1.0.0" } },
      "node_modules/there": { version: "1.0.0" },
    };
    expect(missingEntries(packages)).toEqual({
      "node_modules/@a/linux-x64-musl": {
        version: "1.2.3",
        cpu: ["x64"],
        dev: true,
        libc: ["musl"],
        optional: true,
        os: ["linux"],
      },
    });
  });

  it("names no registry", () => {
    expect(readFileSync(`${root}package-lock.json`, "utf8")).not.toContain('"resolved"');
  });
});

describe("flows", () => {
  it.each(Object.entries(FLOWS))("%s can be read and walked", (_id, machine) => {
    expect(flowProblems(machine)).toEqual([]);
  });

  it("are all in the catalogue", () => {
    const folders = [...tree.keys()].flatMap((path) => /^ivr-flows\/([^/]+)\/flow\.ts$/u.exec(path)?.[1] ?? []);
    expect(folders.toSorted()).toEqual(Object.keys(FLOWS).toSorted());
  });

  it("are caught without a description and with a state nothing leads to", () => {
    const broken = createMachine({
      id: "broken",
      description: "A flow that is broken.",
      initial: "first",
      states: {
        first: { on: { next: "second" } },
        second: { description: "The second state." },
        island: { description: "Nothing leads here." },
      },
    });
    expect(flowProblems(broken)).toEqual([
      "broken.first has no description in plain words",
      "broken.island cannot be reached",
    ]);
  });
});

describe("text outside the catalogue", () => {
  it.each([
    ["<p>Hello</p>", true],
    ["<p>你好</p>", true],
    ['<p>{"Hello there"}</p>', true],
    ['<input placeholder="Search" />', true],
    ['<b aria-label="Close" />', true],
    ['<p>{t("hello")}</p>', false],
    ["<p>: 12 · x</p>", false],
    ['<i className="some-words" data-x="other words" />', false],
    ["<b>Cordboard</b>", false],
  ])("%s: %s", (jsx, isForeign) => {
    expect(foreignText("x.tsx", `export const x = ${jsx};`).length > 0).toBe(isForeign);
  });
});
