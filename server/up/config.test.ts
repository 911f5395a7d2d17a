import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dataDirOf, readConfig } from "./config.ts";
import { OTHER_VARIABLES, SETTINGS } from "./settings.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (env: Record<string, string> = {}) => readConfig({ CORDBOARD_DATA_DIR: folder, ...env });
const file = (content: unknown) =>
  writeFileSync(join(folder, "config.json"), typeof content === "string" ? content : JSON.stringify(content));
const refusal = (env: Record<string, string> = {}): string => {
  try {
    read(env);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "config-invalid") return error.message;
    throw error;
  }
  return "accepted";
};

describe("configuration", () => {
  it("listens on loopback with the documented ports when nothing is set", () => {
    expect(read()).toMatchObject({ host: "127.0.0.1", httpPort: 8440, pbxUrl: null, demo: true, dataDir: folder });
  });

  it("takes the variable over the file over the default", () => {
    file({ httpPort: 9000, sipPort: 5070, demo: false });
    expect(read({ CORDBOARD_HTTP_PORT: "9001" })).toMatchObject({ httpPort: 9001, sipPort: 5070, demo: false });
  });

  it.each([
    ["CORDBOARD_OPEN", "0", { openBrowser: false }],
    ["CORDBOARD_OPEN", "yes", { openBrowser: true }],
    ["CORDBOARD_PBX_URL", "http://ari:pw@10.0.0.5:8088", { pbxUrl: "http://ari:pw@10.0.0.5:8088" }],
    ["CORDBOARD_PBX_URL", "none", { pbxUrl: null }],
    ["CORDBOARD_PBX_URL", "", { pbxUrl: null }],
    ["CORDBOARD_TRUNK_HOST", "42", { trunkHost: "42" }],
    ["CORDBOARD_CALLER_ID", "1010", { callerId: "1010" }],
    ["CORDBOARD_CALLING_HOURS", "US=10:00-19:00, CN=09:00-20:00", { callingHours: "US=10:00-19:00, CN=09:00-20:00" }],
    ["CORDBOARD_TIME_ZONE", "Asia/Shanghai", { timeZone: "Asia/Shanghai" }],
    ["CORDBOARD_TIME_ZONE", "none", { timeZone: null }],
  ])("reads %s=%s", (name, value, expected) => {
    expect(read({ [name]: value })).toMatchObject(expected);
  });

  it.each([
    ["CORDBOARD_HTTP_PORT", "eighty"],
    ["CORDBOARD_HTTP_PORT", "70000"],
    ["CORDBOARD_HTTP_PORT", "0x50"],
    ["CORDBOARD_OPEN", "perhaps"],
    ["CORDBOARD_PBX_URL", "ftp://x"],
    ["CORDBOARD_LOG_LEVEL", "loud"],
    ["CORDBOARD_HTPP_PORT", "8440"],
    ["CORDBOARD_RTP_PORT_MAX", "18001"],
    ["CORDBOARD_PBX_HTTP_PORT", "8440"],
    ["CORDBOARD_TIME_ZONE", "Mars/Olympus"],
    ["CORDBOARD_TIME_ZONE", "+08:00"],
  ])("refuses %s=%s by its name", (name, value) => {
    expect(refusal({ [name]: value })).toContain(name);
  });

  it("names all mistakes at once", () => {
    file({ sipPort: "x", colour: "red" });
    const message = refusal({ CORDBOARD_HTTP_PORT: "no" });
    for (const part of ["CORDBOARD_HTTP_PORT", "config.json: sipPort", "config.json: colour"]) {
      expect(message).toContain(part);
    }
  });

  it.each(["{", "[1]", "7"])("refuses a file that is no JSON object: %s", (content) => {
    file(content);
    expect(refusal()).toContain("config.json");
  });

  it("never shows a secret", () => {
    expect(
      refusal({ CORDBOARD_TRUNK_SECRET: "hunter2", CORDBOARD_TRUNK_USER: "u", CORDBOARD_SIP_PORT: "x" }),
    ).not.toContain("hunter2");
    expect(refusal({ CORDBOARD_TRUNK_SECRET: "x".repeat(501) })).not.toContain("xxx");
  });

  it("finds the data folder by the XDG rules", () => {
    expect(dataDirOf({ XDG_DATA_HOME: "/srv/data" })).toBe("/srv/data/cordboard");
    expect(dataDirOf({ XDG_DATA_HOME: "relative" })).toMatch(/\.local\/share\/cordboard$/u);
    expect(dataDirOf({ CORDBOARD_DATA_DIR: "/x/y" })).toBe("/x/y");
  });

  it("has a default that fits, a help text and a variable of its own for each setting", () => {
    const rows = Object.values(SETTINGS);
    expect(new Set(rows.map((row) => row.env)).size).toBe(rows.length);
    expect(rows.every((row) => row.help.length > 15)).toBe(true);
  });
});

it("the README's table names every setting with its default", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const [name, { env, defaultValue }] of Object.entries(SETTINGS)) {
    const shown = defaultValue === null ? "none" : `\`${String(defaultValue)}\``;
    expect(readme).toContain(`| \`${env}\` | \`${name}\` | ${shown} |`);
  }
  for (const env of Object.keys(OTHER_VARIABLES)) expect(readme).toContain(`| \`${env}\` |`);
});
