import { join } from "node:path";
import { BrowserWindow, net, type Session, session, type WebContents } from "electron";
import { decideNewWindow, mayHavePermission, mayNavigate } from "./access-policy.ts";
import { type ShellLanguage, shellText } from "./texts.ts";

const RETRY_EVERY_MS = 3_000;
const PROBE_LIMIT_MS = 2_500;
/** Chromium's code for "a newer navigation took over": no failure. */
const ERR_ABORTED = -3;

/** Nothing of Node in the page; the preload is sandboxed too. */
const webPreferences = (preloadFile: string) => ({
  preload: preloadFile,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webviewTag: false,
  // A console in the background must ring, tick and keep its socket.
  backgroundThrottling: false,
  spellcheck: false,
});

/** Electron grants every permission unless told otherwise: both handlers are needed, one asks and one looks up. */
export function guardSession(server: URL, guarded: Session): void {
  guarded.setPermissionRequestHandler((_page, permission, decide, details) => {
    const mediaTypes = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    decide(
      mayHavePermission(server, {
        permission,
        askedBy: details.requestingUrl,
        isMainFrame: details.isMainFrame,
        mediaTypes,
      }),
    );
  });
  guarded.setPermissionCheckHandler((_page, permission, requestingOrigin, details) =>
    mayHavePermission(server, {
      permission,
      askedBy: requestingOrigin,
      isMainFrame: details.isMainFrame,
      mediaTypes: details.mediaType === undefined || details.mediaType === "unknown" ? [] : [details.mediaType],
    }),
  );
  guarded.setDevicePermissionHandler(() => false);
}

/** Keeps one page, and every window it may open, with its server. */
export function guardPage(server: URL, page: WebContents, preloadFile: string): void {
  const keepHere = (event: { preventDefault(): void; readonly url: string }) => {
    if (!mayNavigate(server, event.url)) event.preventDefault();
  };
  page.on("will-navigate", keepHere);
  page.on("will-redirect", keepHere);
  page.on("will-frame-navigate", keepHere);
  page.on("will-attach-webview", (event) => event.preventDefault());
  page.setWindowOpenHandler(({ url }) =>
    decideNewWindow(server, url) === "window"
      ? { action: "allow", overrideBrowserWindowOptions: { webPreferences: webPreferences(preloadFile) } }
      : { action: "deny" },
  );
  page.on("did-create-window", (opened) => guardPage(server, opened.webContents, preloadFile));
}

/** The console's window. Shows the server's page, or an explanation with retries while the server cannot be reached. */
export function openConsoleWindow(server: URL, builtDir: string, language: () => ShellLanguage): BrowserWindow {
  const preloadFile = join(builtDir, "preload.cjs");
  guardSession(server, session.defaultSession);
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 720,
    minHeight: 540,
    show: false,
    title: "Cordboard",
    autoHideMenuBar: true,
    webPreferences: webPreferences(preloadFile),
  });
  const page = window.webContents;
  guardPage(server, page, preloadFile);
  window.once("ready-to-show", () => window.show());
  page.on("did-fail-load", (_event, errorCode, _description, _url, isMainFrame) => {
    if (isMainFrame && errorCode !== ERR_ABORTED) explainOffline();
  });
  // A page that crashed is loaded anew: the server holds all there is to know.
  page.on("render-process-gone", () => load());
  const load = () => {
    // Its failure is told by did-fail-load; the promise says the same again.
    window.loadURL(server.href).catch(() => undefined);
  };
  const explainOffline = () => {
    const text = (key: "offline.title" | "offline.retry") => shellText(language(), key);
    const query = {
      lang: language(),
      title: text("offline.title"),
      retry: text("offline.retry"),
      server: server.origin,
    };
    // Fails only when a newer navigation takes over, which is what the retry wants.
    window.loadFile(join(builtDir, "offline.html"), { query }).catch(() => undefined);
    const timer = setInterval(() => {
      if (window.isDestroyed()) return clearInterval(timer);
      net
        .fetch(server.href, { method: "HEAD", signal: AbortSignal.timeout(PROBE_LIMIT_MS) })
        .then((reply) => {
          if (!reply.ok) return;
          clearInterval(timer);
          load();
        })
        // Still away: the next tick asks again.
        .catch(() => undefined);
    }, RETRY_EVERY_MS);
  };
  load();
  return window;
}
