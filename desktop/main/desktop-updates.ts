import type { UpdateState } from "../../shared/ipc/desktop-settings.ts";
import type { DesktopLog } from "./diagnostics/desktop-log.ts";

const FIRST_CHECK_AFTER_MS = 60_000;
const CHECK_EVERY_MS = 6 * 60 * 60_000;

/** What is used of electron-updater's `AppUpdater`. */
export interface UpdateLibrary {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  allowPrerelease: boolean;
  logger: unknown;
  isUpdaterActive(): boolean;
  setFeedURL(feed: { readonly provider: "generic"; readonly url: string }): void;
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
  } | null>;
  downloadUpdate(): Promise<readonly string[]>;
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void;
}

interface DesktopUpdatesOptions {
  /** Address of the feed from the administrator, or `packaged` when the installation names one itself; null = none. */
  readonly feed: URL | "packaged" | null;
  readonly load: () => Promise<UpdateLibrary>;
  readonly log: DesktopLog;
  readonly isWanted: () => boolean;
  readonly isInCall: () => boolean;
  /** The guard against quitting in a call must let the installer through. */
  readonly beforeInstall: () => void;
  readonly onChange: () => void;
}

/**
 * Newer versions of the shell by electron-updater, which checks what it fetched (SHA-512 of the feed's file everywhere, the
 * publisher's signature on Windows and macOS). Nothing is fetched or installed during a call, and nothing installed without
 * somebody who says so. Where the feed is comes from the installation or its administrator, never from a page.
 */
export class DesktopUpdates {
  readonly #options: DesktopUpdatesOptions;
  #state: UpdateState;
  #library: UpdateLibrary | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isWorking = false;

  constructor(options: DesktopUpdatesOptions) {
    this.#options = options;
    this.#state = { phase: options.feed === null ? "not-configured" : "idle", version: null };
  }

  get state(): UpdateState {
    const { phase, version } = this.#state;
    return phase === "idle" && !this.#options.isWanted() ? { phase: "off", version } : this.#state;
  }

  start(): void {
    if (this.#options.feed === null) return;
    this.#schedule(FIRST_CHECK_AFTER_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Resolves when it is known; the outcome is in `state`. Does nothing in a call. */
  async check(): Promise<void> {
    const { feed, isInCall, log } = this.#options;
    if (feed === null || this.#isWorking || this.#state.phase === "ready" || isInCall()) return;
    this.#isWorking = true;
    try {
      const library = await this.#loaded(feed);
      if (!library.isUpdaterActive()) {
        this.#become({ phase: "cannot-install", version: null });
        return;
      }
      this.#become({ phase: "checking", version: null });
      const found = await library.checkForUpdates();
      if (found === null || !found.isUpdateAvailable) {
        this.#become({ phase: "idle", version: null });
        return;
      }
      const { version } = found.updateInfo;
      // A call has begun meanwhile: its packets come first.
      if (isInCall()) {
        this.#become({ phase: "idle", version });
        return;
      }
      this.#become({ phase: "downloading", version });
      await library.downloadUpdate();
      log.info("update-ready", { version });
      this.#become({ phase: "ready", version });
    } catch (error) {
      log.warn("update-failed", { error });
      this.#become({ phase: "failed", version: this.#state.version });
    } finally {
      this.#isWorking = false;
    }
  }

  /** Ends and replaces the program. False when nothing is ready, and in a call. */
  install(): boolean {
    if (this.#library === null || this.#state.phase !== "ready" || this.#options.isInCall()) return false;
    this.#options.log.info("update-installs", { version: this.#state.version });
    this.#options.beforeInstall();
    this.#library.quitAndInstall(false, true);
    return true;
  }

  async #loaded(feed: URL | "packaged"): Promise<UpdateLibrary> {
    if (this.#library !== null) return this.#library;
    const library = await this.#options.load();
    library.autoDownload = false;
    // Quitting in a hurry must not start an installer; only "install now" does.
    library.autoInstallOnAppQuit = false;
    library.allowDowngrade = false;
    library.allowPrerelease = false;
    library.logger = null;
    if (feed !== "packaged") library.setFeedURL({ provider: "generic", url: feed.href });
    this.#library = library;
    return library;
  }

  #schedule(afterMs: number): void {
    this.#timer = setTimeout(() => {
      this.#schedule(CHECK_EVERY_MS);
      if (this.#options.isWanted()) void this.check();
    }, afterMs);
    this.#timer.unref();
  }

  #become(state: UpdateState): void {
    this.#state = state;
    this.#options.onChange();
  }
}
