import { BrowserWindow } from "electron";
import { SMALLEST, type Placement } from "./window-state.ts";
import { webPreferences } from "./guard-page.ts";

/** The console's window, empty and not shown yet. */
export function createConsoleWindow(placement: Placement, preloadFile: string, isPackaged: boolean): BrowserWindow {
  const { isMaximized, ...bounds } = placement;
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: "Cordboard",
    autoHideMenuBar: true,
    webPreferences: webPreferences(preloadFile, isPackaged),
  });
  if (isMaximized) window.maximize();
  return window;
}
