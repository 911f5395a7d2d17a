import { globalShortcut } from "electron";
import { parseAccelerator, sameKey } from "../../shared/ipc/accelerator.ts";
import {
  type DesktopSettings,
  HOTKEY_ACTIONS,
  type HotkeyAction,
  type HotkeyState,
} from "../../shared/ipc/desktop-settings.ts";
import type { DesktopLog } from "./diagnostics/desktop-log.ts";

export type HotkeyStates = Record<HotkeyAction, HotkeyState>;

const ALL_OFF: HotkeyStates = {
  answer: "off",
  "hang-up": "off",
  mute: "off",
  hold: "off",
  ready: "off",
  "not-ready": "off",
};

/** Keys that act while another program has the keyboard. Knows which of them it got, and says so. */
export class GlobalHotkeys {
  readonly #log: DesktopLog;
  readonly #onPressed: (action: HotkeyAction) => void;
  #registered: string[] = [];
  #states: HotkeyStates = ALL_OFF;
  #wanted: Pick<DesktopSettings, "hotkeys" | "hotkeysEnabled"> = {
    hotkeysEnabled: false,
    hotkeys: { answer: null, "hang-up": null, mute: null, hold: null, ready: null, "not-ready": null },
  };
  #isPaused = false;

  constructor(log: DesktopLog, onPressed: (action: HotkeyAction) => void) {
    this.#log = log;
    this.#onPressed = onPressed;
  }

  get states(): HotkeyStates {
    return this.#states;
  }

  apply(wanted: Pick<DesktopSettings, "hotkeys" | "hotkeysEnabled">): void {
    this.#wanted = wanted;
    this.#release();
    this.#states = Object.fromEntries(HOTKEY_ACTIONS.map((action) => [action, this.#take(action)])) as HotkeyStates;
    const lost = HOTKEY_ACTIONS.filter((action) => !["on", "off"].includes(this.#states[action]));
    if (lost.length > 0) this.#log.warn("hotkeys-not-available", { actions: lost.join(" ") });
  }

  /** While one is being recorded the keys must reach the page instead of acting. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    // Registered keys never reach any window, so they are given back for that time.
    if (isPaused) this.#release();
    else this.apply(this.#wanted);
  }

  close(): void {
    this.#release();
    this.#states = ALL_OFF;
  }

  #take(action: HotkeyAction): HotkeyState {
    const { hotkeys, hotkeysEnabled } = this.#wanted;
    const key = hotkeys[action];
    if (key === null || !hotkeysEnabled) return "off";
    if (parseAccelerator(key) === null) return "unusable";
    const isMac = process.platform === "darwin";
    const isDouble = HOTKEY_ACTIONS.some((other) => {
      const theirs = hotkeys[other];
      return other !== action && theirs !== null && sameKey(theirs, isMac) === sameKey(key, isMac);
    });
    // Neither gets it: which one would win is nothing a person could guess in a call.
    if (isDouble) return "double";
    if (this.#isPaused) return "on";
    try {
      if (!globalShortcut.register(key, () => this.#onPressed(action))) return "taken";
    } catch (error) {
      this.#log.warn("hotkey-refused", { action, error });
      return "unusable";
    }
    this.#registered.push(key);
    return "on";
  }

  #release(): void {
    // Only ours: an unregisterAll would take a later feature's keys along.
    for (const key of this.#registered) globalShortcut.unregister(key);
    this.#registered = [];
  }
}
