import { app, type BrowserWindow, dialog, Menu, nativeImage, powerMonitor, powerSaveBlocker, Tray } from "electron";
import type { ConsoleState } from "../../shared/ipc/channels.ts";
import { keepsMachineAwake, tellsScreenLock } from "./lock-decision.ts";
import { answer, tell } from "./shell-channel.ts";
import { languageOfLocale, shellText, type ShellTextKey } from "./texts.ts";
import { trayBitmap } from "./tray-icon.ts";

const TRAY_SIZE_PX = 32;

/** What a browser tab cannot do for the agent: tray, attention, staying awake, noticing a locked screen. */
export class ConsoleShell {
  readonly #window: BrowserWindow;
  readonly #tray: Tray;
  #state: ConsoleState;
  #awakeBlocker: number | null = null;
  #quitting = false;

  constructor(server: URL, window: BrowserWindow) {
    this.#window = window;
    this.#state = { agentState: "signed-out", language: languageOfLocale(app.getLocale()) };
    this.#tray = new Tray(this.#icon());
    this.#tray.on("click", () => this.show());
    this.#showInTray();

    answer(server, "console-state", (state) => {
      this.#apply(state);
      return null;
    });
    answer(server, "demand-attention", () => {
      this.#demandAttention();
      return null;
    });
    answer(server, "shell-info", () => ({ version: app.getVersion(), platform: process.platform }));

    powerMonitor.on("lock-screen", () => {
      if (tellsScreenLock(this.#state.agentState)) tell(window.webContents, "screen-locked", null);
    });
    powerMonitor.on("unlock-screen", () => tell(window.webContents, "machine-resumed", null));
    powerMonitor.on("resume", () => tell(window.webContents, "machine-resumed", null));
    window.on("close", (event) => {
      if (!this.#mayQuit()) event.preventDefault();
    });
    window.on("focus", () => window.flashFrame(false));
  }

  get language(): ConsoleState["language"] {
    return this.#state.language;
  }

  show(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #apply(state: ConsoleState): void {
    this.#state = state;
    this.#showInTray();
    const awake = keepsMachineAwake(state.agentState);
    if (awake && this.#awakeBlocker === null) {
      this.#awakeBlocker = powerSaveBlocker.start("prevent-display-sleep");
    } else if (!awake && this.#awakeBlocker !== null) {
      powerSaveBlocker.stop(this.#awakeBlocker);
      this.#awakeBlocker = null;
    }
  }

  /** An offered call: visible, but whoever is typing elsewhere keeps the keyboard. */
  #demandAttention(): void {
    if (this.#window.isFocused()) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.showInactive();
    this.#window.moveTop();
    this.#window.flashFrame(true);
  }

  #icon() {
    const bitmap = Buffer.from(trayBitmap(this.#state.agentState, TRAY_SIZE_PX));
    return nativeImage.createFromBitmap(bitmap, { width: TRAY_SIZE_PX, height: TRAY_SIZE_PX, scaleFactor: 2 });
  }

  #showInTray(): void {
    const text = (key: ShellTextKey) => shellText(this.#state.language, key);
    const page = this.#window.webContents;
    const mayChoose = this.#state.agentState === "ready" || this.#state.agentState === "not-ready";
    this.#tray.setImage(this.#icon());
    this.#tray.setToolTip(`Cordboard · ${text(`state.${this.#state.agentState}`)}`);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: text(`state.${this.#state.agentState}`), enabled: false },
        { type: "separator" },
        { label: text("tray.show"), click: () => this.show() },
        { label: text("tray.ready"), enabled: mayChoose, click: () => tell(page, "tray-command", "ready") },
        { label: text("tray.not-ready"), enabled: mayChoose, click: () => tell(page, "tray-command", "not-ready") },
        { type: "separator" },
        { label: text("tray.quit"), click: () => app.quit() },
      ]),
    );
  }

  #mayQuit(): boolean {
    if (this.#quitting || !keepsMachineAwake(this.#state.agentState)) return true;
    const text = (key: ShellTextKey) => shellText(this.#state.language, key);
    const STAY = 0;
    const choice = dialog.showMessageBoxSync(this.#window, {
      type: "warning",
      message: text("quit.title"),
      detail: text("quit.detail"),
      buttons: [text("quit.stay"), text("quit.quit")],
      defaultId: STAY,
      cancelId: STAY,
    });
    this.#quitting = choice !== STAY;
    return this.#quitting;
  }
}
