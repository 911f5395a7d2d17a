import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from "electron";
import type { ConsoleState } from "../../shared/ipc/channels.ts";
import { shellText, type ShellTextKey } from "./texts.ts";
import { trayBitmap } from "./tray-icon.ts";

const TRAY_SIZE_PX = 32;

export interface TrayActions {
  readonly show: () => void;
  readonly command: (command: "ready" | "not-ready" | "settings") => void;
  readonly openLogs: () => void;
  /** Null while none is ready. */
  readonly installUpdate: (() => void) | null;
}

/** The tray's menu: what the agent is, what can be done about it now. */
export function trayMenu(
  { agentState, language, muted }: ConsoleState,
  { show, command, openLogs, installUpdate }: TrayActions,
): MenuItemConstructorOptions[] {
  const text = (key: ShellTextKey) => shellText(language, key);
  const isSignedIn = agentState !== "signed-out";
  return [
    { label: stateText({ agentState, language, muted }), enabled: false },
    { type: "separator" },
    { label: text("tray.show"), click: show },
    { label: text("tray.ready"), enabled: agentState === "not-ready", click: () => command("ready") },
    // In a call it holds for the time after it: the server keeps the wish.
    {
      label: text("tray.not-ready"),
      enabled: isSignedIn && agentState !== "not-ready",
      click: () => command("not-ready"),
    },
    { type: "separator" },
    { label: text("tray.settings"), enabled: isSignedIn, click: () => command("settings") },
    { label: text("tray.logs"), click: openLogs },
    ...(installUpdate === null ? [] : [{ label: text("tray.update"), click: installUpdate }]),
    { type: "separator" },
    { label: text("tray.quit"), click: () => app.quit() },
  ];
}

export function stateText({ agentState, language, muted }: ConsoleState): string {
  const state = shellText(language, `state.${agentState}`);
  return muted && agentState === "on-contact" ? `${state} · ${shellText(language, "state.muted")}` : state;
}

/** The agent's state beside the clock: shape and colour for the eye, words in the tooltip and the menu. */
export class ConsoleTray {
  readonly #tray: Tray;

  constructor(state: ConsoleState, actions: TrayActions) {
    this.#tray = new Tray(iconOf(state));
    this.#tray.on("click", actions.show);
    this.show(state, actions);
  }

  show(state: ConsoleState, actions: TrayActions): void {
    this.#tray.setImage(iconOf(state));
    this.#tray.setToolTip(`Cordboard · ${stateText(state)}`);
    this.#tray.setContextMenu(Menu.buildFromTemplate(trayMenu(state, actions)));
  }
}

function iconOf({ agentState }: ConsoleState) {
  const bitmap = Buffer.from(trayBitmap(agentState, TRAY_SIZE_PX));
  return nativeImage.createFromBitmap(bitmap, { width: TRAY_SIZE_PX, height: TRAY_SIZE_PX, scaleFactor: 2 });
}
