import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CrashReports } from "./crash-reports.ts";
import { DesktopLog } from "./desktop-log.ts";
import { maskFields, maskText } from "./mask-personal-data.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("what the log may say", () => {
  it.each([
    ["a number", "calling +49 30 1234567 now", "calling ****67 now"],
    ["a number without gaps", "13800138001", "****01"],
    ["a mail address", "from ada.berg@example.com", "from [mail]"],
    ["a token", "Bearer 9f8e7d6c5b4a39281706f5e4d3c2b1a0", "Bearer [token]"],
    ["a telephone link", "refused tel:+49301234567", "refused tel:[number]"],
    [
      "a search",
      "GET https://cordboard.example/api/customers?q=Berg",
      "GET https://cordboard.example/api/customers?[cut]",
    ],
    ["a record's address", "at https://cordboard.example/#/customers/c-1", "at https://cordboard.example/?[cut]"],
  ])("masks %s", (_name, text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it("keeps what an operator needs", () => {
    const text = "ERR_CONNECTION_REFUSED (-102) at https://cordboard.example:8440/ after 2500 ms";
    expect(maskText(text)).toBe(text);
    expect(maskFields({ count: 3, isReady: true, password: "x", customerName: "Ada" })).toEqual({
      count: 3,
      isReady: true,
      password: "[secret]",
      customerName: "[secret]",
    });
  });

  it("writes an error with its masked stack", () => {
    const fields = maskFields({ error: new Error("no answer from 13800138001") });
    expect(fields["error"]).toMatchObject({ name: "Error", message: "no answer from ****01" });
    expect(JSON.stringify(fields)).not.toContain("13800138001");
  });
});

describe("the log", () => {
  it("is bounded: it turns over and the oldest goes", () => {
    const log = new DesktopLog({ folder, now: () => 0, limits: { fileMaxBytes: 500, filesMax: 3 } });
    for (let line = 0; line < 100; line += 1) log.info("event", { line });
    expect(readdirSync(folder).toSorted()).toEqual(["desktop.1.log", "desktop.2.log", "desktop.log"]);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(500);
    expect(readFileSync(join(folder, "desktop.log"), "utf8")).toContain('"line":99');
  });

  it("goes on where the last run stopped", () => {
    new DesktopLog({ folder, now: () => 0 }).info("first");
    new DesktopLog({ folder, now: () => 0 }).info("second");
    expect(readFileSync(join(folder, "desktop.log"), "utf8").trim().split("\n")).toHaveLength(2);
  });

  it("never stops the program, and says once that it cannot be written", () => {
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    writeFileSync(join(folder, "file"), "");
    const log = new DesktopLog({ folder: join(folder, "file", "logs"), now: () => 0 });
    log.info("one");
    log.info("two");
    expect(said).toHaveBeenCalledTimes(1);
    said.mockRestore();
  });
});

describe("crash reports", () => {
  it("are masked, local and bounded", () => {
    let nowMs = 0;
    const log = new DesktopLog({ folder, now: () => nowMs });
    const reports = new CrashReports(log, () => nowMs);
    for (let crash = 0; crash < 30; crash += 1) {
      nowMs += 1_000;
      reports.add({ where: "main", agentState: "on-contact", error: new Error("call of +49 30 1234567 lost") });
    }
    const names = readdirSync(reports.folder);
    expect(names).toHaveLength(20);
    const report = readFileSync(join(reports.folder, names.toSorted().at(-1) ?? ""), "utf8");
    expect(JSON.parse(report)).toMatchObject({
      at: "1970-01-01T00:00:30.000Z",
      where: "main",
      agentState: "on-contact",
    });
    expect(report).not.toContain("1234567");
    expect(existsSync(join(folder, "desktop.log"))).toBe(true);
  });
});
