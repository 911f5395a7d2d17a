import { app, type BrowserWindow, powerMonitor, powerSaveBlocker, shell } from "electron";
import { type ConsoleState, type OfferNotice, SHELL_API_VERSION } from "../../shared/ipc/channels.ts";
import type { DesktopStatus, SettingsChange } from "../../shared/ipc/desktop-settings.ts";
import { ConsoleTray, type TrayActions } from "./console-tray.ts";
import type { DesktopUpdates } from "./desktop-updates.ts";
import type { DesktopLog } from "./diagnostics/desktop-log.ts";
import { GlobalHotkeys } from "./global-hotkeys.ts";
import type { LinkInbox } from "./links/link-inbox.ts";
import { isInCall, tellsScreenLock } from "./lock-decision.ts";
import { noticeText, OfferNotices } from "./offer-notices.ts";
import type { SessionVault } from "./session-vault.ts";
import type { SettingsStore } from "./settings/settings-store.ts";
import { answer, tell } from "./shell-channel.ts";
import { languageOfLocale } from "./texts.ts";

interface ConsoleShellOptions {
  readonly server: URL;
  readonly window: BrowserWindow;
  readonly log: DesktopLog;
  readonly settings: SettingsStore;
  readonly vault: SessionVault;
  readonly links: LinkInbox;
  readonly updates: DesktopUpdates;
  /** The parts of the system that a setting changes; they tell what came of it. */
  readonly system: {
    readonly startAtLogin: (wanted: boolean) => void;
    readonly registerLinks: (wanted: boolean) => void;
    readonly opensLinks: () => boolean;
  };
}

/** What a browser tab cannot do for the agent, driven by what the console tells of itself and asks for. */
export class ConsoleShell {
  readonly #options: ConsoleShellOptions;
  readonly #hotkeys: GlobalHotkeys;
  readonly #notices = new OfferNotices(() => this.show());
  readonly #tray: ConsoleTray;
  #state: ConsoleState = { agentState: "signed-out", language: languageOfLocale(app.getLocale()), muted: false };
  #awakeBlocker: number | null = null;
  #isScreenLocked = false;

  constructor(options: ConsoleShellOptions) {
    this.#options = options;
    const { window, log, settings } = options;
    this.#hotkeys = new GlobalHotkeys(log, (action) => tell(window.webContents, "hotkey", action));
    this.#hotkeys.apply(settings.get());
    this.#tray = new ConsoleTray(this.#state, this.#trayActions());
    this.#answerConsole();
    this.#watchMachine();
    window.on("focus", () => window.flashFrame(false));
  }

  get state(): ConsoleState {
    return this.#state;
  }

  show(): void {
    const { window } = this.#options;
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** The page has died: nothing it said holds, but a call may go on without it. */
  pageGone(): void {
    this.#notices.clear();
    this.#hotkeys.pause(false);
  }

  /** A `tel:` link waits. The console may not be there yet; it asks when it is. */
  linkWaits(): void {
    this.show();
    tell(this.#options.window.webContents, "dial-link-waiting", null);
  }

  /** Something that the settings page shows has changed. */
  statusChanged(): void {
    tell(this.#options.window.webContents, "status-changed", this.#status());
    this.#tray.show(this.#state, this.#trayActions());
  }

  close(): void {
    this.#hotkeys.close();
    this.#notices.clear();
    this.#stayAwake(false);
  }

  #answerConsole(): void {
    const { server, window, settings, vault, links, updates, log } = this.#options;
    answer(server, "console-state", (state) => this.#apply(state));
    answer(server, "offer-shown", (offer) => this.#offerShown(offer));
    answer(server, "offer-over", () => {
      this.#notices.clear();
      if (!window.isDestroyed()) window.flashFrame(false);
      return null;
    });
    answer(server, "shell-info", () => ({
      version: app.getVersion(),
      platform: process.platform,
      apiVersion: SHELL_API_VERSION,
    }));
    answer(server, "settings-read", () => this.#status());
    answer(server, "settings-change", (change) => this.#change(change));
    answer(server, "hotkeys-pause", (isPaused) => {
      this.#hotkeys.pause(isPaused);
      return null;
    });
    answer(server, "dial-link-take", () => links.take());
    answer(server, "session-recall", () => (settings.get().rememberSignIn ? vault.recall(server) : null));
    answer(server, "session-remember", (session) => {
      if (session !== null && settings.get().rememberSignIn) return vault.remember(server, session);
      vault.forget();
      return false;
    });
    answer(server, "log-folder-open", () => this.#openLogs());
    answer(server, "update-check", async () => {
      await updates.check();
      return this.#status();
    });
    answer(server, "update-install", () => updates.install());
    log.info("shell-started", { version: app.getVersion(), platform: process.platform, server: server.origin });
  }

  #watchMachine(): void {
    const page = this.#options.window.webContents;
    const locked = () => {
      if (tellsScreenLock(this.#state.agentState)) tell(page, "screen-locked", null);
    };
    powerMonitor.on("lock-screen", () => {
      this.#isScreenLocked = true;
      this.#notices.clear();
      locked();
    });
    powerMonitor.on("unlock-screen", () => {
      this.#isScreenLocked = false;
      tell(page, "machine-resumed", null);
    });
    // The lid: whoever closes it does not wait for calls.
    powerMonitor.on("suspend", locked);
    powerMonitor.on("resume", () => tell(page, "machine-resumed", null));
  }

  #apply(state: ConsoleState): null {
    const { window } = this.#options;
    this.#state = state;
    this.#tray.show(state, this.#trayActions());
    this.#stayAwake(isInCall(state.agentState));
    if (state.agentState !== "offered") this.#notices.clear();
    // The screen was locked in a call, and the call is over now.
    if (this.#isScreenLocked && state.agentState === "ready") tell(window.webContents, "screen-locked", null);
    return null;
  }

  #stayAwake(isWanted: boolean): void {
    if (isWanted && this.#awakeBlocker === null) {
      this.#awakeBlocker = powerSaveBlocker.start("prevent-display-sleep");
    } else if (!isWanted && this.#awakeBlocker !== null) {
      powerSaveBlocker.stop(this.#awakeBlocker);
      this.#awakeBlocker = null;
    }
  }

  /** Visible, but whoever is typing elsewhere keeps the keyboard. */
  #offerShown(offer: OfferNotice): null {
    const { window, settings } = this.#options;
    if (window.isDestroyed() || window.isFocused()) return null;
    if (window.isMinimized()) window.restore();
    window.showInactive();
    window.moveTop();
    window.flashFrame(true);
    const { notifyOffers, showCustomerName } = settings.get();
    const privacy = { notifyOffers, showCustomerName, isScreenLocked: this.#isScreenLocked };
    const text = noticeText(offer, privacy, this.#state.language);
    if (text !== null) this.#notices.show(text);
    return null;
  }

  #change(change: SettingsChange): DesktopStatus {
    const { settings, system, vault, log } = this.#options;
    const before = settings.get();
    settings.change(change);
    const after = settings.get();
    if (change.hotkeys !== undefined || change.hotkeysEnabled !== undefined) this.#hotkeys.apply(after);
    if (!after.rememberSignIn) vault.forget();
    try {
      if (after.openAtLogin !== before.openAtLogin) system.startAtLogin(after.openAtLogin);
      if (after.openLinks !== before.openLinks) system.registerLinks(after.openLinks);
    } catch (error) {
      // The switch shows what is wanted, `opensLinks` what is; the reason is for the operator.
      log.error("system-setting-not-applied", { error });
    }
    return this.#status();
  }

  #status(): DesktopStatus {
    const { settings, system, vault, updates } = this.#options;
    return {
      settings: settings.get(),
      hotkeys: this.#hotkeys.states,
      opensLinks: system.opensLinks(),
      keyring: vault.isAvailable,
      notices: OfferNotices.isSupported,
      update: updates.state,
      problem: settings.problem,
    };
  }

  #openLogs(): null {
    const { log } = this.#options;
    // A fixed folder of ours: nothing that a page says reaches the system's opener.
    void shell.openPath(log.folder).then((problem) => {
      if (problem !== "") log.warn("log-folder-not-opened", { problem });
    });
    return null;
  }

  #trayActions(): TrayActions {
    const { window, updates } = this.#options;
    return {
      show: () => this.show(),
      command: (command) => {
        if (command === "settings") this.show();
        tell(window.webContents, "tray-command", command);
      },
      openLogs: () => this.#openLogs(),
      installUpdate:
        updates.state.phase === "ready" && !isInCall(this.#state.agentState) ? () => updates.install() : null,
    };
  }
}
