import { type BrowserWindow, dialog, net } from "electron";
import type { CrashReports } from "../diagnostics/crash-reports.ts";
import type { DesktopLog } from "../diagnostics/desktop-log.ts";
import { type ShellLanguage, shellText, type ShellTextKey } from "../texts.ts";
import { localPageUrl } from "./local-pages.ts";
import { HANG_LIMIT_MS, isCrash, PageRecovery } from "./page-recovery.ts";

const RETRY_EVERY_MS = 3_000;
const PROBE_LIMIT_MS = 2_500;
/** Chromium's code for "a newer navigation took over": no failure. */
const ERR_ABORTED = -3;
/** Lines of the page's own console that reach the log between two loads: a page that complains in a loop fills no disk. */
const PAGE_LINES_MAX = 200;

interface PageKeeperOptions {
  readonly window: BrowserWindow;
  readonly server: URL;
  readonly log: DesktopLog;
  readonly crashes: CrashReports;
  readonly now: () => number;
  readonly language: () => ShellLanguage;
  readonly agentState: () => string;
  readonly isInCall: () => boolean;
  /** False where an administrator has fixed the address. */
  readonly mayChangeServer: boolean;
  /** The page is gone or new: what it had said of itself no longer holds. */
  readonly onGone: () => void;
}

/**
 * Keeps the console on the screen: loads it, explains an absent server and comes back by itself, brings a crashed or hanging
 * page back (the server then re-invites the agent into the call), and stops when that happens again and again.
 */
export class PageKeeper {
  readonly #options: PageKeeperOptions;
  readonly #recovery: PageRecovery;
  #timers = new Set<NodeJS.Timeout>();
  #problem = "";
  #pageLines = 0;

  constructor(options: PageKeeperOptions) {
    this.#options = options;
    this.#recovery = new PageRecovery(options.now);
    const { window } = options;
    const page = window.webContents;
    page.on("did-fail-load", (_event, errorCode, description, url, isMainFrame) => {
      if (!isMainFrame || errorCode === ERR_ABORTED) return;
      options.log.warn("console-not-loaded", { description, url });
      this.#explain("offline");
      this.#probe();
    });
    page.on("did-finish-load", () => {
      this.#pageLines = 0;
    });
    page.on("render-process-gone", (_event, details) => this.#crashed(details));
    page.on("console-message", ({ level, message }) => this.#keepLine(level, message));
    window.on("unresponsive", () => this.#hangs());
    window.on("responsive", () => this.#stopTimers());
    window.once("ready-to-show", () => window.show());
    window.once("closed", () => this.#stopTimers());
  }

  load(): void {
    this.#stopTimers();
    if (this.#options.window.isDestroyed()) return;
    this.#show(this.#options.server.href);
  }

  /** A person asks for it: earlier crashes are forgiven. */
  retry(): void {
    this.#recovery.forget();
    this.load();
  }

  /** The address that was typed cannot be used; the page says why. */
  refuseAddress(problem: string): void {
    this.#problem = problem;
    this.#explain("offline");
    this.#probe();
  }

  #crashed({ reason, exitCode }: { readonly reason: string; readonly exitCode: number }): void {
    const { crashes, agentState, onGone } = this.#options;
    if (!isCrash(reason)) return;
    crashes.add({ where: "page", agentState: agentState(), reason, exitCode });
    onGone();
    const recovery = this.#recovery.crashed();
    if (recovery === "ask-a-person") this.#explain("crashed");
    else if (recovery.reloadInMs === 0) this.load();
    else this.#later(recovery.reloadInMs, () => this.load());
  }

  /** A hanging page still carries the voice (Chromium's audio has its own process), so in a call a person decides. */
  #hangs(): void {
    const { isInCall, log, window, agentState } = this.#options;
    log.warn("console-hangs", { agentState: agentState() });
    this.#later(HANG_LIMIT_MS, () => {
      if (!isInCall()) {
        window.webContents.forcefullyCrashRenderer();
        return;
      }
      const text = (key: ShellTextKey) => shellText(this.#options.language(), key);
      dialog
        .showMessageBox(window, {
          type: "warning",
          message: text("hang.title"),
          detail: text("hang.detail"),
          buttons: [text("hang.wait"), text("hang.reload")],
          defaultId: 0,
          cancelId: 0,
          noLink: true,
        })
        .then(({ response }) => {
          if (window.isDestroyed()) return;
          if (response === 1) window.webContents.forcefullyCrashRenderer();
          else this.#hangs();
        })
        .catch((error: unknown) => {
          // The window was closed under the question: nobody is left to answer it.
          if (!window.isDestroyed()) log.error("hang-not-settled", { reason: String(error) });
        });
    });
  }

  #explain(kind: "offline" | "crashed"): void {
    const { language, server, mayChangeServer } = this.#options;
    const text = (key: ShellTextKey) => shellText(language(), key);
    const url = localPageUrl({
      lang: language() === "zh" ? "zh-CN" : "en",
      title: text(`${kind}.title`),
      detail: text(`${kind}.detail`),
      server: server.origin,
      retry: text("local.retry"),
      ...(mayChangeServer && kind === "offline"
        ? { connect: { label: text("connect.label"), button: text("connect.button"), problem: this.#problem } }
        : {}),
    });
    this.#problem = "";
    this.#show(url);
  }

  /** That a page does not load is told by did-fail-load; the promise says the same again, by Chromium's number. */
  #show(url: string): void {
    this.#options.window.loadURL(url).catch((error: unknown) => {
      const isTold = typeof error === "object" && error !== null && "errno" in error;
      if (!isTold) this.#options.log.error("page-not-shown", { reason: String(error) });
    });
  }

  #probe(): void {
    this.#later(RETRY_EVERY_MS, () => {
      net
        .fetch(this.#options.server.href, { method: "HEAD", signal: AbortSignal.timeout(PROBE_LIMIT_MS) })
        .then(
          ({ ok }) => ok,
          // Still away: the next tick asks again.
          () => false,
        )
        .then((isThere) => (isThere ? this.load() : this.#probe()))
        .catch((error: unknown) => this.#options.log.error("page-not-shown", { reason: String(error) }));
    });
  }

  #keepLine(level: string, message: string): void {
    if (level !== "error" && level !== "warning") return;
    this.#pageLines += 1;
    if (this.#pageLines <= PAGE_LINES_MAX) this.#options.log.warn("console-says", { message });
  }

  #later(afterMs: number, work: () => void): void {
    if (this.#options.window.isDestroyed()) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#options.window.isDestroyed()) work();
    }, afterMs);
    this.#timers.add(timer);
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
