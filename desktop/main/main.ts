/** Entry of the desktop application: what must happen before Electron is ready, then desktop-app.ts. */
import { homedir } from "node:os";
import { app, crashReporter, dialog, Menu, protocol } from "electron";
import { DesktopApp } from "./desktop-app.ts";
import { DesktopLog } from "./diagnostics/desktop-log.ts";
import { hardenCommandLine } from "./harden-command-line.ts";
import { LinkInbox } from "./links/link-inbox.ts";
import { languageOfLocale, shellText } from "./texts.ts";
import { LOCAL_SCHEME } from "./window/local-pages.ts";

// oxlint-disable-next-line no-restricted-properties -- where the real time enters the shell
const now = () => Date.now();
const log = new DesktopLog({ folder: app.getPath("logs"), now });
let desktop: DesktopApp | null = null;
const links = new LinkInbox({ now, log, onWaiting: () => desktop?.linkWaits() });

async function startDesktop(): Promise<void> {
  // The menu's shortcuts would reload or close the console in a call. macOS needs one for copy and paste.
  if (process.platform !== "darwin") Menu.setApplicationMenu(null);
  app.on("second-instance", (_event, commandLine) => {
    links.offerArguments(commandLine);
    desktop?.show();
  });
  app.on("open-url", (event, url) => {
    event.preventDefault();
    links.offer(url);
  });
  app.on("activate", () => desktop?.show());
  app.on("window-all-closed", () => app.quit());
  await app.whenReady();
  links.offerArguments(process.argv);
  desktop = new DesktopApp({
    builtDir: import.meta.dirname,
    dataDir: app.getPath("userData"),
    home: homedir(),
    env: process.env,
    resourcesPath: process.resourcesPath,
    now,
    log,
    links,
    // Fetched from the disk only where there is a feed.
    loadUpdater: async () => (await import("electron-updater")).default.autoUpdater,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => desktop?.signalled());
}

function cannotStart(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error("cannot-start", { error });
  process.stderr.write(`cordboard: ${message}\n`);
  dialog.showErrorBox(shellText(languageOfLocale(app.getLocale()), "failed.title"), message);
  app.exit(1);
}

// Certificate errors are not handled on purpose: Chromium refuses such a server, and nothing here says otherwise.
app.enableSandbox();
// Under Wayland no program sees another's keys; the desktop's portal hands out those the person agrees to.
if (process.platform === "linux") app.commandLine.appendSwitch("enable-features", "GlobalShortcutsPortal");
app.setAppUserModelId("app.cordboard.desktop");
protocol.registerSchemesAsPrivileged([{ scheme: LOCAL_SCHEME, privileges: { standard: true, secure: true } }]);
if (app.isPackaged) {
  const refused = hardenCommandLine(app.commandLine);
  if (refused.length > 0) log.warn("switches-refused", { switches: refused.join(" ") });
}
// A dump of memory holds customers' data: only where somebody looks for a fault of Chromium itself, and never sent anywhere.
if (process.env["CORDBOARD_CRASH_DUMPS"] === "1") crashReporter.start({ uploadToServer: false });
if (app.requestSingleInstanceLock()) {
  startDesktop().catch(cannotStart);
} else {
  // The first instance has been told, with the link if there was one, and shows itself.
  app.quit();
}
