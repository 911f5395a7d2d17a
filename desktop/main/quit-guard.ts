import { app, type BrowserWindow, dialog } from "electron";
import type { ConsoleState } from "../../shared/ipc/channels.ts";
import { isInCall } from "./lock-decision.ts";
import { shellText, type ShellTextKey } from "./texts.ts";

interface QuitGuardOptions {
  readonly window: BrowserWindow;
  readonly state: () => ConsoleState;
  readonly closesToTray: () => boolean;
  readonly now: () => number;
}

/** npm and the terminal both pass a Ctrl-C on: within this time it is the same one. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Whether the program may end. In a call it asks first, whichever way it is told to end: window, tray, menu, Ctrl-C, a signal.
 * Asking does not stop the program, so voice, tray and hot keys go on meanwhile; a second Ctrl-C is an answer.
 */
export class QuitGuard {
  readonly #options: QuitGuardOptions;
  #mayEnd = false;
  #asking: AbortController | null = null;
  #signalledAt = Number.NEGATIVE_INFINITY;

  constructor(options: QuitGuardOptions) {
    this.#options = options;
    const { window, closesToTray } = options;
    app.on("before-quit", (event) => {
      if (this.#mayEnd) return;
      if (this.#mustAsk()) {
        event.preventDefault();
        this.#ask();
      } else this.#mayEnd = true;
    });
    window.on("close", (event) => {
      if (this.#mayEnd) return;
      if (closesToTray()) {
        event.preventDefault();
        window.hide();
      } else if (this.#mustAsk()) {
        event.preventDefault();
        this.#ask();
      } else this.#mayEnd = true;
    });
    window.webContents.on("will-prevent-unload", (event) => {
      // The page holds on to a call. Without a word from us Electron keeps it for ever, also when the person has said to quit.
      if (this.#mayEnd || this.#reloadAnyway()) event.preventDefault();
    });
  }

  /** Ctrl-C or a polite kill: asks in a call, and takes a second one for the answer. */
  signalled(): void {
    const now = this.#options.now();
    if (now - this.#signalledAt < SAME_SIGNAL_MS) return;
    this.#signalledAt = now;
    if (this.#asking !== null) this.endNow();
    else app.quit();
  }

  /** The machine goes down, or an installer takes over: no question would be read. */
  endNow(): void {
    this.#mayEnd = true;
    this.#asking?.abort();
    app.quit();
  }

  /** From here on nothing is asked: the caller is about to end or restart the program. */
  allow(): void {
    this.#mayEnd = true;
  }

  #mustAsk(): boolean {
    return isInCall(this.#options.state().agentState);
  }

  #ask(): void {
    if (this.#asking !== null) return;
    const asking = new AbortController();
    this.#asking = asking;
    const STAY = 0;
    dialog
      .showMessageBox(this.#options.window, { ...this.#question("quit"), signal: asking.signal, cancelId: STAY })
      .then(({ response }) => {
        if (this.#asking === asking) this.#asking = null;
        if (response !== STAY) this.endNow();
      })
      .catch(() => {
        // The window is gone, and with it the question.
        this.#asking = null;
      });
  }

  /** Electron wants the answer before it goes on, hence the dialog that waits. Only the page itself asks for this. */
  #reloadAnyway(): boolean {
    if (!this.#mustAsk()) return true;
    return dialog.showMessageBoxSync(this.#options.window, { ...this.#question("reload"), cancelId: 0 }) === 1;
  }

  #question(kind: "quit" | "reload") {
    const text = (key: ShellTextKey) => shellText(this.#options.state().language, key);
    return {
      type: "warning" as const,
      message: text("quit.title"),
      detail: text(`${kind}.detail`),
      buttons: [text("quit.stay"), text(`${kind}.go`)],
      defaultId: 0,
      noLink: true,
    };
  }
}
