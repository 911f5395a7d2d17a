import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findElectron } from "../electron/electron-binary.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cordboard-electron-"));
  mkdirSync(join(root, "node_modules", "electron", "dist"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const fetched = () => {
  writeFileSync(join(root, "node_modules", "electron", "path.txt"), "electron");
  writeFileSync(join(root, "node_modules", "electron", "dist", "electron"), "");
};

describe("where Electron is", () => {
  it("is where npm run desktop has fetched it to", () => {
    fetched();
    expect(findElectron(root, { DISPLAY: ":0" }).program).toBe(
      join(root, "node_modules", "electron", "dist", "electron"),
    );
  });

  it("is nowhere on a machine that has only the package, and that is said", () => {
    expect(findElectron(root, { DISPLAY: ":0" }).missing).toMatch(/not on this machine/u);
  });

  it.runIf(process.platform === "linux")("is of no use without a screen", () => {
    fetched();
    expect(findElectron(root, {}).missing).toMatch(/no screen/u);
  });

  it("is where the environment says, and nowhere else then", () => {
    expect(findElectron(root, { CORDBOARD_ELECTRON: join(root, "none") }).missing).toMatch(/not there/u);
  });
});
