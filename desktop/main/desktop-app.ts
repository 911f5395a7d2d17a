import { join } from "node:path";
import { app, type BrowserWindow, dialog, powerMonitor, screen, session } from "electron";
import { ConsoleShell } from "./console-shell.ts";
import { DesktopUpdates, type UpdateLibrary } from "./desktop-updates.ts";
import { CrashReports } from "./diagnostics/crash-reports.ts";
import type { DesktopLog } from "./diagnostics/desktop-log.ts";
import { watchMainProcess } from "./diagnostics/watch-main-process.ts";
import type { LinkInbox } from "./links/link-inbox.ts";
import { opensLinks, registerLinks } from "./links/link-registration.ts";
import { isInCall } from "./lock-decision.ts";
import { startAtLogin } from "./login-item.ts";
import { QuitGuard } from "./quit-guard.ts";
import { DEFAULT_SERVER_URL, serverAddress, ServerAddressError } from "./server-address.ts";
import { SessionVault } from "./session-vault.ts";
import { writeFileAtomically } from "./settings/atomic-file.ts";
import { SettingsStore } from "./settings/settings-store.ts";
import { languageOfLocale, shellText } from "./texts.ts";
import { updateFeed } from "./update-feed.ts";
import { createConsoleWindow } from "./window/console-window.ts";
import { guardPage, PARTITION } from "./window/guard-page.ts";
import { guardSession } from "./window/guard-session.ts";
import { type LocalIntent, serveLocalPages } from "./window/local-pages.ts";
import { PageKeeper } from "./window/page-keeper.ts";
import { placeWindow, readWindowState, type WindowState } from "./window/window-state.ts";

export interface DesktopAppOptions {
  /** Folder of the built shell (preload, local pages). */
  readonly builtDir: string;
  /** Where settings, the window's place and the remembered session live. */
  readonly dataDir: string;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  /** Folder of a packaged program's own files. */
  readonly resourcesPath: string;
  readonly now: () => number;
  readonly log: DesktopLog;
  readonly links: LinkInbox;
  readonly loadUpdater: () => Promise<UpdateLibrary>;
}

/** The whole desktop application behind Electron's `ready`: every part made once and wired. */
export class DesktopApp {
  readonly #options: DesktopAppOptions;
  readonly #settings: SettingsStore;
  readonly #server: URL;
  readonly #crashes: CrashReports;
  readonly #updates: DesktopUpdates;
  readonly #watch: { readonly stop: () => void };
  readonly window: BrowserWindow;
  readonly #shell: ConsoleShell;
  readonly #keeper: PageKeeper;
  readonly #quitGuard: QuitGuard;

  /** @throws ServerAddressError when an address that was given by the environment cannot be used */
  constructor(options: DesktopAppOptions) {
    this.#options = options;
    const { builtDir, dataDir, env, now, log, links, resourcesPath, loadUpdater, home } = options;
    this.#settings = new SettingsStore(join(dataDir, "settings.json"), log);
    this.#server = this.#chosenServer();
    this.#crashes = new CrashReports(log, now);
    this.#updates = new DesktopUpdates({
      feed: updateFeed(env["CORDBOARD_UPDATE_URL"], resourcesPath),
      load: loadUpdater,
      log,
      isWanted: () => this.#settings.get().checkForUpdates,
      isInCall: this.#isInCall,
      beforeInstall: () => this.#quitGuard.allow(),
      onChange: () => this.#shell.statusChanged(),
    });
    const consoleSession = session.fromPartition(PARTITION);
    guardSession(this.#server, consoleSession, log);
    serveLocalPages(consoleSession.protocol, builtDir);
    const preloadFile = join(builtDir, "preload.cjs");
    const guard = { server: this.#server, preloadFile, isPackaged: app.isPackaged, log };
    // Whatever page Electron ever makes, by whatever way, is guarded before it loads anything.
    app.on("web-contents-created", (_event, page) =>
      guardPage(page, { ...guard, onLocalIntent: (intent) => this.#localIntent(intent) }),
    );
    this.window = this.#openWindow(preloadFile);
    this.#shell = new ConsoleShell({
      server: this.#server,
      window: this.window,
      log,
      settings: this.#settings,
      vault: new SessionVault(join(dataDir, "session.bin"), log),
      links,
      updates: this.#updates,
      system: { startAtLogin: (wanted) => startAtLogin(wanted, env, home), registerLinks, opensLinks },
    });
    this.#keeper = this.#keepPage();
    this.#quitGuard = new QuitGuard({
      window: this.window,
      state: () => this.#shell.state,
      closesToTray: () => this.#settings.get().closeToTray,
      now,
    });
    this.#watch = this.#watchProgram();
    this.#keeper.load();
    this.#updates.start();
    if (links.isWaiting) this.#shell.linkWaits();
  }

  show(): void {
    this.#shell.show();
  }

  linkWaits(): void {
    this.#shell.linkWaits();
  }

  /** Ctrl-C, or a polite kill. */
  signalled(): void {
    this.#quitGuard.signalled();
  }

  readonly #isInCall = (): boolean => isInCall(this.#shell.state.agentState);

  /** The administrator's address, then the one entered at this desk, then this machine. */
  #chosenServer(): URL {
    const { env, log } = this.#options;
    const given = env["CORDBOARD_SERVER_URL"] ?? "";
    if (given.trim() !== "") return serverAddress(given);
    try {
      return serverAddress(this.#settings.get().serverUrl ?? undefined);
    } catch (error) {
      log.warn("server-address-unusable", { error });
      return serverAddress(DEFAULT_SERVER_URL);
    }
  }

  #openWindow(preloadFile: string): BrowserWindow {
    const { dataDir, log } = this.#options;
    const path = join(dataDir, "window.json");
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    const window = createConsoleWindow(placeWindow(readWindowState(path), screens), preloadFile, app.isPackaged);
    // When it closes, not while it moves: one write a day instead of hundreds.
    window.on("close", () => {
      const state: WindowState = { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
      try {
        writeFileAtomically(path, JSON.stringify(state));
      } catch (error) {
        log.warn("window-place-not-saved", { error });
      }
    });
    // The wallboard may have a window of its own: without the console's there is no program.
    window.on("closed", () => app.quit());
    return window;
  }

  #keepPage(): PageKeeper {
    const { env, log, now } = this.#options;
    return new PageKeeper({
      window: this.window,
      server: this.#server,
      log,
      crashes: this.#crashes,
      now,
      language: () => this.#shell.state.language,
      agentState: () => this.#shell.state.agentState,
      isInCall: this.#isInCall,
      mayChangeServer: (env["CORDBOARD_SERVER_URL"] ?? "").trim() === "",
      onGone: () => this.#shell.pageGone(),
    });
  }

  #watchProgram(): { readonly stop: () => void } {
    const { log, now } = this.#options;
    app.on("will-quit", () => {
      this.#shell.close();
      this.#updates.stop();
      this.#watch.stop();
      log.info("shell-ended");
    });
    // The system goes down: a question would only hold it up, and nobody reads it.
    powerMonitor.on("shutdown", () => this.#quitGuard.endNow());
    this.window.on("session-end", () => this.#quitGuard.endNow());
    return watchMainProcess({
      crashes: this.#crashes,
      log,
      now,
      agentState: () => this.#shell.state.agentState,
      isInCall: this.#isInCall,
      beforeRestart: () => this.#quitGuard.allow(),
      giveUp: () => {
        const { language } = this.#shell.state;
        dialog.showErrorBox(shellText(language, "failed.title"), shellText(language, "main-crash.detail"));
      },
    });
  }

  #localIntent(intent: LocalIntent): void {
    if (intent.kind === "retry") {
      this.#keeper.retry();
      return;
    }
    const { env, log } = this.#options;
    if ((env["CORDBOARD_SERVER_URL"] ?? "").trim() !== "") return;
    try {
      const { href } = serverAddress(intent.server);
      this.#settings.change({ serverUrl: href });
      log.info("server-changed", { server: href });
      // Session, guards and listeners belong to one server for the life of the program.
      this.#quitGuard.allow();
      app.relaunch();
      app.quit();
    } catch (error) {
      if (!(error instanceof ServerAddressError)) throw error;
      this.#keeper.refuseAddress(shellText(languageOfLocale(app.getLocale()), "connect.problem"));
    }
  }
}
