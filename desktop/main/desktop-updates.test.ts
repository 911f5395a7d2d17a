import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DesktopUpdates, type UpdateLibrary } from "./desktop-updates.ts";
import { DesktopLog } from "./diagnostics/desktop-log.ts";
import { updateFeed } from "./update-feed.ts";

class FakeLibrary implements UpdateLibrary {
  autoDownload = true;
  autoInstallOnAppQuit = true;
  allowDowngrade = true;
  allowPrerelease = true;
  logger: unknown = console;
  readonly log: string[] = [];
  newest: string | null = "0.2.0";
  isActive = true;
  failsWith: Error | null = null;
  onCheck: () => void = () => undefined;

  isUpdaterActive = () => this.isActive;
  setFeedURL = ({ url }: { readonly url: string }) => this.log.push(`feed ${url}`);
  async checkForUpdates() {
    this.log.push("check");
    this.onCheck();
    if (this.failsWith !== null) throw this.failsWith;
    return { isUpdateAvailable: this.newest !== null, updateInfo: { version: this.newest ?? "0.1.0" } };
  }
  async downloadUpdate() {
    this.log.push("download");
    return ["file"];
  }
  quitAndInstall = () => {
    this.log.push("install");
  };
}

let folder = "";
let library: FakeLibrary;
let inCall = false;
let phases: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-update-"));
  library = new FakeLibrary();
  inCall = false;
  phases = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function updates(feed: URL | "packaged" | null = new URL("https://updates.example/"), isWanted = true) {
  const made: DesktopUpdates = new DesktopUpdates({
    feed,
    load: async () => library,
    log: new DesktopLog({ folder, now: () => 0 }),
    isWanted: () => isWanted,
    isInCall: () => inCall,
    beforeInstall: () => library.log.push("may quit"),
    onChange: () => phases.push(made.state.phase),
  });
  return made;
}

describe("newer versions", () => {
  it("are fetched, and installed when a person says so", async () => {
    const made = updates();
    await made.check();
    expect(made.state).toEqual({ phase: "ready", version: "0.2.0" });
    expect(phases).toEqual(["checking", "downloading", "ready"]);
    expect(library.log).toEqual(["feed https://updates.example/", "check", "download"]);
    expect(made.install()).toBe(true);
    expect(library.log.slice(-2)).toEqual(["may quit", "install"]);
  });

  it("are never fetched by the library on its own, nor installed by quitting, nor older", async () => {
    await updates().check();
    expect(library).toMatchObject({
      autoDownload: false,
      autoInstallOnAppQuit: false,
      allowDowngrade: false,
      allowPrerelease: false,
      logger: null,
    });
  });

  it("are neither looked for, fetched nor installed in a call", async () => {
    const made = updates();
    inCall = true;
    await made.check();
    expect(library.log).toEqual([]);
    inCall = false;
    library.onCheck = () => {
      inCall = true;
    };
    await made.check();
    expect(library.log).not.toContain("download");
    inCall = false;
    library.onCheck = () => undefined;
    await made.check();
    inCall = true;
    expect(made.install()).toBe(false);
    expect(library.log).not.toContain("install");
  });

  it("do not exist without a feed", async () => {
    const made = updates(null);
    await made.check();
    expect([made.state.phase, library.log]).toEqual(["not-configured", []]);
  });

  it("cannot come to a program that cannot replace itself, and that is said", async () => {
    library.isActive = false;
    const made = updates();
    await made.check();
    expect([made.state.phase, library.log]).toEqual(["cannot-install", ["feed https://updates.example/"]]);
  });

  it("that cannot be had are told and asked for again", async () => {
    const made = updates();
    library.failsWith = new Error("sha512 checksum mismatch");
    await made.check();
    expect(made.state.phase).toBe("failed");
    expect(made.install()).toBe(false);
    library.failsWith = null;
    library.newest = null;
    await made.check();
    expect(made.state).toEqual({ phase: "idle", version: null });
  });

  it("nobody wants are shown as off", () => {
    expect(updates("packaged", false).state.phase).toBe("off");
  });
});

describe("the feed", () => {
  it("is the administrator's, then the package's, else none", () => {
    expect(updateFeed(undefined, folder)).toBeNull();
    writeFileSync(join(folder, "app-update.yml"), "");
    expect(updateFeed("", folder)).toBe("packaged");
    expect(updateFeed(" https://updates.example/desk ", folder)).toEqual(new URL("https://updates.example/desk"));
  });

  it.each([
    "http://updates.example",
    "http://127.0.0.1:9000",
    "file:///tmp",
    "https://a:b@updates.example",
    "nonsense",
  ])("%s is refused", (given) => {
    expect(() => updateFeed(given, folder)).toThrowError(expect.objectContaining({ code: "config-invalid" }));
  });
});
