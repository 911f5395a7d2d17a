import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { DesktopApp } from "../../desktop/main/desktop-app.ts";
import type { UpdateLibrary } from "../../desktop/main/desktop-updates.ts";
import { DesktopLog } from "../../desktop/main/diagnostics/desktop-log.ts";
import { LinkInbox } from "../../desktop/main/links/link-inbox.ts";
import type { DesktopStatus, SettingsChange } from "../../shared/ipc/desktop-settings.ts";
import type { ElectronFake } from "./electron-fake.ts";
import type { FakeWindow } from "./electron-window-fake.ts";

interface StartedDesktopOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly folder?: string;
  readonly settings?: unknown;
  readonly builtDir?: string;
  readonly loadUpdater?: () => Promise<UpdateLibrary>;
}

/** The whole desktop application on a fake Electron, with its files in a folder of its own. */
export class StartedDesktop {
  readonly electron: ElectronFake;
  readonly folder: string;
  readonly app: DesktopApp;
  readonly window: FakeWindow;
  readonly links: LinkInbox;
  /** A frame of the server's page, as Electron shows it to a handler. */
  readonly page: { readonly senderFrame: { readonly url: string; readonly parent: null } };
  nowMs = Date.UTC(2026, 10, 22, 4);

  constructor(electron: ElectronFake, options: StartedDesktopOptions = {}) {
    this.electron = electron;
    const url = options.env?.["CORDBOARD_SERVER_URL"] ?? "http://127.0.0.1:8440/";
    this.page = { senderFrame: { url, parent: null } };
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), "cordboard-shell-"));
    if (options.settings !== undefined)
      writeFileSync(join(this.folder, "settings.json"), JSON.stringify(options.settings));
    const now = () => this.nowMs;
    const log = new DesktopLog({ folder: join(this.folder, "logs"), now });
    let app: DesktopApp | null = null;
    this.links = new LinkInbox({ now, log, onWaiting: () => app?.linkWaits() });
    app = new DesktopApp({
      builtDir: options.builtDir ?? "/built",
      dataDir: this.folder,
      home: this.folder,
      env: options.env ?? {},
      resourcesPath: this.folder,
      now,
      log,
      links: this.links,
      loadUpdater: options.loadUpdater ?? (() => Promise.reject(new Error("no feed, no library"))),
    });
    this.app = app;
    this.window = electron.window;
  }

  /** Events sent to the page, without the prefix. */
  get told(): readonly (readonly [name: string, payload: unknown])[] {
    return this.window.sent.map(([channel, payload]) => [channel.replace("cordboard:event:", ""), payload]);
  }

  request(name: string, payload: unknown = null): unknown {
    return this.electron.invoke(name, this.page, payload);
  }

  is(agentState: string, { language = "en", muted = false } = {}): void {
    this.request("console-state", { agentState, language, muted });
  }

  change(change: SettingsChange): DesktopStatus {
    return this.request("settings-change", change) as DesktopStatus;
  }

  /** Ends it, whatever it asks, and removes its files and listeners. */
  dispose(): void {
    this.electron.app.emit("will-quit", {});
    if (!this.window.isDestroyed()) this.window.emit("closed");
    this.electron.windows.length = 0;
    for (const emitter of [this.electron.app, this.electron.powerMonitor, this.electron.sessionEvents])
      emitter.removeAllListeners();
    rmSync(this.folder, { recursive: true, force: true });
    vi.useRealTimers();
  }
}
