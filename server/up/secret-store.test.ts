import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SecretStore } from "./secret-store.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-secrets-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("secrets", () => {
  it("are made once and are the same after a restart", () => {
    const first = new SecretStore(folder);
    const made = [first.secret("ari"), first.password("demo:anna"), first.password("demo:bo")];
    expect(new Set(made).size).toBe(3);
    const second = new SecretStore(folder);
    expect([second.secret("ari"), second.password("demo:anna"), second.password("demo:bo")]).toEqual(made);
  });

  it("are long for machines and readable for people", () => {
    const store = new SecretStore(folder);
    expect(store.secret("a")).toMatch(/^[\w-]{43}$/u);
    expect(store.password("b")).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}$/u);
  });

  it("can be read by their owner only, also when the file came with a wider mask", () => {
    new SecretStore(folder).secret("a");
    const path = join(folder, "secrets.json");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    new SecretStore(folder).secret("a");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("are never thrown away when the file is damaged", () => {
    writeFileSync(join(folder, "secrets.json"), "{ broken");
    expect(() => new SecretStore(folder)).toThrowError(expect.objectContaining({ code: "config-invalid" }));
  });
});
