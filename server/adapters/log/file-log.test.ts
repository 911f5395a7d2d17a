import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFileLog } from "./file-log.ts";
import { maskPersonalData, maskText } from "./mask-personal-data.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["caller +8613800138001 rang", "caller +86****01 rang"],
  ["account 10000001", "account 100****01"],
  ["waited 1500 ms on 4000", "waited 1500 ms on 4000"],
])("%s is written as %s", (raw, written) => {
  expect(maskText(raw)).toBe(written);
});

test("secrets never, numbers in errors masked, deep objects cut", () => {
  const masked = JSON.stringify(
    maskPersonalData({
      pin: "2468",
      token: "abc",
      err: new Error("no answer from +8613800138001"),
      a: { b: { c: { d: { e: 1 } } } },
    }),
  );
  expect(masked).not.toContain("2468");
  expect(masked).not.toContain('abc"');
  expect(masked).not.toContain("13800138001");
  expect(masked).toContain("…");
});

test("a log that has grown too large is put aside once", () => {
  writeFileSync(join(folder, "server.log"), "x".repeat(21 * 1024 * 1024));
  const log = openFileLog(folder, "info");
  log.info({ phone: "+8613800138001" }, "hello");
  log.close();
  expect(readFileSync(join(folder, "server.log"), "utf8")).toContain('"phone":"+86****01"');
  expect(readFileSync(join(folder, "server.log.1"), "utf8")).toHaveLength(21 * 1024 * 1024);
});
