/** Entry of the desktop application: one window on the server's console, guarded, with what a browser tab lacks. */
import { app, Menu } from "electron";
import { ConsoleShell } from "./console-shell.ts";
import { openConsoleWindow } from "./console-window.ts";
import { serverAddress } from "./server-address.ts";
import { languageOfLocale } from "./texts.ts";

async function startDesktop(): Promise<void> {
  const server = serverAddress(process.env["CORDBOARD_SERVER_URL"]);
  // The menu's shortcuts would reload or close the console in a call. macOS needs one for copy and paste.
  if (process.platform !== "darwin") Menu.setApplicationMenu(null);
  await app.whenReady();
  let shell: ConsoleShell | null = null;
  const language = () => shell?.language ?? languageOfLocale(app.getLocale());
  const window = openConsoleWindow(server, import.meta.dirname, language);
  shell = new ConsoleShell(server, window);
  app.on("second-instance", () => shell.show());
  app.on("activate", () => shell.show());
  app.on("window-all-closed", () => app.quit());
}

// Certificate errors are not handled on purpose: Chromium refuses such a server, and nothing here says otherwise.
app.enableSandbox();
if (app.requestSingleInstanceLock()) {
  startDesktop().catch((error: unknown) => {
    process.stderr.write(`cordboard: ${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(1);
  });
} else {
  // The first instance has been told and shows itself.
  app.quit();
}
