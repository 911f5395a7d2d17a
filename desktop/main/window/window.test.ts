import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isLocalPage, localIntent, localPageUrl, serveLocalPages } from "./local-pages.ts";
import { isCrash, PageRecovery } from "./page-recovery.ts";
import { placeWindow, readWindowState } from "./window-state.ts";

const FULL_HD = { x: 0, y: 0, width: 1_920, height: 1_080 };
const SECOND = { x: 1_920, y: 0, width: 1_280, height: 1_024 };
const at = (x: number, y: number, width = 1_300, height = 900) => ({ x, y, width, height, isMaximized: false });

describe("where the window goes", () => {
  it.each([
    //  saved                 screens              placed
    [null, [FULL_HD], { width: 1_280, height: 860, isMaximized: false }],
    [at(100, 50), [FULL_HD], at(100, 50)],
    [at(2_000, 50, 1_200, 900), [FULL_HD, SECOND], at(2_000, 50, 1_200, 900)],
    // The second screen is gone: the system places it.
    [at(2_000, 50, 1_200, 900), [FULL_HD], { width: 1_200, height: 860, isMaximized: false }],
    // Its title bar above the screen cannot be taken hold of.
    [at(100, -500), [FULL_HD], { width: 1_280, height: 860, isMaximized: false }],
    [at(1_850, 50), [FULL_HD], { width: 1_280, height: 860, isMaximized: false }],
    // Larger than the screen it is on, and smaller than it can be.
    [at(0, 0, 3_000, 2_000), [FULL_HD], at(0, 0, 1_920, 1_080)],
    [at(0, 0, 200, 100), [FULL_HD], at(0, 0, 720, 540)],
    [{ ...at(0, 0), isMaximized: true }, [FULL_HD], { ...at(0, 0), isMaximized: true }],
  ])("%j on %j: %j", (saved, screens, placed) => {
    expect(placeWindow(saved, screens)).toEqual(placed);
  });

  it("forgets a file that is none", () => {
    const folder = mkdtempSync(join(tmpdir(), "cordboard-window-"));
    const path = join(folder, "window.json");
    expect(readWindowState(path)).toBeNull();
    writeFileSync(path, '{"x":1,"y":2,"width":"wide"}');
    expect(readWindowState(path)).toBeNull();
    writeFileSync(path, JSON.stringify(at(1, 2)));
    expect(readWindowState(path)).toEqual(at(1, 2));
    rmSync(folder, { recursive: true });
  });
});

describe("a page that dies", () => {
  it("comes back at once, then slower, then when a person says so", () => {
    let nowMs = 0;
    const recovery = new PageRecovery(() => nowMs);
    expect([recovery.crashed(), recovery.crashed(), recovery.crashed(), recovery.crashed()]).toEqual([
      { reloadInMs: 0 },
      { reloadInMs: 2_000 },
      { reloadInMs: 5_000 },
      "ask-a-person",
    ]);
    expect(recovery.crashed()).toBe("ask-a-person");
    recovery.forget();
    expect(recovery.crashed()).toEqual({ reloadInMs: 0 });
    nowMs += 10 * 60_000;
    expect(recovery.crashed()).toEqual({ reloadInMs: 0 });
  });

  it("did not die when it ended in order", () => {
    expect(["clean-exit", "crashed", "oom", "killed", "memory-eviction"].map(isCrash)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});

describe("the shell's own page", () => {
  const texts = { lang: "en", title: "T", detail: "D", server: "http://127.0.0.1:8440", retry: "R" };
  const url = localPageUrl({ ...texts, connect: { label: "L", button: "B", problem: "" } });

  it("asks by addresses that only it may use", () => {
    expect(isLocalPage(url)).toBe(true);
    const retry = "cordboard-shell://page/retry";
    const connect = "cordboard-shell://page/connect?server=https%3A%2F%2Fcordboard.example";
    expect(localIntent(url, retry)).toEqual({ kind: "retry" });
    expect(localIntent(url, connect)).toEqual({ kind: "connect", server: "https://cordboard.example" });
    expect(localIntent("http://127.0.0.1:8440/", connect)).toBeNull();
    expect(localIntent("https://evil.example/", retry)).toBeNull();
    expect(localIntent(url, "cordboard-shell://elsewhere/retry")).toBeNull();
    expect(localIntent(url, "https://evil.example/retry")).toBeNull();
  });

  it("is three files and nothing else", async () => {
    let handle: (request: Request) => Response | Promise<Response> = () => new Response();
    const main = join(import.meta.dirname, "..");
    serveLocalPages({ handle: (_scheme, handler) => (handle = handler as typeof handle) }, main);
    const get = async (address: string, method = "GET") => handle(new Request(address, { method }));
    const page = await get(url);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'/u);
    expect(page.headers.get("content-type")).toContain("text/html");
    for (const address of [
      "cordboard-shell://page/main.ts",
      "cordboard-shell://page/../main.ts",
      "cordboard-shell://page/%2e%2e/%2e%2e/package.json",
      "cordboard-shell://page//etc/passwd",
      "cordboard-shell://other/offline.html",
      "cordboard-shell://page/",
    ])
      expect((await get(address)).status, address).toBe(404);
    expect((await get(url, "POST")).status).toBe(404);
  });
});
