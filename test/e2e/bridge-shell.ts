import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import type { StartedDesktop } from "../fakes/started-desktop.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Puts the built preload into a real page and joins it to the shell's main process, which runs here on a fake Electron: what
 * `ipcRenderer` would carry goes over the test driver. All but Electron's own layer is the product.
 */
export async function bridgeShell(page: Page, desktop: StartedDesktop): Promise<void> {
  await page.exposeFunction("shellInvoke", (channel: string, payload: unknown) =>
    desktop.request(channel.replace("cordboard:request:", ""), payload),
  );
  preload ??= builtPreload();
  await page.addInitScript({ content: inPreload(preload) });
  desktop.window.webContents.deliver = (channel, payload) => {
    const pushed = page.evaluate(([name, body]) => Reflect.get(globalThis, "shellDeliver")(name, body), [
      channel,
      payload,
    ] as const);
    // The page is being loaded: as with Electron, nobody is there to hear it.
    pushed.catch(() => undefined);
  };
}

let preload: string | undefined;

/** In a folder of its own: another file may be building the shell, too. */
function builtPreload(): string {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-shell-"));
  try {
    const { status, stderr } = spawnSync(process.execPath, [join(root, "desktop", "build-shell.mjs"), folder], {
      cwd: root,
      encoding: "utf8",
      timeout: 120_000,
    });
    if (status !== 0) throw new Error(`the shell cannot be built: ${stderr}`);
    return readFileSync(join(folder, "preload.cjs"), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What Electron gives a sandboxed preload: `require("electron")` with these two, and nothing else. */
function inPreload(source: string): string {
  return `(() => {
    const listeners = new Map();
    const of = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel);
    const electron = {
      contextBridge: { exposeInMainWorld: (name, api) => { globalThis[name] = Object.freeze(api); } },
      ipcRenderer: {
        invoke: (channel, payload) => globalThis.shellInvoke(channel, payload),
        on: (channel, listener) => of(channel).add(listener),
        off: (channel, listener) => of(channel).delete(listener),
      },
    };
    globalThis.shellDeliver = (channel, payload) => { for (const listener of of(channel)) listener({}, payload); };
    const require = (name) => { if (name === "electron") return electron; throw new Error("a preload may not load " + name); };
    const module = { exports: {} };
    (function (exports, process, Buffer) {\n${source}\n})(module.exports, undefined, undefined);
  })();`;
}
