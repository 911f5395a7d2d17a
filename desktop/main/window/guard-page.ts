import type { WebContents, WebPreferences } from "electron";
import { decideNewWindow, mayNavigate } from "../access-policy.ts";
import type { DesktopLog } from "../diagnostics/desktop-log.ts";
import { type LocalIntent, localIntent } from "./local-pages.ts";

/** Pages and storage of the console alone, apart from anything else Electron may open. */
export const PARTITION = "persist:cordboard";

/** Nothing of Node in the page; the preload is sandboxed too. Said in full, so that a changed default changes nothing here. */
export function webPreferences(preloadFile: string, isPackaged: boolean): WebPreferences {
  return {
    preload: preloadFile,
    partition: PARTITION,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    plugins: false,
    safeDialogs: true,
    devTools: !isPackaged,
    // A console in the background must ring, tick and keep its socket.
    backgroundThrottling: false,
    // It must also ring when its window has not been clicked since the start.
    autoplayPolicy: "no-user-gesture-required",
    spellcheck: false,
  };
}

interface GuardOptions {
  readonly server: URL;
  readonly preloadFile: string;
  readonly isPackaged: boolean;
  readonly log: DesktopLog;
  readonly onLocalIntent: (intent: LocalIntent) => void;
}

/** Keeps one page, and every window it may open, with its server. Called for every page Electron ever makes. */
export function guardPage(
  page: WebContents,
  { server, preloadFile, isPackaged, log, onLocalIntent }: GuardOptions,
): void {
  const keepHere = (event: { preventDefault(): void; readonly url: string }) => {
    if (mayNavigate(server, event.url)) return;
    event.preventDefault();
    const intent = localIntent(page.getURL(), event.url);
    if (intent === null) log.warn("navigation-refused", { url: event.url });
    else onLocalIntent(intent);
  };
  page.on("will-navigate", keepHere);
  page.on("will-redirect", (event) => {
    if (!mayNavigate(server, event.url)) event.preventDefault();
  });
  page.on("will-frame-navigate", (event) => {
    // The main frame is will-navigate's; what is ours to answer must not be answered twice.
    if (!event.isMainFrame && !mayNavigate(server, event.url)) event.preventDefault();
  });
  page.on("will-attach-webview", (event) => event.preventDefault());
  page.setWindowOpenHandler(({ url }) => {
    if (decideNewWindow(server, url) === "window") {
      return {
        action: "allow",
        overrideBrowserWindowOptions: {
          autoHideMenuBar: true,
          webPreferences: webPreferences(preloadFile, isPackaged),
        },
      };
    }
    log.warn("window-refused", { url });
    return { action: "deny" };
  });
  // The exchange may be reached over an interface that is not the machine's first (a VPN): every policy but this one would leave
  // such a call without a voice. Only the server's pages run here, so nobody else learns the addresses.
  page.setWebRTCIPHandlingPolicy("default");
}
